"""Small JSON behind a password: the gate, web servers, Java proxies and servlets that do less."""

import java
import nginx
import passwords
import wars
import web_servers
import wrk
from containers import gate_options, jetty, tomcat
from figures import ratio, total, value
from peers import ANSWER, Peer, right, start_all
from report import Column, Goal, Report
from rounds import take_turns

NEEDS = ["nginx", "apache2", "caddy", "haproxy", "htpasswd", "openssl", "wrk"]
LASTS = "10 minutes"


def measure(options):
    upstream = Peer("no gate", nginx.upstream(ANSWER), asks=False)
    upstream.start()
    port = upstream.port
    kept_alive = Peer("nginx without a password", nginx.open_and_kept_alive(port), asks=False)
    plain = Peer("nginx, apr1", with_nginx(port, passwords.APR1))
    bcrypt_5 = Peer("nginx, bcrypt 5", with_nginx(port, passwords.BCRYPT_5))
    caddy = Peer("Caddy, bcrypt 10", web_servers.caddy(port, [passwords.line(passwords.BCRYPT_10)]))
    jdk = java.newest()
    proxies = [
        Peer(f"smiley proxy, Tomcat, JDK {jdk}", tomcat(jdk, wars.smiley(port)), asks=False),
        Peer(f"Jetty's async proxy, JDK {jdk}", jetty(jdk, wars.jetty_proxy(port)), asks=False),
    ]
    empty = wars.empty(ANSWER)
    copying = wars.copying(port)
    peers = [
        upstream,
        kept_alive,
        plain,
        bcrypt_5,
        Peer("nginx, bcrypt 10", with_nginx(port, passwords.BCRYPT_10)),
        Peer("httpd, bcrypt 5", web_servers.httpd(port, passwords.file(passwords.BCRYPT_5))),
        Peer("HAProxy, SHA-512 crypt", web_servers.haproxy(port)),
        caddy,
        *gates(port),
        *proxies,
        Peer(f"copying servlet, Tomcat, JDK {jdk}", tomcat(jdk, copying), asks=False),
        Peer(f"copying servlet, Jetty, JDK {jdk}", jetty(jdk, copying), asks=False),
        Peer(f"empty servlet, Tomcat, JDK {jdk}", tomcat(jdk, empty), asks=False),
        Peer(f"empty servlet, Jetty, JDK {jdk}", jetty(jdk, empty), asks=False),
    ]
    start_all(peers, right(expected=ANSWER.encode()))
    take_turns(
        peers,
        options.rounds,
        lambda peer: wrk.load(peer.port, options.seconds),
        warm_up=wrk.until_steady(options.warm_up),
    )
    return Report(
        "small-json",
        "Small JSON, 32 connections",
        peers,
        [
            Column("requests/s", value("rate", "{:,.0f}")),
            Column("of nginx without a password", ratio("rate", kept_alive)),
            Column("50 %, ms", value("p50", "{:.2f}")),
            Column("99 %, ms", value("p99", "{:.2f}")),
            Column("not 2xx", total("refused")),
            Column("broken", total("broken")),
        ],
        goals=[
            Goal(kept_alive.name, "rate", [kept_alive], 0.6),
            Goal(plain.name, "rate", [plain], 3),
            Goal(bcrypt_5.name, "rate", [bcrypt_5], 25),
            Goal(caddy.name, "rate", [caddy], 2),
            Goal("the best Java proxy", "rate", proxies, 1.3),
        ],
        plots=[("rate", "requests/s"), ("p99", "99 %, ms")],
    )


def with_nginx(upstream, kind):
    return nginx.as_people_set_it_up(upstream, passwords.file(kind))


def gates(upstream, others=()):
    """The gate in each container on each JDK, with bcrypt of cost 10."""
    options = gate_options(upstream, passwords.file(passwords.BCRYPT_10, *others))
    return [
        Peer(f"the gate, {name}, JDK {jdk}", container(jdk, java.war(), options), is_gate=True)
        for name, container in (("Tomcat", tomcat), ("Jetty", jetty))
        for jdk in java.jdks()
    ]
