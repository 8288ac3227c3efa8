"""Makes one call that changes something, and prints the exception that it raises."""

import mlflow

try:
    mlflow.MlflowClient().set_experiment_tag("1", "key", "value")
    print("no exception")
except mlflow.exceptions.MlflowException as e:
    print(type(e).__name__, e)
