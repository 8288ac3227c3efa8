"""Runs a command until standard input ends, then ends the command and every process it started.

The launcher holds the other end of standard input. It ends however the launcher does, so that no
process is left behind even if the launcher is killed.
"""

import os
import signal
import subprocess
import sys
import threading
import time

GRACE_SECONDS = 10
LOOK_EVERY_SECONDS = 0.1


def signal_group(child, number):
    """Whether any process of the group was there to get the signal."""
    try:
        os.killpg(child.pid, number)
        return True
    except (ProcessLookupError, PermissionError):  # macOS says the latter of ended ones
        return False


def stop(child):
    signal_group(child, signal.SIGTERM)
    end = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < end:
        child.poll()
        if not signal_group(child, 0):
            return
        time.sleep(LOOK_EVERY_SECONDS)
    signal_group(child, signal.SIGKILL)


def main():
    stopping = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())

    # a process group of its own: Ctrl-C in the terminal reaches the launcher alone
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)

    def stop_with_launcher():
        sys.stdin.buffer.read()
        stopping.set()

    threading.Thread(target=stop_with_launcher, daemon=True).start()
    while child.poll() is None and not stopping.wait(LOOK_EVERY_SECONDS):
        pass
    status = child.poll()
    stop(child)
    sys.exit(0 if status is None else status & 0xFF)


main()
