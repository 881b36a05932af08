//! The generated configurations, started for real: a server on loopback, behind a login, gets
//! preflights and requests of allowed and other origins, and every answer is looked at.
//!
//! A stack that is not installed is skipped with a line that says so; `CORSLENS_STACKS=nginx,flask`
//! names those that must not be. `tests/stacks/install.sh` installs them.

#![expect(
    clippy::print_stderr,
    reason = "a skipped stack and the version that ran are to be seen in the test's output"
)]

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
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

use corslens::browsers::Profile;
use corslens::fixes::Policy;
use corslens::fixes::STACKS;
use corslens::fixes::Situation;
use corslens::fixes::Stack;
use corslens::fixes::Trouble;
use corslens::fixes::Wanted;
use corslens::har;
use corslens::report::Report;
use corslens::verdict::Outcome;
use serde_json::Value;
use serde_json::json;

/// The user `u` with the password `p`, which every server here asks for.
const LOGIN: &str = "Basic dTpw";
/// The same password as servers keep it.
const BCRYPT: &str = "$2y$04$TBo4gkIfxqFMVd.KXYuB7Ovp18GaaG8YrN9.OK8FfL7dfuO.7mTbK";
/// How long a server may take to start, and an answer to come, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn nginx() {
    run(&Runner {
        stack: "nginx",
        template: "nginx.conf",
        program: &["nginx"],
        version: &["-v"],
        arguments: &["-p", "{dir}", "-c", "{file}"],
        proxy: true,
    });
}

#[test]
fn apache() {
    run(&Runner {
        stack: "apache",
        template: "apache.conf",
        program: &["apache2", "httpd"],
        version: &["-v"],
        arguments: &["-X", "-f", "{file}"],
        proxy: true,
    });
}

#[test]
fn caddy() {
    run(&Runner {
        stack: "caddy",
        template: "Caddyfile",
        program: &["caddy"],
        version: &["version"],
        arguments: &["run", "--adapter", "caddyfile", "--config", "{file}"],
        proxy: true,
    });
}

#[test]
fn haproxy() {
    run(&Runner {
        stack: "haproxy",
        template: "haproxy.cfg",
        program: &["haproxy"],
        version: &["-v"],
        arguments: &["-db", "-f", "{file}"],
        proxy: true,
    });
}

#[test]
fn express() {
    run(&Runner {
        stack: "express",
        template: "express.cjs",
        program: &["node"],
        version: &["-p", NODE_VERSIONS, "express", "cors"],
        arguments: &["{file}"],
        proxy: false,
    });
}

#[test]
fn fastify() {
    run(&Runner {
        stack: "fastify",
        template: "fastify.mjs",
        program: &["node"],
        version: &["-p", NODE_VERSIONS, "fastify", "@fastify/cors"],
        arguments: &["{file}"],
        proxy: false,
    });
}

#[test]
fn django() {
    run(&Runner {
        stack: "django",
        template: "django.py",
        program: PYTHON,
        version: &["-c", PYTHON_VERSIONS, "django", "django-cors-headers"],
        arguments: &["{file}"],
        proxy: false,
    });
}

#[test]
fn flask() {
    run(&Runner {
        stack: "flask",
        template: "flask.py",
        program: PYTHON,
        version: &["-c", PYTHON_VERSIONS, "flask", "flask-cors"],
        arguments: &["{file}"],
        proxy: false,
    });
}

#[test]
fn fastapi() {
    run(&Runner {
        stack: "fastapi",
        template: "fastapi.py",
        program: PYTHON,
        version: &["-c", PYTHON_VERSIONS, "fastapi", "starlette", "uvicorn"],
        arguments: &["{file}"],
        proxy: false,
    });
}

#[test]
fn envoy() {
    run(&Runner {
        stack: "envoy",
        template: "envoy.yaml",
        program: &[".stacks/python/bin/envoy", "envoy"],
        version: &["--version"],
        arguments: &[
            "--concurrency",
            "1",
            "--disable-hot-restart",
            "-c",
            "{file}",
        ],
        proxy: true,
    });
}

