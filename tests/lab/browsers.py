"""Chromium over its debugging pipe, and Firefox over Marionette: each opens the page, runs the steps
in it, and hands over the recording that it makes of them. Needs nothing but Python and the browsers.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time


def find(names):
    """The first of these programs that is installed."""
    return next((path for path in map(shutil.which, names) if path), None)


def version(program):
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return told.stdout.strip()


class Chromium:
    """Driven over file descriptors 3 and 4: messages of the DevTools protocol that end with NUL."""

    key = "chrome"
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")

    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="lab-chromium-")
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()

        def at_three_and_four():
            # Out of the way first, lest one take the other's number.
            read, write = os.dup(theirs_in), os.dup(theirs_out)
            while read < 5:
                read = os.dup(read)
            while write < 5:
                write = os.dup(write)
            os.dup2(read, 3)
            os.dup2(write, 4)

        options = ["--headless=new", "--no-sandbox", "--no-first-run", "--disable-sync",
                   "--disable-background-networking", "--remote-debugging-pipe",
                   f"--user-data-dir={self.profile}", "about:blank"]
        self.process = subprocess.Popen(
            [program, *options], preexec_fn=at_three_and_four, pass_fds=(3, 4),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.out, self.into = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb")
        self.number, self.rest, self.events = 0, b"", []

    def send(self, method, params=None, session=None):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        self.into.write(json.dumps(message).encode() + b"\0")
        self.into.flush()
        return self.number

    def receive(self):
        while b"\0" not in self.rest:
            more = self.out.read1(1 << 16)
            if not more:
                raise RuntimeError("Chromium has gone")
            self.rest += more
        one, self.rest = self.rest.split(b"\0", 1)
        return json.loads(one)

    def listen(self, session):
        """Everything about the network, of a page or of one of its workers."""
        for domain in ("Network", "Log", "Runtime", "Page", "Audits"):
            self.send(f"{domain}.enable", session=session)
        self.send("Target.setAutoAttach", {"autoAttach": True, "flatten": True,
                                           "waitForDebuggerOnStart": True}, session)
        self.send("Runtime.runIfWaitingForDebugger", session=session)

    def call(self, method, params=None, session=None):
        """The result of a command; what happens meanwhile is kept."""
        number = self.send(method, params, session)
        while True:
            message = self.receive()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            if message.get("method") == "Target.attachedToTarget":
                self.listen(message["params"]["sessionId"])
            if "method" in message:
                self.events.append({"method": message["method"], "params": message["params"]})

    def record(self, page, steps):
        """What script saw; the recording: a log of the protocol; what the browser named."""
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        attach = {"targetId": target, "flatten": True}
        session = self.call("Target.attachToTarget", attach)["sessionId"]
        self.listen(session)
        self.call("Page.navigate", {"url": page}, session)
        time.sleep(1)
        asked = {"expression": f"runAsText({json.dumps(json.dumps(steps))})", "awaitPromise": True}
        seen = json.loads(self.call("Runtime.evaluate", asked, session)["result"]["value"])
        time.sleep(0.5)
        self.call("Runtime.evaluate", {"expression": "1"}, session)
        kept = [e for e in self.events if e["method"].split(".")[0] in ("Network", "Log", "Page")]
        text = "".join(json.dumps(event) + "\n" for event in kept)
        return seen, ("cdp.jsonl", text), self.errors(kept)

    @staticmethod
    def errors(events):
        """For each URL, in the order of their requests: the reason that the network stack gave."""
        order, told = {}, {}
        for event in events:
            params = event["params"]
            if event["method"] == "Network.requestWillBeSent":
                request = params["request"]
                if request["method"] != "OPTIONS":
                    order.setdefault(params["requestId"], request["url"])
            elif event["method"] == "Network.loadingFailed":
                cors = params.get("corsErrorStatus") or {}
                told[params["requestId"]] = (
                    cors.get("corsError") or params.get("blockedReason") or params["errorText"])
        named = {}
        for request, url in order.items():
            named.setdefault(url, []).append((told.get(request), None))
        return named

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


class Firefox:
    """Driven over Marionette: messages behind their length, over TCP."""

    key = "firefox"
    names = ("firefox-esr", "firefox")
    preferences = {
        "app.update.enabled": False, "browser.newtabpage.enabled": False,
        "browser.shell.checkDefaultBrowser": False, "devtools.chrome.enabled": True,
        "datareporting.policy.dataSubmissionEnabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False, "services.settings.server": "data:,none",
    }
    # The network panel must be open before anything is asked.
    open_panel = """
        const { require } = ChromeUtils.importESModule(
            "resource://devtools/shared/loader/Loader.sys.mjs");
        const { gDevTools } = require("devtools/client/framework/devtools");
        const browser = Services.wm.getMostRecentWindow("navigator:browser");
        const tab = browser.gBrowser.selectedTab;
        browser.lab = { said: [], box: await gDevTools.showToolboxForTab(tab, { toolId: "netmonitor" }) };
        browser.lab.listener = { observe(message) {
            if (message instanceof Ci.nsIScriptError) {
                browser.lab.said.push([message.category, message.errorMessage]);
            }
        } };
        Services.console.registerListener(browser.lab.listener);
    """
    export = """
        const { lab } = Services.wm.getMostRecentWindow("navigator:browser");
        const panel = await lab.box.getNetMonitorAPI();
        return [JSON.stringify(await panel.getHar()), lab.said];
    """

    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="lab-firefox-")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with open(f"{self.profile}/user.js", "w", encoding="utf-8") as file:
            for name, value in {**self.preferences, "marionette.port": port}.items():
                file.write(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n")
        self.process = subprocess.Popen(
            [program, "--headless", "--marionette", "--remote-allow-system-access",
             "--profile", self.profile, "about:blank"],
            env={**os.environ, "HOME": self.profile},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.number, self.rest = 0, b""
        for _ in range(300):
            try:
                self.socket = socket.create_connection(("127.0.0.1", port))
                break
            except OSError:
                time.sleep(0.2)
        self.socket.settimeout(300)
        self.receive()
        self.call("WebDriver:NewSession")
        self.call("WebDriver:SetTimeouts", {"script": 300_000})

    def receive(self):
        while b":" not in self.rest:
            self.rest += self.socket.recv(1 << 16)
        length, self.rest = self.rest.split(b":", 1)
        while len(self.rest) < int(length):
            self.rest += self.socket.recv(1 << 16)
        one, self.rest = self.rest[:int(length)], self.rest[int(length):]
        return json.loads(one)

    def call(self, command, params=None):
        self.number += 1
        message = json.dumps([0, self.number, command, params or {}]).encode()
        self.socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result

    def run(self, context, code, *given):
        self.call("Marionette:SetContext", {"value": context})
        script = ("const [...given] = arguments; const done = given.pop();"
                  f"(async () => {{ {code} }})().then((value) => done([value]),"
                  " (error) => done([null, String(error)]));")
        result = self.call("WebDriver:ExecuteAsyncScript", {"script": script, "args": list(given)})
        value, *error = result["value"]
        if error:
            raise RuntimeError(error[0])
        return value

    def record(self, page, steps):
        """What script saw; the recording: the network panel's HAR; what the browser named."""
        self.run("chrome", self.open_panel)
        self.call("Marionette:SetContext", {"value": "content"})
        self.call("WebDriver:Navigate", {"url": page})
        code = "return window.runAsText(given[0]);"
        seen = json.loads(self.run("content", code, json.dumps(steps)))
        time.sleep(1)
        har, said = self.run("chrome", self.export)
        return seen, ("har", har), self.errors(said)

    @staticmethod
    def errors(said):
        """For each URL that a message names, in their order: the message's category and text."""
        named = {}
        for category, text in said:
            for word in text.split():
                url = word.strip("\u2018\u2019\u201c\u201d.,()")
                if url.startswith("http"):
                    named.setdefault(url, []).append((category, text))
        return named

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


BROWSERS = (Chromium, Firefox)
