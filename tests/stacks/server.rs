//! Starts a stack with a generated configuration, and talks to it.

use std::fs;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::net::TcpListener;
use std::net::TcpStream;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use corslens::fixes::Policy;
use corslens::fixes::Situation;
use corslens::fixes::Stack;
use corslens::fixes::Trouble;

use super::answer::Answer;
use super::backend::backend;

/// The user `u` with the password `p`, which every server here asks for.
pub(super) const LOGIN: &str = "Basic dTpw";
/// The same password as servers keep it.
const BCRYPT: &str = "$2y$04$TBo4gkIfxqFMVd.KXYuB7Ovp18GaaG8YrN9.OK8FfL7dfuO.7mTbK";
/// How long a server may take to start, and an answer to come, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a stack is started.
pub(super) struct Runner {
    /// Its row in the table.
    pub(super) stack: &'static str,
    /// The file in `tests/stacks` that the generated pieces are put into. Named like the program
    /// it configures, but never like a module that it imports.
    pub(super) template: &'static str,
    /// The first of these that there is.
    pub(super) program: &'static [&'static str],
    /// What makes it print its version; success means that it is installed.
    pub(super) version: &'static [&'static str],
    /// What makes it run in the foreground.
    pub(super) arguments: &'static [&'static str],
    /// Whether it stands before an application, here the one of [`backend`].
    pub(super) proxy: bool,
}