#[test]
fn traefik() {
    run(&Runner {
        stack: "traefik",
        template: "traefik.yaml",
        program: &[".stacks/python/bin/traefik", "traefik"],
        version: &["version"],
        arguments: &[
            "--entrypoints.web.address=127.0.0.1:{port}",
            "--providers.file.directory={dir}/dynamic",
            "--log.level=ERROR",
        ],
        proxy: true,
    });
}

/// The program that runs workers, at Cloudflare and here.
#[test]
fn cloudflare_workers() {
    run(&Runner {
        stack: "cloudflare-workers",
        template: "workerd.capnp",
        program: &[".stacks/node_modules/@cloudflare/workerd-linux-64/bin/workerd"],
        version: &["--version"],
        arguments: &["serve", "{file}"],
        proxy: true,
    });
}

#[test]
fn nextjs() {
    run(&Runner {
        stack: "nextjs",
        template: "nextjs.cjs",
        program: &["node"],
        version: &["-p", NODE_VERSIONS, "next"],
        arguments: &["{file}"],
        proxy: false,
    });
}

/// rack-cors by itself: it is what the initializer configures.
#[test]
fn rails() {
    run(&Runner {
        stack: "rails",
        template: "rack.rb",
        program: &["ruby"],
        version: &[
            "-e",
            "puts %w[rack-cors rack].map { |name| \"#{name} #{Gem::Specification.find_by_name(name).version}\" }.join(' ')",
        ],
        arguments: &["{file}"],
        proxy: false,
    });
}

/// Built first: `go run` would leave its child behind.
#[test]
fn go() {
    run(&Runner {
        stack: "go",
        template: "main.go",
        program: &["go"],
        version: &["list", "-f", "{{.ImportPath}}", "github.com/rs/cors"],
        arguments: &["build", "-o", "{dir}/server", "{file}"],
        proxy: false,
    });
}

/// The generated code is compiled, with what `install.sh` has compiled already.
#[test]
fn tower_http() {
    run(&Runner {
        stack: "tower-http",
        template: "axum.rs",
        program: &["cargo"],
        version: &[
            "tree",
            "--offline",
            "--quiet",
            "--manifest-path=.stacks/tower-http/Cargo.toml",
            "--package=tower-http",
            "--depth=0",
        ],
        arguments: &[
            "build",
            "--offline",
            "--manifest-path={root}/.stacks/tower-http/Cargo.toml",
        ],
        proxy: false,
    });
}

/// `tests/stacks/README.md` is written from the table of stacks; `UPDATE=1` writes it anew.
#[test]
fn the_table_of_stacks_is_up_to_date() {
    let mut text = "\
# Stacks

A policy can be written for each of these. *Ran with*: the version that the generated configuration
was started with by `tests/stacks.rs`, which sends it preflights and requests and checks every
answer; `tests/stacks/install.sh` installs what that needs. The others follow their documentation.

| stack | id | ran with | its documentation |
|---|---|---|---|
"
    .to_owned();
    for stack in STACKS {
        let ran_with = stack.ran_with.unwrap_or("–");
        let (name, id, docs) = (stack.name, stack.id, stack.docs);
        let _ = writeln!(text, "| {name} | `{id}` | {ran_with} | <{docs}> |");
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stacks/README.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &text).expect("it is written");
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == text,
        "run with UPDATE=1 to write {}",
        file.display()
    );
}

const PYTHON: &[&str] = &[".stacks/python/bin/python", "python3"];
/// Prints the versions of the packages named after it; fails where one is missing.
const PYTHON_VERSIONS: &str = "import sys; from importlib.metadata import version; \
                               print(*(name + ' ' + version(name) for name in sys.argv[1:]))";
const NODE_VERSIONS: &str = "process.argv.slice(1).map(name => name + ' ' + \
    JSON.parse(require('fs').readFileSync('.stacks/node_modules/' + name + '/package.json')).version\
    ).join(' ')";

