"""MLflow's tracking server: open, and with its own basic-auth."""

import os
import subprocess
import sys

import java
import passwords
import place
from processes import start

AUTH_CACHE_SECONDS = 60


def install():
    """mlflow[auth] into an environment of its own, once."""
    packages = [f"mlflow[auth]=={java.version_of('mlflow.version')}"]
    folder = place.CACHE / f"compare-{packages[0].replace('[auth]==', '-auth-')}"
    complete = folder / "complete"
    if not complete.exists() or complete.read_text().split() != packages:
        print(f"installing {packages[0]} into {folder}, 850 MB, once", file=sys.stderr)
        pip = [folder / "bin" / "python", "-m", "pip", "install", "-q", *packages]
        for command in ([sys.executable, "-m", "venv", "--clear", folder], pip):
            subprocess.run(command, check=True, stdout=sys.stderr)
        complete.write_text("\n".join(packages) + "\n")
    return folder / "bin"


def without_password(binaries):
    return _server(binaries)


def basic_auth(binaries):
    """As it is shipped."""
    return _server(binaries, "--app-name", "basic-auth")


def basic_auth_with_its_cache(binaries):
    def on(port):
        shipped = next(binaries.parent.glob("lib/python3*/site-packages/mlflow/server/auth"))
        file = place.folder("mlflow-auth") / "basic_auth.ini"
        file.write_text(
            (shipped / "basic_auth.ini").read_text()
            + f"\nauth_cache_ttl_seconds = {AUTH_CACHE_SECONDS}\n"
        )
        settings = {"MLFLOW_AUTH_CONFIG_PATH": str(file)}
        return _server(binaries, "--app-name", "basic-auth", **settings)(port)

    return on


def _server(binaries, *arguments, **settings):
    def on(port):
        data = place.folder("mlflow")
        environment = {
            **os.environ,
            "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
            "MLFLOW_DISABLE_TELEMETRY": "true",
            "MLFLOW_FLASK_SERVER_SECRET_KEY": "compared",
            "MLFLOW_AUTH_ADMIN_USERNAME": passwords.USER,
            "MLFLOW_AUTH_ADMIN_PASSWORD": passwords.PASSWORD,
            **settings,
        }
        return start(
            [
                *(binaries / "mlflow", "server", *arguments),
                *("--host", "127.0.0.1", "--port", port),
                *("--backend-store-uri", f"sqlite:///{data}/mlflow.db"),
                *("--artifacts-destination", data / "artifacts"),
            ],
            port,
            cwd=data,
            env=environment,
        )

    return on