/// The program and its version, where it is installed.
pub(super) fn installed(runner: &Runner) -> Option<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in runner.program {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        let candidates = std::iter::once(root.to_owned())
            .chain(std::env::split_paths(&folders))
            .chain(["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from));
        for folder in candidates {
            let program = folder.join(name);
            if !program.is_file() {
                continue;
            }
            let mut command = Command::new(&program);
            let folder = std::env::temp_dir();
            let asked = environment(command.args(runner.version), &folder).current_dir(root);
            let Ok(output) = asked.output() else {
                continue;
            };
            if !output.status.success() {
                continue;
            }
            let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
            text.push_str(&String::from_utf8_lossy(&output.stderr));
            let line = text.lines().find(|line| !line.trim().is_empty());
            let line = line.unwrap_or_default().trim().to_owned();
            return Some((program, line));
        }
    }
    None
}

/// A running server; it ends with the value.
pub(super) struct Server {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing to do where it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Writes the configuration and starts the server; another port where somebody was faster.
    pub(super) fn start(
        runner: &Runner,
        program: &Path,
        stack: &Stack,
        policy: &Policy,
        situation: Situation<'_>,
    ) -> Self {
        let mut said = String::new();
        for _ in 0..3 {
            let folder = tempfile::tempdir().expect("a folder");
            let port = free_port();
            let file = write_configuration(runner, stack, policy, situation, folder.path(), port);
            let log = fs::File::create(folder.path().join("log")).expect("a log");
            let arguments = runner.arguments.iter().map(|argument| {
                argument
                    .replace("{file}", &file.to_string_lossy())
                    .replace("{dir}", &folder.path().to_string_lossy())
                    .replace("{port}", &port.to_string())
                    .replace("{root}", env!("CARGO_MANIFEST_DIR"))
            });
            let mut command = Command::new(program);
            command.args(arguments);
            if runner.stack == "go" || runner.stack == "tower-http" {
                let built = environment(&mut command, folder.path()).output();
                let built = built.expect("the compiler starts");
                assert!(built.status.success(), "{built:?}");
                command = Command::new(folder.path().join("server"));
                if runner.stack == "tower-http" {
                    let crate_folder =
                        Path::new(env!("CARGO_MANIFEST_DIR")).join(".stacks/tower-http");
                    command = Command::new(crate_folder.join("target/debug/server"));
                }
            }
            let child = environment(&mut command, folder.path())
                .stdin(Stdio::null())
                .stdout(log.try_clone().expect("a log"))
                .stderr(log)
                .spawn()
                .expect("the program starts");
            let mut server = Self {
                child,
                port,
                folder,
            };
            if server.answers(runner) {
                return server;
            }
            said = fs::read_to_string(server.folder.path().join("log")).unwrap_or_default();
            said.push_str(&fs::read_to_string(&file).unwrap_or_default());
        }
        panic!("{} does not start:\n{said}", stack.name);
    }

    /// Waits until somebody listens; `false` where the server ended instead.
    fn answers(&mut self, runner: &Runner) -> bool {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                // Traefik listens before it has read its routes.
                let login = [("Authorization", LOGIN)];
                if runner.stack != "traefik" || self.send("GET", "/v2/cart", &login).status == 200 {
                    return true;
                }
            }
            if self.child.try_wait().expect("a child").is_some() {
                return false;
            }
            // Leaves the processor to the server that is starting.
            thread::park_timeout(Duration::from_millis(5));
        }
        false
    }

    /// What a browser sends before `method` with all headers of the policy: no login.
    pub(super) fn preflight(
        &self,
        origin: &str,
        method: &str,
        path: &str,
        policy: &Policy,
    ) -> Answer {
        let names = policy.request_headers().join(",");
        let headers = [
            ("Origin", origin),
            ("Access-Control-Request-Method", method),
            ("Access-Control-Request-Headers", names.as_str()),
        ];
        self.send("OPTIONS", path, &headers)
    }

    /// Sends a request and reads the whole answer. Headers with an empty value are left out.
    pub(super) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut text = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nAccept: */*\r\n",
            self.port
        );
        for (name, value) in headers {
            if !value.is_empty() {
                text.extend([name, ": ", value, "\r\n"]);
            }
        }
        if method != "OPTIONS" && method != "GET" && text.contains("\r\ncontent-type:") {
            text.push_str("Content-Length: 2\r\n\r\n{}");
        } else {
            text.push_str("Content-Length: 0\r\n\r\n");
        }
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.write_all(text.as_bytes()).expect("it is sent");
        // The body does not matter, and not every server closes the connection after it.
        let mut head = String::new();
        for line in BufReader::new(stream).lines() {
            match line {
                Ok(line) if !line.is_empty() => head.extend([line.as_str(), "\n"]),
                _ => break,
            }
        }
        Answer::parse(&text, &head)
    }
}

/// What the programs see of the machine; nothing is written outside the folder, but for what Go
/// has compiled.
fn environment<'a>(command: &'a mut Command, folder: &Path) -> &'a mut Command {
    command
        .current_dir(folder)
        .env("HOME", folder)
        .env_remove("CARGO_TARGET_DIR")
        .env("NEXT_TELEMETRY_DISABLED", "1")
        .env("GO111MODULE", "off")
        .env("GOPATH", "/usr/share/gocode")
        .env("GOCACHE", std::env::temp_dir().join("corslens-go-cache"))
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// Puts the generated pieces into the template.
fn write_configuration(
    runner: &Runner,
    stack: &Stack,
    policy: &Policy,
    situation: Situation<'_>,
    folder: &Path,
    port: u16,
) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let template = fs::read_to_string(root.join("tests/stacks").join(runner.template));
    let mut text = template.expect("a template");
    let backend = if runner.proxy { backend() } else { 0 };
    let remedy = stack.remedy(policy, &situation);
    for (number, part) in remedy.parts.iter().enumerate() {
        let piece = match runner.stack {
            "nginx" => part.text.replace(
                "# proxy_pass, root, … as before",
                &format!("proxy_pass http://127.0.0.1:{backend};"),
            ),
            "caddy" => part
                .text
                .replace("api.example.com {", &format!("http://127.0.0.1:{port} {{"))
                .replace(
                    "# basic_auth, forward_auth, reverse_proxy, file_server, … go here",
                    &caddy_application(backend, situation),
                ),
            _ => part.text.clone(),
        };
        text = place(&text, &format!("{{part {number}}}"), &piece);
    }
    text = text
        .replace("{port}", &port.to_string())
        .replace("{backend}", &backend.to_string())
        .replace("{dir}", &folder.to_string_lossy())
        .replace("{modules}", "/usr/lib/apache2/modules");
    fs::write(
        folder.join("passwords"),
        "u:{SHA}UWuXg/ylF+7L0dBk2i0WUxCxl1k=\n",
    )
    .expect("a file");
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        root.join(".stacks/node_modules"),
        folder.join("node_modules"),
    )
    .expect("a link");
    let mut name = format!("server-{}", runner.template);
    match runner.stack {
        "tower-http" => {
            let file = root.join(".stacks/tower-http/src/main.rs");
            fs::write(&file, text).expect("a file");
            return file;
        }
        "cloudflare-workers" => {
            fs::write(folder.join("worker.js"), &remedy.parts[0].text).expect("a file");
        }
        "nextjs" => {
            fs::write(folder.join("middleware.js"), &remedy.parts[0].text).expect("a file");
        }
        "traefik" => {
            fs::create_dir(folder.join("dynamic")).expect("a folder");
            let login = format!(
                "http:\n  middlewares:\n    login:\n      basicAuth:\n        users: ['u:{BCRYPT}']\n"
            );
            fs::write(folder.join("dynamic/login.yaml"), login).expect("a file");
            name.insert_str(0, "dynamic/");
        }
        _ => {}
    }
    // A Python file must not be called like the package it imports.
    let file = folder.join(name);
    fs::write(&file, text).expect("a file");
    file
}

/// Puts a piece where its mark stands, as far to the right as that.
fn place(text: &str, mark: &str, piece: &str) -> String {
    let Some((before, after)) = text.split_once(mark) else {
        return text.to_owned();
    };
    let indent = before.rsplit('\n').next().unwrap_or_default();
    let piece = piece.trim_end().replace('\n', &format!("\n{indent}"));
    format!("{before}{piece}{after}")
}

/// What stands inside the route: a login (password `p`) and the application.
fn caddy_application(backend: u16, situation: Situation<'_>) -> String {
    // The note for headers that are set twice says so.
    let drop = if situation.trouble == Some(Trouble::SetTwice) {
        "header_down -Access-Control-Allow-*"
    } else {
        ""
    };
    format!(
        "basicauth {{\n u {BCRYPT}\n}}\n\
         reverse_proxy 127.0.0.1:{backend} {{\n{drop}\n}}"
    )
}
