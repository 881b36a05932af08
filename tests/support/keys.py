"""Presses keys on a page in headless Chromium and prints what an expression is after each.

    keys.py CHROMIUM PROFILE PAGE EXPRESSION KEY…

A key is one character, or the name of a key, such as Escape. It speaks the browser's own protocol over
two pipes, so it needs nothing but Python.
"""

import json
import os
import subprocess
import sys

CODES = {"Escape": 27, "Tab": 9, "ArrowDown": 40, "Enter": 13}


class Browser:
    """A headless browser with one page."""

    def __init__(self, program, profile, page):
        theirs_in, self.commands = os.pipe()
        self.events, theirs_out = os.pipe()
        script = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
                     f"--user-data-dir={profile}"]
        self.process = subprocess.Popen(["bash", "-c", script, program, *arguments],
                                        pass_fds=(theirs_in, theirs_out), stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.number = 0
        self.left = b""
        self.session = None
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.send("Page.enable")
        self.send("Page.navigate", url=f"file://{page}")
        while self.message().get("method") != "Page.loadEventFired":
            pass

    def message(self):
        """The next message of the browser."""
        while b"\0" not in self.left:
            read = os.read(self.events, 1 << 16)
            if not read:
                sys.exit("the browser ended")
            self.left += read
        message, self.left = self.left.split(b"\0", 1)
        return json.loads(message)

    def send(self, method, **parameters):
        """Sends a command and returns its result."""
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.commands, json.dumps(command).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == self.number:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']}")
                return message["result"]

    def press(self, key):
        """Presses a key and lets it go."""
        about = {"key": key, "windowsVirtualKeyCode": CODES.get(key, ord(key[0].upper()))}
        text = {"text": key} if len(key) == 1 else {}
        self.send("Input.dispatchKeyEvent", type="keyDown", **about, **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", **about)

    def value(self, expression):
        """What an expression is on the page."""
        return self.send("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")


def main():
    program, profile, page, expression, *keys = sys.argv[1:]
    browser = Browser(program, profile, page)
    print(browser.value(expression))
    for key in keys:
        browser.press(key)
        print(browser.value(expression))
    browser.send("Browser.close")
    browser.process.wait(10)


if __name__ == "__main__":
    main()
