"""What is compared: each peer with how it is started, what was seen of it, and how it failed."""

import http.client
import json
import subprocess
import sys
import time

import passwords
from processes import Failed, free_port

READY_SECONDS = 180  # as MLflow may take on a busy machine
TARGET = "/api/2.0/mlflow/experiments/get?experiment_id=0"
ANSWER = json.dumps({"experiment": {"experiment_id": "0", "name": "Default", "tags": []}})


class Peer:
    def __init__(self, name, starter, asks=True, is_gate=False):
        """asks: whether it refuses who has no credentials"""
        self.name = name
        self.asks = asks
        self.is_gate = is_gate
        self.server = None
        self.failure = None
        self.seen = {}
        self._starter = starter

    def start(self):
        self.server = self._starter(free_port())

    def stop(self):
        if self.server:
            self.server.stop()
            self.server = None

    @property
    def port(self):
        return self.server.port

    def note(self, figures):
        for name, value in figures.items():
            self.seen.setdefault(name, []).append(value)

    def attempt(self, step):
        """Does a step, unless an earlier one failed; a failure is kept for the table."""
        if self.failure is not None:
            return
        try:
            step(self)
        except (Failed, OSError, http.client.HTTPException, subprocess.SubprocessError) as e:
            self.failure = str(e)[:300] or type(e).__name__
            print(f"  {self.name}: {self.failure}", file=sys.stderr)


def answer(port, target=TARGET, headers=None, timeout=READY_SECONDS):
    """The status and the body of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", target, headers=headers or {})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def right(target=TARGET, expected=None):
    """A step that waits for a peer's answer and sees that it is the right one."""

    def step(peer):
        headers = {"Authorization": passwords.AUTHORIZATION}
        status, body = _first_answer(peer.server, target, headers)
        if status != 200:
            raise Failed(f"answers {status} to the right password")
        if expected is not None and body != expected:
            raise Failed(f"answers another body: {body[:80]!r}")
        if peer.asks and (status := answer(peer.port, target)[0]) != 401:
            raise Failed(f"answers {status} to no password")

    return step


def _first_answer(server, target, headers):
    end = time.monotonic() + READY_SECONDS
    while True:
        try:
            status, body = answer(server.port, target, headers)
            if status not in (502, 503, 504) or time.monotonic() > end:
                return status, body
        except (OSError, http.client.HTTPException) as e:
            if server.process.poll() is not None:
                raise Failed(f"ended: {server.last_words()}") from e
            if time.monotonic() > end:
                raise Failed(f"no answer after {READY_SECONDS} s: {server.last_words()}") from e
        time.sleep(0.05)


def start_all(peers, check):
    """Those that do not run already; all of them are checked."""
    for peer in peers:
        if peer.server is None:
            peer.attempt(Peer.start)
    for peer in peers:
        peer.attempt(check)
