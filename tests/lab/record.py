#!/usr/bin/env python3
"""Asks the browsers of this machine what they do, and writes it down as `fixtures/corpus` has it.

    python3 tests/lab/record.py OUT [--cases FILE] [--browser chrome|firefox] [--corslens PROGRAM]

The README beside it says what a case is, and what to do with the result.
"""

import argparse
import collections
import gzip
import http.server
import json
import pathlib
import subprocess
import threading
import urllib.parse

from browsers import BROWSERS, find, version

HERE = pathlib.Path(__file__).parent


class Server:
    """Answers as the cases say, on two ports: one for the page, one for everything else."""

    def __init__(self, cases):
        self.cases = {case["id"]: case for case in cases}
        self.ports = [self.listen(), self.listen()]

    def listen(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server.server_address[1]

    def origin(self, where):
        """`localhost` and `127.0.0.1` are two sites, and both may do what https pages may."""
        host = "127.0.0.1" if where == "cross-site" else "localhost"
        return f"http://{host}:{self.ports[where != 'own']}"

    def url(self, case, step, hop):
        where = case["steps"][step]["responses"][hop].get("at", case["steps"][step].get("at", "cross-site"))
        name = step if case["steps"][step].get("apart") else 0
        return f"{self.origin(where)}/case/{case['id']}/{name}/{hop}"

    def handler(lab):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                path = urllib.parse.urlsplit(self.path).path
                if path == "/page":
                    return self.send(200, {"Content-Type": "text/html"},
                                     "<!doctype html><title>lab</title><body><script src=page.js></script>")
                if path == "/page.js":
                    return self.send(200, {"Content-Type": "text/javascript"},
                                     (HERE / "page.js").read_text())
                if not path.startswith("/case/"):
                    return self.send(404, {}, "")
                _, _, case, step, hop = path.split("/")
                case, step, hop = lab.cases[case], int(step), int(hop)
                # Steps that share a URL take turns: each has its own response.
                if not case["steps"][step].get("apart") and self.command != "OPTIONS":
                    step = min(case.setdefault("asked", 0), len(case["steps"]) - 1)
                    if hop == len(case["steps"][step]["responses"]) - 1:
                        case["asked"] += 1
                elif self.command == "OPTIONS":
                    step = min(case.get("asked", 0), len(case["steps"]) - 1)
                answers = case["steps"][step]
                preflight = "Access-Control-Request-Method" in self.headers
                given = answers.get("preflight", {}) if preflight else answers["responses"][hop]
                if given.get("hangup"):
                    self.close_connection = True
                    return None
                headers = dict(given.get("headers", {}))
                status = given.get("status", 204 if preflight else 200)
                if 300 <= status < 400 and status != 304 and not preflight:
                    headers.setdefault("Location", lab.url(case, step, hop + 1))
                return self.send(status, headers, "" if preflight else given.get("body", "{}"))

            def send(self, status, headers, body):
                origin = self.headers.get("Origin", "*")
                self.send_response_only(status)
                for name, values in headers.items():
                    for value in values if isinstance(values, list) else [values]:
                        self.send_header(name, value.replace("$origin", origin))
                body = b"" if status in (204, 304) else body.encode()
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

            def __getattr__(self, name):
                if name.startswith("do_"):
                    return self.answer
                raise AttributeError(name)

        return Handler


def steps_of(server, cases):
    """Every step, with its case and what the page is told of it."""
    for case in cases:
        case.pop("asked", None)
        for number, step in enumerate(case["steps"]):
            told = {key: step[key] for key in ("via", "init", "crossorigin", "worker") if key in step}
            told.setdefault("via", "fetch")
            told.setdefault("init", {})
            told["url"] = server.url(case, number, 0)
            yield case, step, number, told


def record(browser, server, cases, out):
    """Runs all cases in one page of one browser, and writes its recording."""
    planned = list(steps_of(server, cases))
    page = f"{server.origin('own')}/page"
    running = browser(find(browser.names))
    try:
        seen, (ending, text), errors = running.record(page, [told for *_, told in planned])
    finally:
        running.close()
    file = out / browser.key / f"000.{ending}.gz"
    file.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(file, "wt", encoding="utf-8") as recording:
        recording.write(text)
    used = collections.Counter()
    told = []
    for (_, _, _, step), result in zip(planned, seen):
        blocked = result["outcome"] == "blocked"
        named = errors.get(step["url"], [])
        at = used[step["url"]]
        if browser.key == "chrome":
            error = named[at] if at < len(named) else (None, None)
            used[step["url"]] += 1
        else:
            # Messages are for what failed only.
            error = named[at] if blocked and at < len(named) else (None, None)
            used[step["url"]] += blocked
        result["error"], result["console"] = error if blocked else (None, None)
        told.append(result)
    return str(file.relative_to(out)).removesuffix(".gz"), told


def truth(server, cases, recorded):
    """What was asked and what each browser did, in the form of the files in `fixtures/corpus`."""
    rows = {}
    for case, step, number, told in steps_of(server, cases):
        row = rows.setdefault(case["id"], {
            "id": case["id"], "family": case["family"], "page": server.origin("own"),
            "har": {key: file for key, (file, _) in recorded.items()}, "steps": []})
        init = told["init"]
        row["steps"].append({
            "urls": [server.url(case, number, hop) for hop in range(len(step["responses"]))],
            "via": told["via"], "crossorigin": told.get("crossorigin"),
            "ctx": "worker" if told.get("worker") else None,
            "request": {"method": init.get("method", "GET"),
                        "headers": list(init.get("headers", {}).items()),
                        "credentials": init.get("credentials", "same-origin"),
                        "mode": init.get("mode"), "redirect": init.get("redirect", "follow")}})
    for key, (_, told) in recorded.items():
        results = iter(told)
        for case in cases:
            for step in rows[case["id"]]["steps"]:
                step[key] = next(results)
    return list(rows.values())


def compare(program, out, rows, key):
    """Prints each step whose verdict is not what the browser did; `?` is undetermined."""
    file = out / f"{rows[0]['har'][key]}.gz"
    run = subprocess.run([program, "check", "--format", "json", str(file)],
                         capture_output=True, check=False)
    by_url = collections.defaultdict(list)
    for exchange in sorted(json.loads(run.stdout)["exchanges"], key=lambda x: x["started"] or ""):
        by_url[exchange["url"]].append(exchange)
    used, count = collections.Counter(), collections.Counter()
    browser = {"chrome": "chromium"}.get(key, key)
    for row in rows:
        for number, step in enumerate(row["steps"]):
            url = step["urls"][0]
            found = by_url[url][used[url]:][:1]
            used[url] += 1
            verdict = found[0]["verdicts"][browser]["verdict"] if found else "missing"
            said = {"blocked": "blocked", "failed": "blocked", "undetermined": "?",
                    "missing": "missing"}.get(verdict, "ok")
            result = "right" if said == step[key]["outcome"] else "open" if said == "?" else "wrong"
            count[result] += 1
            if result != "right":
                print(f"  {result:5} {row['id']} step {number}: {verdict}, and was "
                      f"{step[key]['outcome']} ({step[key]['error'] or step[key].get('thrown')})")
    print(f"{key}: {count['right']} right, {count['wrong']} wrong, {count['open']} undetermined")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=pathlib.Path, help="an empty folder for the result")
    parser.add_argument("--cases", type=pathlib.Path, default=HERE / "cases.json")
    parser.add_argument("--browser", choices=[browser.key for browser in BROWSERS])
    parser.add_argument("--corslens", help="compare with what this program says")
    given = parser.parse_args()
    cases = json.loads(given.cases.read_text())
    server = Server(cases)
    recorded, versions = {}, {}
    for browser in BROWSERS:
        program = find(browser.names)
        if given.browser not in (None, browser.key) or not program:
            continue
        versions[browser.key] = version(program)
        print(f"{versions[browser.key]}: {len(cases)} cases", flush=True)
        recorded[browser.key] = record(browser, server, cases, given.out)
    rows = truth(server, cases, recorded)
    with gzip.open(given.out / "truth.json.gz", "wt", encoding="utf-8") as file:
        json.dump({"browsers": versions, "cases": rows}, file, indent=1)
    for key in recorded:
        if given.corslens:
            compare(given.corslens, given.out, rows, key)


if __name__ == "__main__":
    main()
