"""Writes every route of the MLflow that Python finds, a method and a path in each line.

Those of its basic-auth app and of its Prometheus exporter are among them. The argument is the file
to write. {} stands for one segment of a path, {...} for any number.
"""

import importlib.util
import os
import pathlib
import re
import sys
import tempfile

ALL_METHODS = ["DELETE", "GET", "PATCH", "POST", "PUT"]


def prepare(folder):
    """MLflow reads these when it is imported."""
    config = folder / "basic_auth.ini"
    config.write_text(
        "[mlflow]\n"
        "default_permission = READ\n"
        f"database_uri = sqlite:///{folder}/basic_auth.db\n"
        "admin_username = admin\n"
        "admin_password = only-for-this-process\n"
        "authorization_function = mlflow.server.auth:authenticate_request_basic_auth\n"
    )
    os.environ["MLFLOW_AUTH_CONFIG_PATH"] = str(config)
    os.environ["MLFLOW_FLASK_SERVER_SECRET_KEY"] = "only-for-this-process"
    os.environ["prometheus_multiproc_dir"] = str(folder)


def flask_routes(app):
    for rule in app.url_map.iter_rules():
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            yield method, rule.rule


def fastapi_routes(routes, prefix=""):
    for route in routes:
        included = getattr(route, "original_router", None)
        path = prefix + getattr(route, "path", "")
        if included is not None:
            yield from fastapi_routes(included.routes, prefix + route.include_context.prefix)
        elif getattr(route, "methods", None):
            for method in route.methods - {"HEAD", "OPTIONS"}:
                yield method, path
        elif path:
            # a mounted app or a web socket; the one without a path is Flask's
            for method in ALL_METHODS:
                yield method, path
                yield method, path + "/{rest:path}"


def readable(path):
    path = re.sub(r"<path:[^>]*>|{[^}]*:path}", "{...}", path)
    return re.sub(r"<[^>]*>|{[^.}][^}]*}", "{}", path)


def routes():
    import mlflow.server
    from mlflow.server import auth

    auth.create_app()
    yield from flask_routes(mlflow.server.app)
    if importlib.util.find_spec("mlflow.server.fastapi_app"):
        from mlflow.server.fastapi_app import app

        yield from fastapi_routes(app.routes)


def main(target):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        prepare(pathlib.Path(folder))
        lines = sorted({f"{method} {readable(path)}" for method, path in routes()})
    target.write_text("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
