"""When, where and with which versions it was measured, without which a figure says nothing."""

import os
import platform
import re
import shlex
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import java
import place

VERSIONS = {
    "nginx": ["nginx", "-v"],
    "httpd": ["apache2", "-v"],
    "HAProxy": ["haproxy", "-v"],
    "Caddy": ["caddy", "version"],
    "wrk": ["wrk", "-v"],
    "curl": ["curl", "--version"],
    "gate": ["git", "-C", str(place.ROOT), "describe", "--always", "--dirty"],
}


def of(options):
    return {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "command": shlex.join(["bench/compare", *sys.argv[1:]]),
        "machine": f"{os.cpu_count()} processors ({_processor()}), {_gigabytes()} GB",
        "system": f"{platform.system()} {platform.release()}",
        "rounds": options.rounds,
        "seconds": options.seconds,
        "versions": {
            **{name: _version(command) for name, command in VERSIONS.items()},
            "Tomcat": java.version_of("tomcat11.version"),
            "Jetty": java.version_of("jetty.version"),
            "MLflow": java.version_of("mlflow.version"),
            "JDKs": ", ".join(_release(home) for home in java.jdks().values()),
        },
    }


def markdown(seen):
    versions = "; ".join(f"{name} {version}" for name, version in seen["versions"].items())
    return (
        f"`{seen['command']}`, {seen['date']}: {seen['rounds']} rounds of {seen['seconds']} s. "
        f"{seen['machine']}, {seen['system']}. {versions}. Figures are medians of the rounds, "
        "with the least and the greatest; ratios are taken within a round.\n"
    )


def _version(command):
    try:
        said = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except OSError:
        return "missing"
    text = said.stdout + said.stderr
    found = re.search(r"\d+\.\d+(\.\d+)*", text)
    return text.strip() if command[0] == "git" else found[0] if found else "unknown"


def _release(home):
    return re.search('JAVA_VERSION="(.*)"', (home / "release").read_text())[1]


def _processor():
    names = re.findall(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return names[0] if names else platform.machine()


def _gigabytes():
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
