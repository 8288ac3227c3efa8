"""Settings of the JVM and of the container, for small JSON behind the gate."""

import java
import nginx
import passwords
import wrk
from containers import gate_options, jetty, tomcat
from figures import ratio, value
from peers import ANSWER, Peer, right, start_all
from report import Column, Report
from rounds import take_turns

NEEDS = ["nginx", "htpasswd", "wrk"]
LASTS = "9 minutes"

JVM = ["-XX:+UseParallelGC", "-XX:+UseCompactObjectHeaders"]
MB = 1e6
TOMCAT = ['useVirtualThreads="true"', 'maxThreads="16"']


def measure(options):
    upstream = Peer("no gate", nginx.upstream(ANSWER), asks=False)
    upstream.start()
    jdk = java.newest()
    gate = gate_options(upstream.port, passwords.file(passwords.BCRYPT_10))

    def peer(name, container, *jvm, **more):
        return Peer(name, container(jdk, java.war(), [*gate, *jvm], **more), is_gate=True)

    on_tomcat = peer("Tomcat as it is", tomcat)
    on_jetty = peer("Jetty as it is", jetty)
    peers = [
        on_tomcat,
        *(peer(f"Tomcat, {option}", tomcat, option) for option in JVM),
        *(peer(f"Tomcat, {attribute}", tomcat, connector=attribute) for attribute in TOMCAT),
        on_jetty,
        *(peer(f"Jetty, {option}", jetty, option) for option in JVM),
    ]
    start_all(peers, right(expected=ANSWER.encode()))
    take_turns(
        peers,
        options.rounds,
        lambda peer: {
            **wrk.load(peer.port, options.seconds),
            "memory": peer.server.resident_bytes() / MB,
        },
        warm_up=wrk.until_steady(options.warm_up),
    )
    return Report(
        "settings",
        f"Settings on JDK {jdk}, small JSON, 32 connections",
        peers,
        [
            Column("requests/s", value("rate", "{:,.0f}")),
            Column("of Tomcat as it is", ratio("rate", on_tomcat)),
            Column("of Jetty as it is", ratio("rate", on_jetty)),
            Column("99 %, ms", value("p99", "{:.2f}")),
            Column("resident, MB", value("memory", "{:,.0f}")),
        ],
        plots=[("rate", "requests/s")],
    )
