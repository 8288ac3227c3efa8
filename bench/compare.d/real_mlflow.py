"""A real MLflow: open, with its own basic-auth, behind nginx and behind the gate."""

import json
import os
import subprocess

import mlflow_servers
import passwords
import place
import wrk
from figures import ratio, total, value
from peers import Peer, right, start_all
from processes import Failed
from report import Column, Goal, Report
from rounds import take_turns
from small_json import gates, with_nginx

NEEDS = ["nginx", "htpasswd", "wrk"]
LASTS = "4 minutes"

CONNECTIONS = 8
WARM_UP = 15  # seconds
LEAST_SECONDS = 5  # in 2, MLflow's basic-auth may answer nothing at all


def measure(options):
    binaries = mlflow_servers.install()
    mlflow = Peer("MLflow, open", mlflow_servers.without_password(binaries), asks=False)
    mlflow.start()
    shipped = Peer("MLflow, basic-auth", mlflow_servers.basic_auth(binaries))
    cached = Peer(
        "MLflow, basic-auth with its cache", mlflow_servers.basic_auth_with_its_cache(binaries)
    )
    peers = [
        mlflow,
        shipped,
        cached,
        Peer("nginx, apr1", with_nginx(mlflow.port, passwords.APR1)),
        *gates(mlflow.port),
    ]
    start_all(peers, right())
    client = Client(binaries)
    seconds = max(options.seconds, LEAST_SECONDS)

    def both(peer):
        load = wrk.load(peer.port, seconds, connections=CONNECTIONS)
        return {**load, **client.times(peer.port, seconds / 2)}

    def warm_up(peer):
        wrk.load(peer.port, WARM_UP, connections=CONNECTIONS)
        both(peer)

    take_turns(peers, options.rounds, both, warm_up)
    return Report(
        "real-mlflow",
        f"A real MLflow, {CONNECTIONS} connections for `experiments/get`",
        peers,
        [
            Column("`log_metric` 50 %, ms", value("log", "{:.1f}")),
            Column("of no gate", ratio("log", mlflow)),
            Column("`search_runs` 50 %, ms", value("search", "{:.1f}")),
            Column("of no gate", ratio("search", mlflow)),
            Column("`experiments/get`, requests/s", value("rate", "{:.1f}")),
            Column("of no gate", ratio("rate", mlflow)),
            Column("99 %, ms", value("p99", "{:.0f}")),
            Column("not 2xx", total("refused")),
        ],
        goals=[
            Goal(f"{mlflow.name}, `log_metric` 50 %", "log", [mlflow], 1.02, at_most=True),
            Goal(f"{mlflow.name}, `search_runs` 50 %", "search", [mlflow], 1.02, at_most=True),
            Goal(f"{shipped.name}, requests/s", "rate", [shipped], 15),
            Goal(f"{cached.name}, requests/s", "rate", [cached], 1),
        ],
        plots=[("log", "log_metric 50 %, ms"), ("rate", "experiments/get, requests/s")],
    )


class Client:
    """MLflow's own, in a process that stays, as importing it takes seconds."""

    def __init__(self, binaries):
        self._log = (place.folder("client") / "log").open("w+")
        self._process = subprocess.Popen(
            [binaries / "python", place.HERE / "mlflow_client.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env={
                **os.environ,
                "MLFLOW_TRACKING_USERNAME": passwords.USER,
                "MLFLOW_TRACKING_PASSWORD": passwords.PASSWORD,
                "MLFLOW_DISABLE_TELEMETRY": "true",
            },
        )

    def times(self, port, seconds):
        print(port, seconds, file=self._process.stdin, flush=True)
        if line := self._process.stdout.readline():
            return json.loads(line)
        self._log.seek(0)
        raise Failed(f"the client ended: {self._log.read().strip().splitlines()[-1]}")
