"""Does with MLflow's own client what a reader, a writer and an administrator do, each as all three.

Prints a line for every call: the user, what it is, its name and what came of it, divided by tabs.
The address comes from MLflow's own environment variable; the arguments are user:password of a
reader, a writer and an administrator.
"""

import os
import pathlib
import sys
import tempfile
import time
import types

import mlflow
import requests
from mlflow.entities import Feedback, Metric, Param, RunTag, ViewType
from mlflow.entities.logged_model_input import LoggedModelInput
from mlflow.entities.logged_model_output import LoggedModelOutput
from mlflow.entities.logged_model_status import LoggedModelStatus
from mlflow.entities.span import create_mlflow_span
from mlflow.entities.trace_info import TraceInfo
from mlflow.entities.trace_location import TraceLocation
from mlflow.entities.trace_state import TraceState
from mlflow.entities.webhook import WebhookEvent, WebhookStatus
from mlflow.tracking import MlflowClient
from mlflow.utils.rest_utils import http_request, verify_rest_response
from opentelemetry.sdk.trace import TracerProvider

NAME = f"roles-{time.time_ns()}"
FOLDER = pathlib.Path(tempfile.mkdtemp())
(FOLDER / "note.txt").write_text("käse")

SPAN = TracerProvider().get_tracer("contract").start_span("step")
SPAN.end()
TRACE = f"tr-{SPAN.context.trace_id:032x}"

client = MlflowClient()
store = client._tracking_client.store
made = types.SimpleNamespace(webhook="none", secret="none")
"""What the writer and the administrator made, for all to read and to try to change."""


class Adder(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input: list[float]) -> list[float]:
        return [x + 1 for x in model_input]


def remembered(name):
    """Keeps what the call returns, so that later calls can refer to it."""

    def decorate(call):
        def keep():
            setattr(made, name, call())

        keep.__name__ = call.__name__
        return keep

    return decorate


@remembered("experiment")
def create_experiment():
    return client.create_experiment(NAME)


@remembered("run")
def create_run():
    return client.create_run(made.experiment).info.run_id


@remembered("model")
def create_logged_model():
    return client.create_logged_model(made.experiment, name="m", source_run_id=made.run).model_id


def rename_registered_model():
    client.rename_registered_model(NAME, f"{NAME}-other")
    client.rename_registered_model(f"{NAME}-other", NAME)


@remembered("version")
def create_model_version():
    return client.create_model_version(
        NAME, f"models:/{made.adder}", made.run, model_id=made.adder
    ).version


@remembered("adder")
def log_model():
    with mlflow.start_run(run_id=made.run):
        return mlflow.pyfunc.log_model(
            name="adder", python_model=Adder(), pip_requirements=["mlflow"]
        ).model_id


def start_trace():
    """By the store: where a trace can't be sent, the client only logs that."""
    store.start_trace(
        TraceInfo(
            trace_id=TRACE,
            trace_location=TraceLocation.from_experiment_id(made.experiment),
            request_time=time.time_ns() // 1_000_000,
            state=TraceState.OK,
        )
    )


@remembered("assessment")
def log_feedback():
    return mlflow.log_feedback(trace_id=TRACE, name="good", value=True).assessment_id


@remembered("dataset")
def create_dataset():
    return client.create_dataset(NAME, [made.experiment]).dataset_id


@remembered("queue")
def get_or_create_user_queue():
    return store.get_or_create_user_queue(made.experiment, user="will").queue_id


