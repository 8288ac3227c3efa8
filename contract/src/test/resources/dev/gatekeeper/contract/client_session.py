"""Does with MLflow's own client what a data scientist does, and fails on the first difference.

The address and the credentials come from MLflow's own environment variables. The argument is the
size of the large artifact in bytes.
"""

import hashlib
import pathlib
import sys
import tempfile

import mlflow
from mlflow.tracking import MlflowClient


class Adder(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input: list[float]) -> list[float]:
        return [x + 1 for x in model_input]


def write_large(path, size):
    digest = hashlib.sha256()
    block = bytes(range(256)) * 4096
    with path.open("wb") as file:
        while size > 0:
            piece = block[:size]
            file.write(piece)
            digest.update(piece)
            size -= len(piece)
    return digest.hexdigest()


def sha256(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main(size):
    folder = pathlib.Path(tempfile.mkdtemp())
    large = folder / "large.bin"
    written = write_large(large, size)
    named = folder / "a b+c%d.txt"
    named.write_text("käse")
    empty = folder / "empty.bin"
    empty.touch()

    mlflow.set_experiment("contract")
    with mlflow.start_run() as run:
        mlflow.log_param("p", "größe / %2F")
        for step in range(3):
            mlflow.log_metric("m", step / 2, step=step)
        mlflow.log_artifact(large)
        mlflow.log_artifact(named)
        mlflow.log_artifact(empty)
        logged = mlflow.pyfunc.log_model(name="adder", python_model=Adder(), input_example=[1.0])
    run_id = run.info.run_id

    client = MlflowClient()
    seen = client.get_run(run_id)
    assert seen.data.params == {"p": "größe / %2F"}, seen.data.params
    assert [m.value for m in client.get_metric_history(run_id, "m")] == [0.0, 0.5, 1.0]
    found = mlflow.search_runs(experiment_names=["contract"], filter_string="metrics.m = 1")
    assert run_id in set(found["run_id"]), found

    back = pathlib.Path(mlflow.artifacts.download_artifacts(run_id=run_id, dst_path=folder / "back"))
    assert sha256(back / "large.bin") == written
    assert (back / "a b+c%d.txt").read_text() == "käse"
    assert (back / "empty.bin").read_bytes() == b""
    assert mlflow.pyfunc.load_model(logged.model_uri).predict([1.0, 2.0]) == [2.0, 3.0]

    client.set_tag(run_id, "t", "x")
    client.delete_tag(run_id, "t")
    client.delete_run(run_id)
    assert client.get_run(run_id).info.lifecycle_stage == "deleted"
    client.restore_run(run_id)
    assert client.get_run(run_id).info.lifecycle_stage == "active"
    print("all came back equal")


if __name__ == "__main__":
    main(int(sys.argv[1]))
