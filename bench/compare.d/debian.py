"""Installs what is missing of Debian's packages, without starting their services."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

PACKAGES = {
    "apache2": "apache2-bin",  # without the service of the package apache2
    "caddy": "caddy",
    "curl": "curl",
    "haproxy": "haproxy",
    "htpasswd": "apache2-utils",
    "nginx": "nginx",
    "openssl": "openssl",
    "wrk": "wrk",
}
POLICY = Path("/usr/sbin/policy-rc.d")


def install(commands):
    missing = sorted(PACKAGES[command] for command in commands if not shutil.which(command))
    if not missing:
        return
    print("installing", *missing, file=sys.stderr)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print("install them yourself, as root; their rows will say so", file=sys.stderr)
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    get = ["apt-get", "-qq", "-y", "-o", "Dpkg::Use-Pty=0"]
    with _no_services():
        subprocess.run([*get, "update"], env=quiet, stdout=sys.stderr)
        for package in missing:
            subprocess.run(
                [*get, "install", "--no-install-recommends", package], env=quiet, stdout=sys.stderr
            )


@contextmanager
def _no_services():
    """They would listen on every address."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()
