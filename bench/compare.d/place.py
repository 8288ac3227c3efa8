"""Where things are: the repository, what is fetched once, and what lasts for one run."""

import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mlflow-gatekeeper"
WORK = Path(tempfile.mkdtemp(prefix="gatekeeper-compare-"))

# nginx and httpd give up root, and still read their configuration and passwords here
WORK.chmod(0o755)


def folder(name):
    """A new folder of this run, for a server's configuration and log."""
    made = Path(tempfile.mkdtemp(prefix=name + "-", dir=WORK))
    made.chmod(0o755)
    return made


def with_system_commands():
    """Debian keeps servers where only root looks."""
    os.environ["PATH"] += os.pathsep + "/usr/sbin"
