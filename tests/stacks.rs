//! The generated configurations, started for real: a server on loopback, behind a login, gets
//! preflights and requests of allowed and other origins, and every answer is looked at.
//!
//! A stack that is not installed is skipped with a line that says so; `CORSLENS_STACKS=nginx,flask`
//! names those that must not be. `tests/stacks/install.sh` installs them.

#![expect(
    clippy::print_stderr,
    reason = "a skipped stack and the version that ran are to be seen in the test's output"
)]

#[path = "stacks/answer.rs"]
mod answer;
#[path = "stacks/backend.rs"]
mod backend;
#[path = "stacks/server.rs"]
mod server;
#[path = "stacks/traffic.rs"]
mod traffic;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use corslens::fixes::Policy;
use corslens::fixes::STACKS;
use corslens::fixes::Situation;
use corslens::fixes::Stack;
use corslens::fixes::Trouble;
use corslens::fixes::Wanted;
use server::LOGIN;
use server::Runner;
use server::Server;
use server::installed;
use traffic::Traffic;

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
response; `tests/stacks/install.sh` installs what that needs. The others follow their documentation.

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
            trouble: Some(Trouble::SetTwice),
            ..Situation::default()
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
