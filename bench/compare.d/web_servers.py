"""Apache httpd, HAProxy and Caddy with Basic authentication in front of an upstream."""

import os

import passwords
import place
from processes import start

HTTPD_MODULES = "mpm_event authn_core authn_file authz_core authz_user auth_basic proxy proxy_http"


def httpd(upstream, htpasswd):
    def on(port):
        folder = place.folder("httpd")
        modules = "\n".join(
            f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"
            for name in HTTPD_MODULES.split()
        )
        file = folder / "httpd.conf"
        file.write_text(
            f"""{modules}
ServerRoot {folder}
ServerName localhost
DefaultRuntimeDir {folder}
PidFile {folder}/pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
User nobody
Group nogroup
MaxKeepAliveRequests 0
<Location "/">
  AuthType Basic
  AuthName "MLflow Login"
  AuthBasicProvider file
  AuthUserFile {htpasswd}
  Require valid-user
  ProxyPass http://127.0.0.1:{upstream}/
</Location>
"""
        )
        return start(["apache2", "-f", file, "-DFOREGROUND"], port)

    return on


def haproxy(upstream):
    def on(port):
        file = place.folder("haproxy") / "haproxy.cfg"
        file.write_text(
            f"""
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
userlist users
  user {passwords.USER} password {passwords.sha512_crypt()}
frontend front
  bind 127.0.0.1:{port}
  http-request auth realm MLflow unless {{ http_auth(users) }}
  default_backend back
backend back
  server mlflow 127.0.0.1:{upstream}
"""
        )
        return start(["haproxy", "-db", "-f", file], port)

    return on


def caddy(upstream, bcrypt_lines):
    def on(port):
        folder = place.folder("caddy")
        users = "\n    ".join(" ".join(line.split(":", 1)) for line in bcrypt_lines)
        file = folder / "Caddyfile"
        file.write_text(
            f"""{{
  admin off
  auto_https off
}}
http://127.0.0.1:{port} {{
  bind 127.0.0.1
  basicauth {{
    {users}
  }}
  reverse_proxy 127.0.0.1:{upstream}
}}
"""
        )
        return start(
            ["caddy", "run", "--adapter", "caddyfile", "--config", file],
            port,
            env={**os.environ, "HOME": str(folder)},  # where it keeps its last configuration
        )

    return on