/// How a stack is started.
struct Runner {
    /// Its row in the table.
    stack: &'static str,
    /// The file in `tests/stacks` that the generated pieces are put into. Named like the program
    /// it configures, but never like a module that it imports.
    template: &'static str,
    /// The first of these that there is.
    program: &'static [&'static str],
    /// What makes it print its version; success means that it is installed.
    version: &'static [&'static str],
    /// What makes it run in the foreground.
    arguments: &'static [&'static str],
    /// Whether it stands before an application, here the one of [`backend`].
    proxy: bool,
}

/// The policies that are tried: one page with a login; several; any; and origins of unusual form.
fn policies() -> Vec<Policy> {
    let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    [
        Wanted {
            origins: names(&["https://shop.example"]),
            methods: names(&["GET", "PUT", "PATCH", "DELETE"]),
            request_headers: names(&["authorization", "content-type", "x-trace-id"]),
            credentials: true,
            exposed_headers: names(&["etag", "x-total-count"]),
            max_age: Some(600),
            path: Some("/v2".to_owned()),
            ..Wanted::default()
        },
        Wanted {
            origins: names(&["https://shop.example", "https://www.shop.example:8443"]),
            methods: names(&["POST", "PUT"]),
            request_headers: names(&["authorization", "content-type"]),
            ..Wanted::default()
        },
        Wanted {
            any_origin: true,
            methods: names(&["GET", "DELETE"]),
            request_headers: names(&["authorization"]),
            exposed_headers: names(&["etag"]),
            max_age: Some(5),
            ..Wanted::default()
        },
        Wanted {
            origins: names(&[
                "http://[::1]:3000",
                "http://127.0.0.1:5500",
                "chrome-extension://abcdefghijklmnop",
                "null",
            ]),
            methods: names(&["PATCH"]),
            request_headers: names(&["authorization"]),
            credentials: true,
            ..Wanted::default()
        },
    ]
    .map(|wanted| Policy::new(wanted).expect("a policy"))
    .to_vec()
}

fn run(runner: &Runner) {
    let stack = Stack::named(runner.stack).expect("a row in the table");
    assert!(stack.ran_with.is_some(), "the table must say that it ran");
    let Some((program, version)) = installed(runner) else {
        let required = std::env::var("CORSLENS_STACKS").unwrap_or_default();
        assert!(
            !required.split(',').any(|name| name.trim() == runner.stack),
            "{} is not installed; tests/stacks/install.sh installs it",
            stack.name
        );
        eprintln!("{}: skipped, not installed", stack.name);
        return;
    };
    let mut answers = 0;
    // Next.js compiles for half a minute each time it starts.
    let few = if runner.stack == "nextjs" { 2 } else { 4 };
    for policy in policies().into_iter().take(few) {
        let server = Server::start(runner, &program, stack, &policy, Situation::default());
        answers += check(&server, runner, &policy);
        drop(server);
    }
    if runner.proxy {
        let situation = Situation {
            host: None,
            trouble: Some(Trouble::SetTwice),
        };
        let policy = &policies()[0];
        let server = Server::start(runner, &program, stack, policy, situation);
        answers += check_set_twice(&server, policy);
    }
    eprintln!(
        "{}: {answers} answers looked at, from {version}",
        stack.name
    );
}