# Each of them works for a writer, in this order, and leaves behind what the next ones need
WRITES = {
    "create_experiment": create_experiment,
    "rename_experiment": lambda: client.rename_experiment(made.experiment, NAME),
    "set_experiment_tag": lambda: client.set_experiment_tag(made.experiment, "t", "1"),
    "delete_experiment_tag": lambda: client.delete_experiment_tag(made.experiment, "t"),
    "create_run": create_run,
    "log_metric": lambda: client.log_metric(made.run, "m", 0.5),
    "log_param": lambda: client.log_param(made.run, "p", "x"),
    "log_batch": lambda: client.log_batch(
        made.run, [Metric("n", 1.0, 1, 0)], [Param("q", "y")], [RunTag("b", "1")]
    ),
    "set_tag": lambda: client.set_tag(made.run, "t", "1"),
    "delete_tag": lambda: client.delete_tag(made.run, "t"),
    "update_run": lambda: client.update_run(made.run, name="named"),
    "log_artifact": lambda: client.log_artifact(made.run, FOLDER / "note.txt"),
    "log_text": lambda: client.log_text(made.run, "text", "text.txt"),
    "log_dict": lambda: client.log_dict(made.run, {"a": 1}, "dict.json"),
    "log_model": log_model,
    "create_logged_model": create_logged_model,
    "log_model_params": lambda: client.log_model_params(made.model, {"depth": "3"}),
    "set_logged_model_tags": lambda: client.set_logged_model_tags(made.model, {"t": "1"}),
    "delete_logged_model_tag": lambda: client.delete_logged_model_tag(made.model, "t"),
    "finalize_logged_model": lambda: client.finalize_logged_model(
        made.model, LoggedModelStatus.READY
    ),
    "log_inputs": lambda: client.log_inputs(made.run, models=[LoggedModelInput(made.model)]),
    "log_outputs": lambda: client.log_outputs(made.run, [LoggedModelOutput(made.model, 0)]),
    "create_registered_model": lambda: client.create_registered_model(NAME),
    "rename_registered_model": rename_registered_model,
    "update_registered_model": lambda: client.update_registered_model(NAME, "described"),
    "set_registered_model_tag": lambda: client.set_registered_model_tag(NAME, "t", "1"),
    "delete_registered_model_tag": lambda: client.delete_registered_model_tag(NAME, "t"),
    "create_model_version": create_model_version,
    "update_model_version": lambda: client.update_model_version(NAME, made.version, "described"),
    "set_model_version_tag": lambda: client.set_model_version_tag(NAME, made.version, "t", "1"),
    "delete_model_version_tag": lambda: client.delete_model_version_tag(NAME, made.version, "t"),
    "transition_model_version_stage": lambda: client.transition_model_version_stage(
        NAME, made.version, "Staging"
    ),
    "set_registered_model_alias": lambda: client.set_registered_model_alias(
        NAME, "best", made.version
    ),
    "register_prompt": lambda: mlflow.genai.register_prompt(f"{NAME}-prompt", "Say {{ this }}"),
    "start_trace": start_trace,
    "log_spans": lambda: store.log_spans(
        made.experiment, [create_mlflow_span(SPAN, TRACE)]
    ),
    "set_trace_tag": lambda: client.set_trace_tag(TRACE, "t", "1"),
    "delete_trace_tag": lambda: client.delete_trace_tag(TRACE, "t"),
    "link_traces_to_run": lambda: client.link_traces_to_run([TRACE], made.run),
    "log_feedback": log_feedback,
    "update_assessment": lambda: mlflow.update_assessment(
        TRACE,
        made.assessment,
        Feedback(name="good", value=False),
    ),
    "create_dataset": create_dataset,
    "upsert_dataset_records": lambda: store.upsert_dataset_records(
        made.dataset, [{"inputs": {"q": 1}}]
    ),
    "set_dataset_tags": lambda: client.set_dataset_tags(made.dataset, {"t": "1"}),
    "delete_dataset_tag": lambda: client.delete_dataset_tag(made.dataset, "t"),
    "get_or_create_user_queue": get_or_create_user_queue,
    "set_terminated": lambda: client.set_terminated(made.run),
}

DELETES = {
    "delete_assessment": lambda: mlflow.delete_assessment(
        TRACE, made.assessment
    ),
    "delete_traces": lambda: client.delete_traces(
        made.experiment, trace_ids=[TRACE]
    ),
    "delete_dataset": lambda: client.delete_dataset(made.dataset),
    "delete_artifact": lambda: artifacts().delete_artifacts("text.txt"),
    "delete_registered_model_alias": lambda: client.delete_registered_model_alias(NAME, "best"),
    "delete_model_version": lambda: client.delete_model_version(NAME, made.version),
    "delete_registered_model": lambda: client.delete_registered_model(NAME),
    "delete_logged_model": lambda: client.delete_logged_model(made.model),
    "delete_run": lambda: client.delete_run(made.run),
    "restore_run": lambda: client.restore_run(made.run),
    "delete_experiment": lambda: client.delete_experiment(made.experiment),
    "restore_experiment": lambda: client.restore_experiment(made.experiment),
}


