"""Starts processes, says what they cost, and leaves none behind."""

import ctypes
import os
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import place

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
LIBC = ctypes.CDLL(None)


class Failed(Exception):
    """Something of a peer does not work; the message becomes its row."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _die_with_us():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Server:
    """A running server with all the processes that it has started."""

    def __init__(self, process, port, log):
        self.process = process
        self.port = port
        self.log = log

    def last_words(self):
        lines = [line.strip() for line in self.log.read_text(errors="replace").splitlines()]
        return next((line for line in reversed(lines) if line), "it said nothing")[:300]

    def pids(self):
        return [self.process.pid, *descendants(self.process.pid)]

    def cpu_seconds(self):
        """Of the living, and of those that they have buried."""
        return sum(sum(map(int, _stat(pid)[11:15])) for pid in self.pids()) / TICKS

    def resident_bytes(self):
        return sum(_resident(pid) for pid in self.pids())

    def stop(self):
        _signal(self.pids(), signal.SIGKILL)
        self.process.wait()


def start(command, port=None, **options):
    """Starts a server; it ends with this process however that ends."""
    log = place.folder(Path(command[0]).name) / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_us,
            **options,
        )
    return Server(process, port, log)


def run(command, timeout=None, **options):
    """Runs a command to its end and returns what it prints."""
    done = subprocess.run(
        list(map(str, command)), timeout=timeout, capture_output=True, text=True, **options
    )
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()[-1]
        raise Failed(f"{Path(command[0]).name} ended with {done.returncode}: {said[:300]}")
    return done.stdout


def descendants(pid):
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (stat := _stat(entry.name)):
            children.setdefault(int(stat[1]), []).append(int(entry.name))
    found, ahead = [], [pid]
    while ahead:
        below = children.get(ahead.pop(), [])
        found += below
        ahead += below
    return found


def adopt_orphans():
    """Whose parent ends becomes our child, so that the end finds it."""
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_all():
    """Asks them to end, as some have files to tidy up, and sees that they do."""
    _signal(descendants(os.getpid()), signal.SIGTERM)
    end = time.monotonic() + 2
    while left := descendants(os.getpid()):
        if time.monotonic() > end:
            _signal(left, signal.SIGKILL)
        _bury()
        time.sleep(0.05)


def _bury():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _signal(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def _stat(pid):
    """The fields after the command's name, or none once the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _resident(pid):
    try:
        return PAGE * int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0


class Sampled:
    """The greatest resident size while it is entered, looked at ten times a second."""

    def __init__(self, server):
        self.server = server
        self.greatest = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _look(self):
        while not self._over.wait(0.1):
            self.greatest = max(self.greatest, self.server.resident_bytes())

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()
