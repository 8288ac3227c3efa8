"""Resident memory at rest and under load: the gate, and the same Jetty with an empty WAR."""

import time

import nginx
import wrk
from figures import value
from first_answer import pairs
from peers import ANSWER, Peer, right
from processes import Sampled
from report import Column, Goal, Report
from rounds import take_turns

NEEDS = ["nginx", "htpasswd", "wrk"]
LASTS = "6 minutes"

REST = 3  # seconds
LOAD = 20  # seconds
MOST_ROUNDS = 2
MB = 1e6


def measure(options):
    upstream = Peer("no gate", nginx.upstream(ANSWER), asks=False)
    upstream.start()
    peers = pairs(upstream.port)

    def rest_and_load(peer):
        peer.start()
        try:
            right(expected=ANSWER.encode())(peer)
            time.sleep(REST)
            rest = peer.server.resident_bytes()
            with Sampled(peer.server) as sampled:
                load = wrk.load(peer.port, LOAD)
            return {"rest": rest / MB, "load": sampled.greatest / MB, "rate": load["rate"]}
        finally:
            peer.stop()

    take_turns(peers, min(options.rounds, MOST_ROUNDS), rest_and_load)
    return Report(
        "memory",
        "Resident memory",
        peers,
        [
            Column(f"{REST} s after the first answer, MB", value("rest", "{:,.0f}")),
            Column("most under load, MB", value("load", "{:,.0f}")),
            Column("of requests/s", value("rate", "{:,.0f}")),
        ],
        goals=[
            Goal(f"{empty.name}, {what}", key, [empty], 1.5, at_most=True, of=gate)
            for gate, empty in zip(peers[::2], peers[1::2])
            for key, what in (("rest", "at rest"), ("load", "under load"))
        ],
        plots=[("rest", "at rest, MB"), ("load", "under load, MB")],
    )
