# SPDX-License-Identifier: GPL-2.0-only
"""Headless Chromium, driven over a pipe by the DevTools protocol."""

import base64
import contextlib
import json
import os
import select
import signal
import subprocess
import tempfile
import time

FLAGS = ("--headless", "--no-sandbox", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--remote-debugging-pipe", "--host-resolver-rules=MAP * ~NOTFOUND")
PATIENCE_S = 120


class Browser:
    """One browser with one page. Notes every request, console message and error of the page."""

    def __init__(self, *flags):
        """flags: of Chromium, beside ours; unless given, it has no graphics in 3D."""
        self.requests = []  # addresses
        self.complaints = []  # errors and warnings of console, network and scripts
        self.loaded = False
        self._count = 0
        self._buffer = b""
        # Its helpers may write to the profile for a moment after they were killed.
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        read_end, self._write = os.pipe()
        self._read, write_end = os.pipe()
        # The browser reads from its descriptor 3 and writes to 4.
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec chromium "$@" 3<&{read_end} 4>&{write_end}', "chromium", *FLAGS,
             *(flags or ("--disable-gpu",)), f"--user-data-dir={self._profile.name}"],
            pass_fds=(read_end, write_end), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        os.close(read_end)
        os.close(write_end)
        self._session = None
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target,
                                   flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)  # the helpers that outlive it
        os.close(self._write)
        os.close(self._read)
        self._profile.cleanup()

    def open(self, path):
        """Opens a file, and waits until it is loaded and the page has been quiet for a while."""
        self.requests, self.complaints, self.loaded = [], [], False
        self._call("Page.navigate", url=path.resolve().as_uri())
        self._listen(lambda: self.loaded, PATIENCE_S)
        self._listen(lambda: False, 1)

    def evaluate(self, expression):
        """Returns the value of an expression of JavaScript in the page, or what it promises."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True,
                            awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait_for(self, expression):
        """Waits until an expression of JavaScript holds; returns whether it does in the end."""
        end = time.monotonic() + PATIENCE_S
        while not self.evaluate(expression):
            if time.monotonic() > end:
                return False
            self._listen(lambda: False, 0.1)
        return True

    def screenshot(self, clip=None):
        """Returns what the page looks like, as PNG; only what is in clip (x, y, width, height, scale)."""
        part = {} if clip is None else {"clip": clip}
        return base64.b64decode(self._call("Page.captureScreenshot", format="png", **part)["data"])

    def press(self, key):
        """Presses a key, such as "ArrowLeft" or "x", where the page has its focus."""
        text = {"text": key} if len(key) == 1 else {}
        self._call("Input.dispatchKeyEvent", type="keyDown", key=key, **text)
        self._call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def point(self, x, y, click=False):
        """Moves the mouse to a place of the page in CSS pixels, and clicks if wanted."""
        self._call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for kind in ("mousePressed", "mouseReleased") if click else ():
            self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left",
                       clickCount=1)

    def _call(self, method, **parameters):
        self._count += 1
        number = self._count
        message = {"id": number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        answers = []
        self._listen(lambda: bool(answers), PATIENCE_S,
                     lambda answer: answers.append(answer) if answer.get("id") == number else None)
        if not answers or "error" in answers[0]:
            raise AssertionError(f"the browser does not answer {method}: {answers}")
        return answers[0]["result"]

    def _listen(self, is_done, patience, handle=lambda message: None):
        """Takes messages until it is done or patience, in seconds, is at an end."""
        end = time.monotonic() + patience
        while not is_done() and time.monotonic() < end:
            while b"\0" in self._buffer:
                text, _, self._buffer = self._buffer.partition(b"\0")
                message = json.loads(text)
                self._note(message.get("method"), message.get("params", {}))
                handle(message)
            if not is_done() and select.select([self._read], [], [], 0.1)[0]:
                received = os.read(self._read, 1 << 16)
                if not received:
                    raise AssertionError("the browser ended before its time")
                self._buffer += received

    def _note(self, method, event):
        if method == "Page.loadEventFired":
            self.loaded = True
        elif method == "Network.requestWillBeSent":
            self.requests.append(event["request"]["url"])
        elif method == "Runtime.consoleAPICalled" and event["type"] in ("error", "warning"):
            self.complaints.append(str(event["args"]))
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(event["exceptionDetails"]["text"])
        elif method == "Log.entryAdded" and event["entry"]["level"] in ("error", "warning"):
            self.complaints.append(event["entry"]["text"])
