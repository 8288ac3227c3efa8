"""MLflow's own client: for each port and time on a line of input, a line of JSON with its times."""

import json
import sys
import time
from statistics import quantiles

from mlflow import MlflowClient

EXPERIMENT = "compared"
RUNS = 20
METRIC = "loss"


def opened(port):
    client = MlflowClient(tracking_uri=f"http://127.0.0.1:{port}")
    found = client.get_experiment_by_name(EXPERIMENT)
    experiment = found.experiment_id if found else client.create_experiment(EXPERIMENT)
    if not found:
        for _ in range(RUNS):
            client.log_metric(client.create_run(experiment).info.run_id, METRIC, 1.0)
    return client, experiment, client.create_run(experiment).info.run_id


def times(seconds, call):
    """Its 50 and 99 % in milliseconds."""
    seen = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(seen) < 2:
        since = time.perf_counter()
        call(len(seen))
        seen.append(1000 * (time.perf_counter() - since))
    every = quantiles(seen, n=100, method="inclusive")
    return every[49], every[98]


servers = {}
for line in sys.stdin:
    port, seconds = line.split()
    if port not in servers:
        servers[port] = opened(port)
    client, experiment, run = servers[port]
    log = times(float(seconds), lambda step: client.log_metric(run, METRIC, 0.5, step=step))
    search = times(float(seconds), lambda _: client.search_runs([experiment], max_results=RUNS))
    figures = {"log": log[0], "log_p99": log[1], "search": search[0], "search_p99": search[1]}
    print(json.dumps(figures), flush=True)
