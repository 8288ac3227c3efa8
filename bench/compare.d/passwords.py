"""One user who is let in, and password files of every kind."""

import base64

import place
from processes import run

USER = "alice"
PASSWORD = "wonderland-and-back"
AUTHORIZATION = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

BCRYPT_5 = ("-B", "-C", "5")
BCRYPT_10 = ("-B", "-C", "10")
APR1 = ("-m",)


def line(kind, user=USER, password=PASSWORD):
    return run(["htpasswd", "-nb", *kind, user, password]).strip()


def file(kind, *others):
    path = place.folder("passwords") / "htpasswd"
    path.write_text("\n".join([line(kind), *others]) + "\n")
    return path


def sha512_crypt():
    return run(["openssl", "passwd", "-6", PASSWORD]).strip()