/// Preflights and requests to all kinds of answers, from allowed and from other origins.
fn check(server: &Server, runner: &Runner, policy: &Policy) -> usize {
    let origins: Vec<&str> = if policy.any_origin() {
        vec!["https://shop.example", "https://else.example", "null"]
    } else {
        policy.listed_origins().iter().map(String::as_str).collect()
    };
    let mut count = 0;
    let mut traffic = Traffic::default();
    for origin in origins {
        for method in policy.methods() {
            let preflight = server.preflight(origin, method, "/v2/cart", policy);
            let mut headers = vec![("Origin", origin), ("Authorization", LOGIN)];
            if policy.credentials() {
                headers.push(("Cookie", "session=1"));
            }
            for name in policy.request_headers() {
                if name != "authorization" {
                    headers.push((name, "application/json"));
                }
            }
            let answer = server.send(method, "/v2/cart", &headers);
            assert_eq!(answer.status, 200, "{answer:?}");
            traffic.record(&preflight);
            traffic.record(&answer);
            count += 2;

            for path in ["/v2/cart", "/v2/broken", "/v2/missing"] {
                let answer = server.preflight(origin, method, path, policy);
                answer.grants_preflight(policy, origin, method);
                count += 1;
            }
        }
        let mut kinds = vec![
            ("/v2/cart", LOGIN, &[200][..]),
            ("/v2/cart", "", &[401]),
            ("/v2/broken", LOGIN, &[500]),
            ("/v2/missing", LOGIN, &[404]),
            ("/v2/moved", LOGIN, &[302, 307]),
        ];
        if runner.proxy {
            kinds.push(("/v2/down", LOGIN, &[502, 503]));
        }
        for (path, login, statuses) in kinds {
            let answer = server.send("GET", path, &[("Origin", origin), ("Authorization", login)]);
            assert!(statuses.contains(&answer.status), "{path}: {answer:?}");
            answer.grants(policy, origin);
            if !policy.exposed_headers().is_empty() {
                for name in policy.exposed_headers() {
                    answer.lists("Access-Control-Expose-Headers", name);
                }
            }
            count += 1;
        }
    }
    traffic.every_browser_allows();
    if policy.any_origin() {
        return count;
    }
    for origin in [
        "https://else.example",
        "https://shop.example.else.example",
        "https://else.example?https://shop.example",
        "https://shopXexample",
        "http://shop.example",
        "https://shop.example:444",
        "https://shop.example.",
        "http://127.0.0.1:55001",
        "",
    ] {
        let cart = server.send(
            "GET",
            "/v2/cart",
            &[("Origin", origin), ("Authorization", LOGIN)],
        );
        cart.grants_nothing(origin);
        let method = &policy.methods()[0];
        let preflight = server.preflight(origin, method, "/v2/cart", policy);
        preflight.grants_nothing(origin);
        count += 2;
    }
    count
}

/// The application behind sets headers of its own, which must not come through beside ours.
fn check_set_twice(server: &Server, policy: &Policy) -> usize {
    let origin = policy.listed_origins()[0].as_str();
    let headers = [("Origin", origin), ("Authorization", LOGIN)];
    for path in ["/v2/twice", "/v2/twice-broken"] {
        server.send("GET", path, &headers).grants(policy, origin);
    }
    2
}

