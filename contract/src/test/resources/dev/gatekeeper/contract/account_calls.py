"""Makes the same calls of MLflow's user API against any server, and prints what came of each.

account_calls.py URI ADMIN PASSWORD

A line is: who, what, status, body; divided by tabs. Of a body, ids and the wording of messages are left out.
"""
import json
import sys

import requests

URI, ADMIN, PASSWORD = sys.argv[1:]
LONG = "a long password"
OTHER = "another password"
PASSWORDS = {ADMIN: PASSWORD, "alice": LONG, "bob": LONG, "wrong": "no such password"}
JSON = {"Content-Type": "application/json"}


def send(who, method, path, body=None, params=None, data=None, headers=None):
    auth = None if who == "nobody" else (who.encode(), PASSWORDS[who].encode())
    with requests.Session() as session:
        session.trust_env = False
        return session.request(
            method,
            f"{URI}/{path}",
            auth=auth,
            json=body,
            params=params,
            data=data,
            headers=headers,
            allow_redirects=False,
            timeout=60,
        )


def essence(value):
    if isinstance(value, list):
        return [essence(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "error_code" in value:
        return {"error_code": value["error_code"]}
    if "role_name" in value:
        return value["role_name"]
    left_out = {"permissions", "description"} if "workspace" in value else set()
    return {
        key: "an id" if key == "id" or key.endswith("_id") else essence(item)
        for key, item in sorted(value.items())
        if key not in left_out
    }


def body(answer):
    if answer.content and answer.headers.get("Content-Type", "").startswith("application/json"):
        return json.dumps(essence(answer.json()), ensure_ascii=False)
    return "-"


def call(who, what, method, path, *args, **kwargs):
    answer = send(who, method, path, *args, **kwargs)
    print(who if who != ADMIN else "admin", what, answer.status_code, body(answer), sep="\t", flush=True)
    return answer


V2, V3 = "api/2.0/mlflow", "api/3.0/mlflow"

# who am I
for who in (ADMIN, "nobody", "wrong"):
    call(who, "current", "GET", f"{V2}/users/current")
    call(who, "current permissions", "GET", f"{V3}/users/current/permissions")
    call(who, "list users", "GET", f"{V2}/users/list")
call(ADMIN, "current by ajax-api", "GET", "ajax-api/2.0/mlflow/users/current")
call(ADMIN, "current, HEAD", "HEAD", f"{V2}/users/current")
call(ADMIN, "current, POST", "POST", f"{V2}/users/current", {})
call(ADMIN, "current of version 3", "GET", f"{V3}/users/current")
call(ADMIN, "current permissions of version 2", "GET", f"{V2}/users/current/permissions")
for who in (ADMIN, "nobody"):
    call(who, "unknown route", "GET", f"{V2}/users/nothing")

# create
CREATE = f"{V2}/users/create"
call("nobody", "create", "POST", CREATE, {"username": "x", "password": LONG})
call(ADMIN, "create alice", "POST", CREATE, {"username": "alice", "password": LONG})
call(ADMIN, "create bob by ajax-api", "POST", "ajax-api/2.0/mlflow/users/create", {"username": "bob", "password": LONG})
call(ADMIN, "create, taken", "POST", CREATE, {"username": "alice", "password": LONG})
call(ADMIN, "create, taken, short password", "POST", CREATE, {"username": "alice", "password": "short"})
call("alice", "create", "POST", CREATE, {"username": "carol", "password": LONG})
call("alice", "create, taken", "POST", CREATE, {"username": "bob", "password": LONG})
call("alice", "create, nothing", "POST", CREATE, {})
call(ADMIN, "create, 11 characters", "POST", CREATE, {"username": "carol", "password": "elevenchars"})
call(ADMIN, "create, 12 wide characters", "POST", CREATE, {"username": "wide", "password": "😀" * 12})
call(ADMIN, "create, 11 wide characters", "POST", CREATE, {"username": "wider", "password": "😀" * 11})
call(ADMIN, "create, empty password", "POST", CREATE, {"username": "carol", "password": ""})
call(ADMIN, "create, no password", "POST", CREATE, {"username": "carol"})
call(ADMIN, "create, empty name", "POST", CREATE, {"username": "", "password": LONG})
call(ADMIN, "create, no name", "POST", CREATE, {"password": LONG})
call(ADMIN, "create, one letter", "POST", CREATE, {"username": "z", "password": LONG})
call(ADMIN, "create, space within", "POST", CREATE, {"username": "a b", "password": LONG})
call(ADMIN, "create, not ASCII", "POST", CREATE, {"username": "zoë", "password": LONG})
call(ADMIN, "create, unknown field", "POST", CREATE, {"username": "dave", "password": LONG, "is_admin": True})
call(ADMIN, "create, name with a colon", "POST", CREATE, {"username": "a:b", "password": LONG})
call(ADMIN, "create, name with a line break", "POST", CREATE, {"username": "a\nb", "password": LONG})
call(ADMIN, "create, name edged with spaces", "POST", CREATE, {"username": " a ", "password": LONG})
call(ADMIN, "create, name of 255 bytes", "POST", CREATE, {"username": "n" * 255, "password": LONG})
call(ADMIN, "create, name of 256 bytes", "POST", CREATE, {"username": "n" * 256, "password": LONG})
call(ADMIN, "create, name is a number", "POST", CREATE, {"username": 5, "password": LONG})
call(ADMIN, "create, password is a number", "POST", CREATE, {"username": "nina", "password": 123456789012})
call(ADMIN, "create, name is null", "POST", CREATE, {"username": None, "password": LONG})
call(ADMIN, "create, name is a list", "POST", CREATE, {"username": ["a"], "password": LONG})
call(ADMIN, "create, password with NUL", "POST", CREATE, {"username": "nul", "password": LONG + "\0"})
call(ADMIN, "create, password of 2000 characters", "POST", CREATE, {"username": "long", "password": "p" * 2000})
call(ADMIN, "create, null", "POST", CREATE, data="null", headers=JSON)
call(ADMIN, "create, nothing at all", "POST", CREATE, headers=JSON)
call(ADMIN, "create, not JSON", "POST", CREATE, data="{username", headers=JSON)
call(ADMIN, "create, a list", "POST", CREATE, data="[]", headers=JSON)
call(ADMIN, "create, a form", "POST", CREATE, data={"username": "form", "password": LONG})
call(ADMIN, "create, plain text", "POST", CREATE, data='{"username": "text", "password": "a long password"}', headers={"Content-Type": "text/plain"})
call(ADMIN, "create, a key twice", "POST", CREATE, data='{"username": "twice", "username": "thrice", "password": "a long password"}', headers=JSON)
call(ADMIN, "create, 1 MB", "POST", CREATE, {"username": "big", "password": LONG, "more": "m" * 1_000_000})
call(ADMIN, "create, GET", "GET", CREATE)
call(ADMIN, "create, PUT", "PUT", CREATE, {"username": "put", "password": LONG})
for name in ("wide", "z", "a b", "zoë", "dave", "n" * 255):
    call(ADMIN, f"delete {name[:4]}", "DELETE", f"{V2}/users/delete", {"username": name})
for name in ("a:b", "a\nb", " a ", "n" * 256, "5", "nul", "long", "thrice", "big"):
    send(ADMIN, "DELETE", f"{V2}/users/delete", {"username": name})

# look
for who in ("alice", ADMIN):
    call(who, "current", "GET", f"{V2}/users/current")
    call(who, "current permissions", "GET", f"{V3}/users/current/permissions")
    call(who, "list users", "GET", f"{V2}/users/list")
for who in ("alice", ADMIN, "nobody"):
    for path in (f"{V2}/users/get", f"{V3}/users/roles/list", f"{V3}/users/permissions/list"):
        what = "/".join(path.split("/")[3:])
        call(who, what + " of alice", "GET", path, params={"username": "alice"})
        call(who, what + " of bob", "GET", path, params={"username": "bob"})
        call(who, what + " of a stranger", "GET", path, params={"username": "stranger"})
        call(who, what + " of an empty name", "GET", path, params={"username": ""})
        call(who, what + " of nobody", "GET", path)
        call(who, what + ", the name in a body", "GET", path, {"username": "alice"})
        call(who, what + ", POST", "POST", path, {"username": "alice"})

# passwords
UPDATE = f"{V2}/users/update-password"
call("nobody", "password", "PATCH", UPDATE, {"username": "alice", "password": OTHER})
call("alice", "own password, no current one", "PATCH", UPDATE, {"username": "alice", "password": OTHER})
call("alice", "own password, empty current one", "PATCH", UPDATE, {"username": "alice", "password": OTHER, "current_password": ""})
call("alice", "own password, current one is a number", "PATCH", UPDATE, {"username": "alice", "password": OTHER, "current_password": 0})
call("alice", "own password, wrong current one", "PATCH", UPDATE, {"username": "alice", "password": OTHER, "current_password": "wrong"})
call("alice", "own password, the same", "PATCH", UPDATE, {"username": "alice", "password": LONG, "current_password": LONG})
call("alice", "own password, too short", "PATCH", UPDATE, {"username": "alice", "password": "short", "current_password": LONG})
call("alice", "own password, null", "PATCH", UPDATE, data="null", headers=JSON)
call("alice", "own password, a form", "PATCH", UPDATE, data={"username": "alice", "password": OTHER, "current_password": LONG})
call("alice", "own password", "PATCH", UPDATE, {"username": "alice", "password": OTHER, "current_password": LONG})
call("alice", "current with the old password", "GET", f"{V2}/users/current")
PASSWORDS["alice"] = OTHER
call("alice", "current with the new password", "GET", f"{V2}/users/current")
call("alice", "other's password", "PATCH", UPDATE, {"username": "bob", "password": OTHER})
call("alice", "stranger's password", "PATCH", UPDATE, {"username": "stranger", "password": OTHER})
call("alice", "password of nobody", "PATCH", UPDATE, {"password": OTHER})
call(ADMIN, "other's password", "PATCH", UPDATE, {"username": "bob", "password": OTHER})
PASSWORDS["bob"] = OTHER
call("bob", "current with the new password", "GET", f"{V2}/users/current")
call(ADMIN, "other's password, the same", "PATCH", UPDATE, {"username": "bob", "password": OTHER})
call(ADMIN, "other's password, too short", "PATCH", UPDATE, {"username": "bob", "password": "short"})
call(ADMIN, "other's password, empty", "PATCH", UPDATE, {"username": "bob", "password": ""})
call(ADMIN, "other's password, missing", "PATCH", UPDATE, {"username": "bob"})
call(ADMIN, "other's password, null", "PATCH", UPDATE, {"username": "bob", "password": None})
call(ADMIN, "other's password, a number", "PATCH", UPDATE, {"username": "bob", "password": 123456789012})
call(ADMIN, "stranger's password", "PATCH", UPDATE, {"username": "stranger", "password": OTHER})
call(ADMIN, "stranger's password, too short", "PATCH", UPDATE, {"username": "stranger", "password": "short"})
call(ADMIN, "own password, no current one", "PATCH", UPDATE, {"username": ADMIN, "password": OTHER})
call(ADMIN, "password, POST", "POST", UPDATE, {"username": "bob", "password": OTHER})
call("bob", "current after all that", "GET", f"{V2}/users/current")

# administrators
MAKE = f"{V2}/users/update-admin"
call("nobody", "make admin", "PATCH", MAKE, {"username": "alice", "is_admin": True})
call("alice", "make admin", "PATCH", MAKE, {"username": "alice", "is_admin": True})
call(ADMIN, "make a stranger admin", "PATCH", MAKE, {"username": "stranger", "is_admin": True})
call(ADMIN, "make admin, no flag", "PATCH", MAKE, {"username": "bob"})
call(ADMIN, "make admin, flag is a string", "PATCH", MAKE, {"username": "bob", "is_admin": "false"})
call(ADMIN, "make admin, flag is null", "PATCH", MAKE, {"username": "bob", "is_admin": None})
call(ADMIN, "make admin, POST", "POST", MAKE, {"username": "bob", "is_admin": True})
call(ADMIN, "make bob no admin, who is none", "PATCH", MAKE, {"username": "bob", "is_admin": False})
call(ADMIN, "make bob admin", "PATCH", MAKE, {"username": "bob", "is_admin": True})
call(ADMIN, "make bob admin again", "PATCH", MAKE, {"username": "bob", "is_admin": True})
call("bob", "current as admin", "GET", f"{V2}/users/current")
call("bob", "current permissions as admin", "GET", f"{V3}/users/current/permissions")
call("bob", "get alice as admin", "GET", f"{V2}/users/get", params={"username": "alice"})
call("bob", "make himself no admin", "PATCH", MAKE, {"username": "bob", "is_admin": False})
call("bob", "get alice as admin no more", "GET", f"{V2}/users/get", params={"username": "alice"})

# roles
ROLES = f"{V3}/roles"
for name in ("reader", "writer", "admin"):
    send(ADMIN, "POST", f"{ROLES}/create", {"name": name, "workspace": "default"})
ids = {role["name"]: role["id"] for role in send(ADMIN, "GET", f"{ROLES}/list").json()["roles"]}
reader = ids["reader"]
for who in (ADMIN, "alice", "nobody"):
    call(who, "list roles", "GET", f"{ROLES}/list")
    call(who, "list roles of a workspace", "GET", f"{ROLES}/list", params={"workspace": "default"})
    call(who, "list roles of another workspace", "GET", f"{ROLES}/list", params={"workspace": "other"})
    call(who, "list roles of an empty workspace", "GET", f"{ROLES}/list", params={"workspace": ""})
    for path in ("roles/get", "roles/users/list", "roles/permissions/list"):
        call(who, path, "GET", f"{V3}/{path}", params={"role_id": reader})
        call(who, path + " of none", "GET", f"{V3}/{path}")
        call(who, path + " of an unknown one", "GET", f"{V3}/{path}", params={"role_id": 99})
        call(who, path + " of a word", "GET", f"{V3}/{path}", params={"role_id": "reader"})
    call(who, "create a role", "POST", f"{ROLES}/create", {"name": "new", "workspace": "default"})
    call(who, "create a role without a name", "POST", f"{ROLES}/create", {"workspace": "default"})
    call(who, "assign, unknown role", "POST", f"{ROLES}/assign", {"username": "alice", "role_id": 99})
    call(who, "assign, stranger", "POST", f"{ROLES}/assign", {"username": "stranger", "role_id": reader})
    call(who, "assign, no role", "POST", f"{ROLES}/assign", {"username": "alice"})
    call(who, "assign, no name", "POST", f"{ROLES}/assign", {"role_id": reader})
    call(who, "assign, a word", "POST", f"{ROLES}/assign", {"username": "alice", "role_id": "reader"})
    call(who, "assign, a form", "POST", f"{ROLES}/assign", data={"username": "alice", "role_id": reader})
    call(who, "assign, GET", "GET", f"{ROLES}/assign", params={"username": "alice", "role_id": reader})
    call(who, "unassign what is not assigned", "DELETE", f"{ROLES}/unassign", {"username": "bob", "role_id": reader})
call(ADMIN, "roles of version 2", "GET", f"{V2}/roles/list")
call(ADMIN, "assign", "POST", f"{ROLES}/assign", {"username": "alice", "role_id": reader})
call(ADMIN, "assign again", "POST", f"{ROLES}/assign", {"username": "alice", "role_id": reader})
call(ADMIN, "assign, the id as a text", "POST", f"{ROLES}/assign", {"username": "alice", "role_id": str(ids["writer"])})
call(ADMIN, "roles of alice", "GET", f"{V3}/users/roles/list", params={"username": "alice"})
call(ADMIN, "users of a role", "GET", f"{ROLES}/users/list", params={"role_id": reader})
call(ADMIN, "users with roles", "GET", f"{V2}/users/list")
call("alice", "own roles", "GET", f"{V3}/users/roles/list", params={"username": "alice"})
call("alice", "users with roles", "GET", f"{V2}/users/list")
call("alice", "list roles with one of them", "GET", f"{ROLES}/list", params={"workspace": "default"})
call("alice", "all roles with one of them", "GET", f"{ROLES}/list")
call("alice", "unassign", "DELETE", f"{ROLES}/unassign", {"username": "alice", "role_id": reader})
call(ADMIN, "unassign", "DELETE", f"{ROLES}/unassign", {"username": "alice", "role_id": reader})
call(ADMIN, "unassign again", "DELETE", f"{ROLES}/unassign", {"username": "alice", "role_id": reader})
call(ADMIN, "unassign, in the query", "DELETE", f"{ROLES}/unassign", params={"username": "alice", "role_id": ids["writer"]})
call(ADMIN, "unassign, unknown role", "DELETE", f"{ROLES}/unassign", {"username": "alice", "role_id": 99})
call(ADMIN, "unassign, stranger", "DELETE", f"{ROLES}/unassign", {"username": "stranger", "role_id": reader})
call(ADMIN, "update a role", "PATCH", f"{ROLES}/update", {"role_id": reader, "description": "new"})
call(ADMIN, "add a permission", "POST", f"{ROLES}/permissions/add", {"role_id": reader, "resource_type": "run", "resource_pattern": "*", "permission": "READ"})
call(ADMIN, "grant a permission", "POST", f"{V3}/users/permissions/grant", {"username": "bob", "resource_type": "experiment", "resource_id": "0", "permission": "EDIT"})
call(ADMIN, "get a permission", "GET", f"{V3}/users/permissions/get", params={"username": "bob", "resource_type": "experiment", "resource_id": "0"})
call(ADMIN, "delete a role", "DELETE", f"{ROLES}/delete", {"role_id": ids["admin"]})

# delete
DELETE = f"{V2}/users/delete"
call("nobody", "delete", "DELETE", DELETE, {"username": "bob"})
call("alice", "delete self", "DELETE", DELETE, {"username": "alice"})
call("alice", "delete other", "DELETE", DELETE, {"username": "bob"})
call("alice", "delete stranger", "DELETE", DELETE, {"username": "stranger"})
call(ADMIN, "delete self", "DELETE", DELETE, {"username": ADMIN})
call(ADMIN, "delete stranger", "DELETE", DELETE, {"username": "stranger"})
call(ADMIN, "delete nobody", "DELETE", DELETE, {})
call(ADMIN, "delete, a form", "DELETE", DELETE, data={"username": "bob"})
call(ADMIN, "delete, POST", "POST", DELETE, {"username": "bob"})
call(ADMIN, "delete, in the query", "DELETE", DELETE, params={"username": "bob"})
call(ADMIN, "delete again", "DELETE", DELETE, {"username": "bob"})
call("bob", "current once deleted", "GET", f"{V2}/users/current")
call(ADMIN, "delete alice", "DELETE", DELETE, {"username": "alice"})

# what only the gate refuses, last, since nobody can administer afterwards
call(ADMIN, "the last administrator's own right", "PATCH", MAKE, {"username": ADMIN, "is_admin": False})
call(ADMIN, "list users afterwards", "GET", f"{V2}/users/list")
