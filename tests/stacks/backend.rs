//! The application behind the stacks that are proxies.

use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::thread;

use super::server::LOGIN;

/// An application that knows nothing of CORS, but for two paths where it sends headers of its own.
/// It ends with the test's process.
pub(super) fn backend() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || {
                let mut reader = BufReader::new(&stream);
                let mut first = String::new();
                let mut line = String::new();
                let _ = reader.read_line(&mut first);
                let mut login = false;
                let mut length = 0;
                while reader.read_line(&mut line).is_ok_and(|n| n > 2) {
                    let (name, value) = line.split_once(':').unwrap_or_default();
                    login |= name.eq_ignore_ascii_case("authorization") && value.trim() == LOGIN;
                    if name.eq_ignore_ascii_case("content-length") {
                        length = value.trim().parse().unwrap_or(0);
                    }
                    line.clear();
                }
                let _ = io::copy(&mut reader.take(length), &mut io::sink());
                let path = first.split(' ').nth(1).unwrap_or_default();
                let path = if login { path } else { "" };
                let own = "Access-Control-Allow-Origin: *\r\n\
                           Access-Control-Allow-Credentials: false\r\n";
                let (status, headers) = match path {
                    "" => ("401 Unauthorized", ""),
                    "/v2/down" => return,
                    "/v2/cart" => ("200 OK", "ETag: \"1\"\r\n"),
                    "/v2/twice" => ("200 OK", own),
                    "/v2/twice-broken" => ("500 Internal Server Error", own),
                    "/v2/broken" => ("500 Internal Server Error", ""),
                    "/v2/moved" => ("302 Found", "Location: /v2/cart\r\n"),
                    _ => ("404 Not Found", ""),
                };
                let _ = write!(
                    &stream,
                    "HTTP/1.1 {status}\r\n{headers}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}"
                );
            });
        }
    });
    port
}
