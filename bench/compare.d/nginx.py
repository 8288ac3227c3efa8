"""nginx: as the fast upstream, and as what people put in front of MLflow."""

import json

import place
from processes import start

CONFIGURATION = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes auto;
worker_rlimit_nofile 20000;
events {{ worker_connections 10000; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  {outside}
  server {{
    listen 127.0.0.1:{port};
    {server}
  }}
}}
"""

WITHOUT_BUFFERS = "proxy_buffering off; proxy_request_buffering off; proxy_http_version 1.1;"


def upstream(answer):
    """The answer to every request, over connections that are never closed."""
    quoted = json.dumps(answer)[1:-1]
    return _start(
        outside="keepalive_requests 1000000000; default_type application/json;",
        server=f'location / {{ return 200 "{quoted}"; }}',
    )


def open_and_kept_alive(port):
    """No authentication, and connections to the upstream that are kept."""
    return _start(
        outside=f"""keepalive_requests 1000000000;
  upstream behind {{ server 127.0.0.1:{port}; keepalive 100; keepalive_requests 1000000000; }}""",
        server="""location / {
      proxy_pass http://behind; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $host;
    }""",
    )


def as_people_set_it_up(port, htpasswd, more=""):
    return _start(
        outside="client_max_body_size 0;",
        server=f"""location / {{
      auth_basic "MLflow Login"; auth_basic_user_file {htpasswd};
      proxy_pass http://127.0.0.1:{port}; proxy_set_header Host $host; {more}
    }}""",
    )


def _start(outside, server):
    def on(port):
        folder = place.folder("nginx")
        file = folder / "nginx.conf"
        file.write_text(
            CONFIGURATION.format(folder=folder, port=port, outside=outside, server=server)
        )
        return start(["nginx", "-e", folder / "error.log", "-c", file], port)

    return on
