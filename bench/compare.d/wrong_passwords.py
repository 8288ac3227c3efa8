"""Good users beside a flood of wrong passwords for other users."""

import json
import subprocess
import sys
import time
from statistics import median

import nginx
import passwords
import place
import web_servers
import wrk
from figures import total, value
from peers import ANSWER, TARGET, Peer, right, start_all
from processes import Failed
from report import Column, Report
from rounds import take_turns
from small_json import gates, with_nginx

NEEDS = ["nginx", "caddy", "htpasswd", "wrk"]
LASTS = "3 minutes"

A_SECOND = 200
OTHER_USERS = 20
AT_LEAST = 0.8


def measure(options):
    upstream = Peer("no gate", nginx.upstream(ANSWER), asks=False)
    upstream.start()
    others = [
        passwords.line(passwords.BCRYPT_10, f"bob{i}", f"right{i}") for i in range(OTHER_USERS)
    ]
    port = upstream.port
    peers = [
        Peer("nginx, apr1", with_nginx(port, passwords.APR1)),
        Peer(
            "Caddy, bcrypt 10",
            web_servers.caddy(port, [passwords.line(passwords.BCRYPT_10), *others]),
        ),
        *gates(port, others),
    ]
    start_all(peers, right(expected=ANSWER.encode()))
    take_turns(
        peers,
        options.rounds,
        lambda peer: _both(peer, options),
        warm_up=wrk.until_steady(options.warm_up),
    )
    return Report(
        "wrong-passwords",
        f"Good users beside {A_SECOND} wrong passwords a second",
        peers,
        [
            Column("requests/s", value("rate", "{:,.0f}")),
            Column("beside the flood", value("flooded", "{:,.0f}")),
            Column("of none", value("kept", "{:.2f}")),
            Column("99 %, ms", value("p99", "{:.2f}")),
            Column("beside the flood", value("flooded_p99", "{:.2f}")),
            Column("wrong ones answered/s", value("wrong", "{:.0f}")),
            Column("let in", total("let_in")),
            Column("good ones refused", total("refused")),
            Column(f"at least {AT_LEAST}", _is_enough),
        ],
        plots=[("kept", "throughput of good users, of none")],
    )


def _is_enough(peer):
    return "yes" if median(peer.seen["kept"]) >= AT_LEAST else "no"


def _both(peer, options):
    alone = wrk.load(peer.port, options.seconds)
    if alone["rate"] == 0:
        raise Failed("answers nobody, even without the flood")
    with Flood(peer.port) as flood:
        beside = wrk.load(peer.port, options.seconds)
    return {
        "rate": alone["rate"],
        "p99": alone["p99"],
        "flooded": beside["rate"],
        "flooded_p99": beside["p99"],
        "kept": beside["rate"] / alone["rate"],
        "refused": alone["refused"] + beside["refused"],
        "wrong": flood.answered / flood.lasted,
        "let_in": flood.let_in,
    }


class Flood:
    """Goes on while it is entered, in a process of its own."""

    def __init__(self, port):
        self._command = [
            sys.executable,
            place.HERE / "flood.py",
            *map(str, (port, TARGET, A_SECOND, OTHER_USERS)),
        ]

    def __enter__(self):
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._process.stdout.readline()  # the first is on its way
        self._since = time.monotonic()
        return self

    def __exit__(self, *_):
        self.lasted = time.monotonic() - self._since
        statuses = json.loads(self._process.communicate("", timeout=60)[0])
        self.answered = sum(statuses.values()) - statuses.get("none", 0)
        self.let_in = statuses.get("200", 0)
