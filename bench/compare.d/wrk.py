"""The load generator, and what it prints."""

import re

import passwords
from peers import TARGET
from processes import run

WARM_UP_STEP = 3  # seconds

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


def load(port, seconds, connections=32, target=TARGET):
    """Requests a second, quantiles in milliseconds, and how many were not answered with 2xx."""
    printed = run(
        [
            *("wrk", "-t", min(2, connections), "-c", connections, "-d", f"{seconds}s"),
            *("--latency", "--timeout", "30s"),
            *("-H", f"Authorization: {passwords.AUTHORIZATION}"),
            f"http://127.0.0.1:{port}{target}",
        ],
        timeout=seconds + 60,
    )
    errors = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", printed)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", printed)[1]),
        "p50": _millis(printed, "50%", seconds),
        "p99": _millis(printed, "99%", seconds),
        "refused": int(refused[1]) if refused else 0,
        "broken": sum(map(int, errors.groups())) if errors else 0,
    }


def _millis(printed, quantile, seconds):
    """Where nothing was answered, it took all the time at least."""
    found = re.search(rf"^\s+{quantile}\s+([\d.]+)(us|ms|s|m)\s*$", printed, re.MULTILINE)
    return float(found[1]) * UNITS[found[2]] if found else 1000.0 * seconds


def until_steady(at_most):
    """A step that warms a peer up until it gets no faster, for so many seconds at most.

    A compiler of machine code needs a minute and more on a small machine, and what it has done
    shows in leaps.
    """

    def step(peer):
        best, since, spent = 0.0, 0, 0
        while spent < at_most and since < 3:
            rate = load(peer.port, WARM_UP_STEP)["rate"]
            spent += WARM_UP_STEP
            since = 0 if rate > best * 1.05 else since + 1
            best = max(best, rate)

    return step
