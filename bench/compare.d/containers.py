"""Tomcat as it is unpacked and Jetty on the base of this project, each with one WAR."""

import os
import re
import shutil
import zipfile

import java
import place
from processes import run, start

STOPS_AT_ONCE = ["-Dgatekeeper.stop-notice=0s", "-Dgatekeeper.stop-patience=1s"]


def gate_options(upstream, htpasswd):
    return [
        f"-Dgatekeeper.upstream=http://127.0.0.1:{upstream}",
        f"-Dgatekeeper.htpasswd-file={htpasswd}",
    ]


def tomcat(jdk, war, options=(), connector=""):
    """Without its access log, since no other server writes one here.

    connector: further attributes of the Connector
    """

    def on(port):
        home = place.folder("tomcat") / "home"
        shutil.copytree(java.tomcat_home(), home, ignore=shutil.ignore_patterns("webapps"))
        (home / "webapps").mkdir()
        shutil.copy(war, home / "webapps" / "ROOT.war")
        server = home / "conf" / "server.xml"
        text = server.read_text().replace('port="8005"', 'port="-1"')
        text = text.replace(
            '<Connector port="8080"', f'<Connector address="127.0.0.1" port="{port}" {connector}'
        )
        server.write_text(re.sub(r"<Valve [^>]*AccessLogValve[^>]*>", "", text))
        environment = {
            **os.environ,
            "JAVA_HOME": str(java.jdks()[jdk]),
            "CATALINA_OPTS": " ".join([*STOPS_AT_ONCE, *options]),
        }
        return start(["sh", home / "bin" / "catalina.sh", "run"], port, env=environment)

    return on


def jetty(jdk, war, options=()):
    def on(port):
        base = _base(war)
        return start(_jetty_command(jdk, base, port, options), port, cwd=base)

    return on


def jetty_with_aot_cache(jdk, war, options=()):
    """The cache is made before the first start, as docs/performance.md says."""
    cache = place.folder("aot-cache") / "gate.aot"

    def on(port):
        if not cache.exists():
            base = _base(war)
            output = [f"-XX:AOTCacheOutput={cache}", *options]
            run([*_jetty_command(jdk, base, port, output), "etc/training-run.xml"], cwd=base)
        return jetty(jdk, war, [f"-XX:AOTCache={cache}", *options])(port)

    return on


def _jetty_command(jdk, base, port, options):
    return [
        java.jdks()[jdk] / "bin" / "java",
        f"-Djava.io.tmpdir={base.parent}",  # where it unpacks the WAR
        *STOPS_AT_ONCE,
        *options,
        "-jar",
        java.jetty_home() / "start.jar",
        "jetty.http.host=127.0.0.1",
        f"jetty.http.port={port}",
    ]


def _base(war):
    unpacked = place.folder("jetty")
    with zipfile.ZipFile(java.jetty_base_archive()) as archive:
        archive.extractall(unpacked)
    base = next(each for each in unpacked.iterdir() if each.is_dir())
    shutil.copy(war, base / "webapps" / "ROOT.war")
    return base
