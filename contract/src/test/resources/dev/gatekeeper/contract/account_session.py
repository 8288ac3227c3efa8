"""Every method of MLflow's AuthServiceClient that concerns users and the roles they are given.

account_session.py PACKAGES; the environment says where, and who the administrator is.
"""
import os
import sys

sys.path.append(sys.argv[1])

import mlflow
from mlflow.exceptions import MlflowException
from mlflow.server import get_app_client

uri = os.environ["MLFLOW_TRACKING_URI"]
client = get_app_client("basic-auth", tracking_uri=uri)


def refused(error_code, call, *args):
    try:
        call(*args)
    except MlflowException as e:
        assert e.error_code == error_code, (e.error_code, str(e))
        return str(e)
    raise AssertionError(f"{call.__name__} was not refused")


user = client.create_user("pia", "a long password")
assert (user.username, user.is_admin) == ("pia", False)
assert client.get_user("pia").id == user.id
assert "already exists" in refused("RESOURCE_ALREADY_EXISTS", client.create_user, "pia", "a long password")
refused("INVALID_PARAMETER_VALUE", client.create_user, "a:b", "a long password")
refused("RESOURCE_DOES_NOT_EXIST", client.get_user, "nobody")

client.update_user_password("pia", "another password")
client.update_user_admin("pia", True)
assert client.get_user("pia").is_admin
client.update_user_admin("pia", False)
assert not client.get_user("pia").is_admin

roles = {role.name: role for role in client.list_all_roles()}
assert list(roles) == ["reader", "writer", "admin"], roles
assert [role.name for role in client.list_roles("default")] == list(roles)
writer = roles["writer"]
assert client.get_role(writer.id).name == "writer"
assert {p.permission for p in client.list_role_permissions(roles["reader"].id)} == {"READ"}
assignment = client.assign_role("pia", writer.id)
assert (assignment.user_id, assignment.role_id) == (user.id, writer.id)
assert [role.name for role in client.list_user_roles("pia")] == ["writer"]
assert user.id in [a.user_id for a in client.list_role_users(writer.id)]
assert client.get_user_permission("pia", "experiment", "0").allowed
refused("RESOURCE_ALREADY_EXISTS", client.assign_role, "pia", writer.id)
client.unassign_role("pia", writer.id)
assert not client.get_user_permission("pia", "experiment", "0").allowed
refused("BAD_REQUEST", client.create_role, "mine", "default")

os.environ["MLFLOW_TRACKING_USERNAME"] = "pia"
os.environ["MLFLOW_TRACKING_PASSWORD"] = "another password"
refused("PERMISSION_DENIED", client.create_user, "eve", "a long password")
refused("PERMISSION_DENIED", client.get_user, "anna")
client.update_user_password("pia", "a third password", "another password")
refused("UNAUTHENTICATED", client.get_user, "pia")
os.environ["MLFLOW_TRACKING_PASSWORD"] = "a third password"
assert client.get_user("pia").username == "pia"

os.environ["MLFLOW_TRACKING_USERNAME"] = "anna"
os.environ["MLFLOW_TRACKING_PASSWORD"] = "running"
refused("BAD_REQUEST", client.delete_user, "anna")
refused("BAD_REQUEST", client.update_user_admin, "anna", False)
client.delete_user("pia")
refused("RESOURCE_DOES_NOT_EXIST", client.delete_user, "pia")
print("every call ended as it should with", mlflow.__version__)