def artifacts():
    from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

    return get_artifact_repository(client.get_run(made.run).info.artifact_uri)


def names(entities):
    return sorted(str(entity.name) for entity in entities)


def files(path):
    return sorted(
        (str(file.relative_to(path)), file.read_bytes())
        for file in pathlib.Path(path).rglob("*")
        if file.is_file()
    )


# What each returns is the same before and after somebody tries in vain to change it
READS = {
    "get_experiment": lambda: dict(client.get_experiment(made.experiment)),
    "get_experiment_by_name": lambda: client.get_experiment_by_name(NAME).experiment_id,
    "search_experiments": lambda: names(
        client.search_experiments(ViewType.ALL, filter_string=f"name LIKE '{NAME}%'")
    ),
    "get_run": lambda: client.get_run(made.run).to_dictionary(),
    "search_runs": lambda: [
        run.to_dictionary() for run in client.search_runs([made.experiment], "", ViewType.ALL)
    ],
    "mlflow.search_runs": lambda: mlflow.search_runs([made.experiment]).to_json(),
    "get_metric_history": lambda: [dict(m) for m in client.get_metric_history(made.run, "m")],
    "list_artifacts": lambda: [file.path for file in client.list_artifacts(made.run)],
    "download_artifacts": lambda: files(client.download_artifacts(made.run, "")),
    "load_text": lambda: mlflow.artifacts.load_text(f"runs:/{made.run}/note.txt"),
    "load_model": lambda: mlflow.pyfunc.load_model(f"models:/{NAME}@best").predict([1.0, 2.0]),
    "get_logged_model": lambda: client.get_logged_model(made.model).to_dictionary(),
    "search_logged_models": lambda: names(client.search_logged_models([made.experiment])),
    "list_logged_model_artifacts": lambda: [
        file.path for file in client.list_logged_model_artifacts(made.adder)
    ],
    "get_registered_model": lambda: client.get_registered_model(NAME).description,
    "search_registered_models": lambda: names(
        client.search_registered_models(f"name LIKE '{NAME}%'")
    ),
    "get_latest_versions": lambda: [v.version for v in client.get_latest_versions(NAME)],
    "get_model_version": lambda: dict(client.get_model_version(NAME, made.version)),
    "get_model_version_by_alias": lambda: client.get_model_version_by_alias(NAME, "best").version,
    "get_model_version_download_uri": lambda: client.get_model_version_download_uri(
        NAME, made.version
    ),
    "search_model_versions": lambda: [
        v.version for v in client.search_model_versions(f"name = '{NAME}'")
    ],
    "load_prompt": lambda: mlflow.genai.load_prompt(f"prompts:/{NAME}-prompt/1").template,
    "search_prompts": lambda: names(mlflow.genai.search_prompts(f"name LIKE '{NAME}%'")),
    "get_trace": lambda: client.get_trace(TRACE).to_json(),
    "search_traces": lambda: sorted(
        trace.info.trace_id
        for trace in client.search_traces(locations=[made.experiment], include_spans=False)
    ),
    "batch_get_traces": lambda: [
        trace.to_json()
        for trace in store.batch_get_traces([TRACE], made.experiment)
    ],
    "get_assessment": lambda: mlflow.get_assessment(
        TRACE, made.assessment
    ).to_dictionary(),
    "get_dataset": lambda: client.get_dataset(made.dataset).to_dict(),
    "search_datasets": lambda: names(client.search_datasets([made.experiment])),
    "list_review_queues": lambda: [q.queue_id for q in store.list_review_queues(made.experiment)],
    "list_scorers": lambda: store.list_scorers(made.experiment),
    "search_issues": lambda: list(store.search_issues(experiment_id=made.experiment)),
    "list_gateway_endpoints": lambda: [e.name for e in store.list_gateway_endpoints()],
    "search_mcp_servers": lambda: names(client.search_mcp_servers()),
}


