"""Logs a metric step by step until standard input ends, then looks whether each step is there once."""

import sys
import threading

import mlflow

told = threading.Event()


def wait():
    sys.stdin.buffer.read()
    told.set()


threading.Thread(target=wait, daemon=True).start()
client = mlflow.MlflowClient()
run = client.create_run("0").info.run_id
steps = 0
while not told.is_set():
    client.log_metric(run, "m", steps, step=steps)
    steps += 1
    print("logged", flush=True)

seen = [metric.step for metric in client.get_metric_history(run, "m")]
print("each metric once" if seen == list(range(steps)) else f"{steps} were logged, these came: {seen}")