/// The program and its version, where it is installed.
fn installed(runner: &Runner) -> Option<(PathBuf, String)> {
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
struct Server {
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
    fn start(
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
    fn preflight(&self, origin: &str, method: &str, path: &str, policy: &Policy) -> Answer {
        let names = policy.request_headers().join(",");
        let headers = [
            ("Origin", origin),
            ("Access-Control-Request-Method", method),
            ("Access-Control-Request-Headers", names.as_str()),
        ];
        self.send("OPTIONS", path, &headers)
    }

    /// Sends a request and reads the whole answer. Headers with an empty value are left out.
    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
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

/// An application that knows nothing of CORS, but for two paths where it sends headers of its own.
/// It ends with the test's process.
fn backend() -> u16 {
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

/// What a browser would have recorded.
#[derive(Default)]
struct Traffic {
    entries: Vec<Value>,
}

impl Traffic {
    fn record(&mut self, answer: &Answer) {
        let number = self.entries.len();
        // A preflight and its request have the same URL, and no others have.
        let url = format!("https://api.example/v2/cart?{}", number / 2);
        let pairs = |headers: &[(String, String)]| -> Vec<Value> {
            headers
                .iter()
                .map(|(name, value)| json!({ "name": name, "value": value }))
                .collect()
        };
        let (minute, second) = (number / 60, number % 60);
        self.entries.push(json!({
            "startedDateTime": format!("2026-01-01T00:{minute:02}:{second:02}.000Z"),
            "time": 10,
            "request": {
                "method": answer.request.split(' ').next(),
                "url": url,
                "httpVersion": "HTTP/1.1",
                "headers": pairs(&headers(answer.request.lines().skip(1))),
            },
            "response": {
                "status": answer.status,
                "statusText": "",
                "httpVersion": "HTTP/1.1",
                "headers": pairs(&answer.headers),
                "content": { "size": 2, "mimeType": "application/json" },
            },
            "cache": {},
            "timings": { "send": 1, "wait": 8, "receive": 1 },
        }));
    }

    /// The engine's own answer: in every browser, and by the standard, the page may read it.
    fn every_browser_allows(&self) {
        let creator = json!({ "name": "stacks", "version": "1" });
        let log = json!({ "version": "1.2", "creator": creator, "entries": self.entries });
        let text = json!({ "log": log }).to_string();
        let capture = har::read(&mut text.as_bytes(), "traffic.har", &mut |_| {});
        let report = Report::new(vec![capture.expect("a capture")]);
        assert_eq!(report.exchanges.len(), self.entries.len() / 2, "{text}");
        for id in report.ids() {
            let row = report.row(id);
            for profile in Profile::ALL {
                let outcome = row.verdicts.of(profile).outcome;
                let (method, url, origin) = (row.method, row.url, row.origin);
                assert_eq!(
                    outcome,
                    Outcome::Allowed,
                    "{}: {method} {url} from {origin:?}: {text}",
                    profile.name()
                );
            }
        }
    }
}

/// The headers of these lines, up to the empty one.
fn headers<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect()
}

/// A response, and the request that it answers.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    request: String,
}

impl Answer {
    fn parse(request: &str, text: &str) -> Self {
        let mut lines = text.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        Self {
            status: status.and_then(|s| s.parse().ok()).unwrap_or(0),
            headers: headers(lines),
            request: request.to_owned(),
        }
    }

    fn lines(&self, name: &str) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// The CORS check, and `Vary` where the origin is echoed and a cache may keep the answer.
    #[track_caller]
    fn grants(&self, policy: &Policy, origin: &str) {
        let everybody = self.passes(policy, origin);
        let no_store = self.lines("Cache-Control").join(",").contains("no-store");
        if !everybody && !no_store {
            self.lists("Vary", "Origin");
        }
    }

    /// The CORS check of the Fetch standard; whether everybody passes it.
    #[track_caller]
    fn passes(&self, policy: &Policy, origin: &str) -> bool {
        let granted = self.lines("Access-Control-Allow-Origin");
        let everybody = policy.any_origin() && granted == ["*"];
        assert!(everybody || granted == [origin], "{self:?}");
        if policy.credentials() {
            assert_eq!(
                self.lines("Access-Control-Allow-Credentials"),
                ["true"],
                "{self:?}"
            );
        }
        everybody
    }

    #[track_caller]
    fn grants_preflight(&self, policy: &Policy, origin: &str, method: &str) {
        assert!((200..300).contains(&self.status), "{self:?}");
        // No cache keeps answers to OPTIONS, so they need no `Vary`.
        self.passes(policy, origin);
        if !matches!(method, "GET" | "HEAD" | "POST") {
            let methods = self.lines("Access-Control-Allow-Methods").join(",");
            let listed = methods.split(',').any(|m| m.trim() == method);
            assert!(listed, "{method}: {self:?}");
        }
        for name in policy.request_headers() {
            self.lists("Access-Control-Allow-Headers", name);
        }
        if let Some(seconds) = policy.max_age() {
            assert_eq!(
                self.lines("Access-Control-Max-Age"),
                [seconds.to_string()],
                "{self:?}"
            );
        }
    }

    /// Neither this origin nor everybody.
    #[track_caller]
    fn grants_nothing(&self, origin: &str) {
        assert_ne!(self.status, 0, "no answer: {self:?}");
        for value in self.lines("Access-Control-Allow-Origin") {
            assert!(
                value != "*" && (origin.is_empty() || value != origin),
                "{self:?}"
            );
        }
    }

    #[track_caller]
    fn lists(&self, header: &str, element: &str) {
        let found = self
            .lines(header)
            .iter()
            .flat_map(|line| line.split(','))
            .any(|e| e.trim().eq_ignore_ascii_case(element));
        assert!(found, "{header} lacks {element}: {self:?}");
    }
}