@remembered("webhook")
def create_webhook():
    return client.create_webhook(
        NAME,
        "https://1.1.1.1/never-called",
        [WebhookEvent.from_str("registered_model.created")],
        status=WebhookStatus.DISABLED,
    ).webhook_id


@remembered("secret")
def create_gateway_secret():
    return store.create_gateway_secret(
        secret_name=NAME, secret_value={"api_key": "none"}, provider="openai"
    ).secret_id


ADMINISTRATION = {
    "create_webhook": create_webhook,
    "get_webhook": lambda: client.get_webhook(made.webhook),
    "list_webhooks": lambda: client.list_webhooks(),
    "update_webhook": lambda: client.update_webhook(made.webhook, description="d"),
    "delete_webhook": lambda: client.delete_webhook(made.webhook),
    "create_gateway_secret": create_gateway_secret,
    "delete_gateway_secret": lambda: store.delete_gateway_secret(made.secret),
}


def call(method, path, **kwargs):
    """What MLflow's AuthServiceClient does, which is part of the server's optional packages."""
    response = http_request(store.get_host_creds(), path, method, **kwargs)
    return verify_rest_response(response, path)


# For all but the administrator: the tests' MLflow lacks the options that most of these need, and
# the name of an MCP server has a slash, so that Tomcat as it is refuses to delete it again
FURTHER_ADMINISTRATION = {
    "create_mcp_server": lambda: client.create_mcp_server(f"org.example/{NAME}"),
    "create_workspace": lambda: client.create_workspace("lab"),
    "delete_workspace": lambda: client.delete_workspace("lab"),
    "list_roles": lambda: call("GET", "/api/3.0/mlflow/roles/list"),
    "create_user": lambda: call(
        "POST", "/api/2.0/mlflow/users/create", json={"username": "eve", "password": "e" * 12}
    ),
    "update_user_admin": lambda: call(
        "PATCH", "/api/2.0/mlflow/users/update-admin", json={"username": "rita", "is_admin": True}
    ),
    "delete_user": lambda: call(
        "DELETE", "/api/2.0/mlflow/users/delete", json={"username": "anna"}
    ),
    "create_role": lambda: call("POST", "/api/3.0/mlflow/roles/create", json={"name": "x"}),
    "submit_job": lambda: call(
        "POST", "/ajax-api/3.0/jobs/", json={"job_name": "x", "params": {}}
    ),
}


def outcome(attempt):
    try:
        attempt()
    except requests.HTTPError as e:  # of up- and downloads
        answer = e.response.json()
        return f"HTTPError {answer['error_code']}: {answer['message']}"
    except Exception as e:
        return f"{type(e).__name__} {e}"
    return "ok"


def do_all(kind, calls):
    user = os.environ["MLFLOW_TRACKING_USERNAME"]
    for name, attempt in calls.items():
        print(user, kind, name, " ".join(outcome(attempt).split()), sep="\t", flush=True)


def become(user):
    name, password = user.split(":")
    os.environ["MLFLOW_TRACKING_USERNAME"] = name
    os.environ["MLFLOW_TRACKING_PASSWORD"] = password


def remembering(seen):
    """The reads, which keep what they return."""
    return {name: lambda name=name: seen.update({name: READS[name]()}) for name in READS}


def comparing(seen):
    def compare(name):
        now = READS[name]()
        assert now == seen[name], f"was {seen[name]} and is {now}"

    return {name: lambda name=name: compare(name) for name in READS}


def main(reader, writer, administrator):
    seen = {}
    become(writer)
    do_all("write", WRITES)
    become(reader)
    do_all("read", remembering(seen))
    do_all("write", WRITES)
    do_all("delete", DELETES)
    do_all("administer", ADMINISTRATION)
    do_all("administer", FURTHER_ADMINISTRATION)
    do_all("read the same", comparing(seen))
    become(administrator)
    do_all("administer", ADMINISTRATION)
    become(writer)
    do_all("administer", ADMINISTRATION)
    do_all("administer", FURTHER_ADMINISTRATION)
    do_all("read the same", comparing(seen))
    do_all("delete", DELETES)


if __name__ == "__main__":
    main(*sys.argv[1:])
