"""Makes one call with MLflow's own client and prints the exception that it raises."""

import mlflow

try:
    mlflow.MlflowClient().search_experiments()
    print("no exception")
except mlflow.exceptions.MlflowException as e:
    print(type(e).__name__, e)
