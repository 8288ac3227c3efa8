"""Start to first answered request: the gate, and the same Jetty with an empty WAR."""

import http.client
import time

import java
import nginx
import passwords
import peers as all_peers
import wars
from containers import gate_options, jetty, jetty_with_aot_cache
from figures import value
from peers import ANSWER, Peer
from processes import Failed
from report import Column, Goal, Report
from rounds import take_turns

NEEDS = ["nginx", "htpasswd"]
LASTS = "2 minutes"

LOOK_EVERY = 0.002
IN_VAIN = 60
FIRST_WITH_AOT_CACHE = 25


def measure(options):
    upstream = Peer("no gate", nginx.upstream(ANSWER), asks=False)
    upstream.start()
    peers = pairs(upstream.port)
    take_turns(peers, options.rounds, _start, warm_up=_start)
    return Report(
        "start",
        "Start to first answered request",
        peers,
        [
            Column("first answer, ms", value("first", "{:,.0f}")),
            Column("first that reached the upstream, ms", value("carried", "{:,.0f}")),
        ],
        goals=[
            Goal(empty.name, "first", [empty], 1.3, at_most=True, of=gate)
            for gate, empty in zip(peers[::2], peers[1::2])
        ],
        plots=[("first", "first answer, ms")],
    )


def pairs(upstream):
    """In each way to start it the gate, and the same Jetty with an empty webapp."""
    empty = wars.empty(ANSWER)
    options = gate_options(upstream, passwords.file(passwords.BCRYPT_10))
    ways = [(f"Jetty, JDK {jdk}", jdk, jetty) for jdk in java.jdks()]
    if java.newest() >= FIRST_WITH_AOT_CACHE:
        ways.append((f"Jetty, JDK {java.newest()}, AOT cache", java.newest(), jetty_with_aot_cache))
    return [
        peer
        for name, jdk, way in ways
        for peer in (
            Peer(f"the gate, {name}", way(jdk, java.war(), options), is_gate=True),
            Peer(f"empty webapp, {name}", way(jdk, empty), asks=False),
        )
    ]


def _start(peer):
    since = time.monotonic()
    try:
        peer.start()
        _first_answer(peer)
        first = time.monotonic() - since
        status, body = all_peers.answer(
            peer.port, headers={"Authorization": passwords.AUTHORIZATION}
        )
        carried = time.monotonic() - since
        if status != 200 or body != ANSWER.encode():
            raise Failed(f"answers {status} to the right password")
        return {"first": 1000 * first, "carried": 1000 * carried}
    finally:
        peer.stop()


def _first_answer(peer):
    """Without credentials: what asks for them answers 401, and that is an answer."""
    expected = 401 if peer.asks else 200
    end = time.monotonic() + IN_VAIN
    while time.monotonic() < end:
        try:
            status, _ = all_peers.answer(peer.port)
            if status != expected:
                raise Failed(f"answers {status} to no password")
            return
        except (OSError, http.client.HTTPException):
            if peer.server.process.poll() is not None:
                raise Failed(f"ended: {peer.server.last_words()}")
            time.sleep(LOOK_EVERY)
    raise Failed(f"no answer after {IN_VAIN} s")
