"""Uploads one artifact, without trying it again, and prints the exception that it raises.

The argument is its size in bytes.
"""

import os
import pathlib
import sys
import tempfile

os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] = "0"

from mlflow.store.artifact.mlflow_artifacts_repo import MlflowArtifactsRepository

file = pathlib.Path(tempfile.mkdtemp()) / "large.bin"
with file.open("wb") as sparse:
    sparse.truncate(int(sys.argv[1]))
try:
    MlflowArtifactsRepository("mlflow-artifacts:/folder").log_artifact(file)
    print("no exception")
except Exception as e:
    print(type(e).__name__, e)
finally:
    file.unlink()
