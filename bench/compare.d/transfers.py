"""Downloads and uploads with curl, through the peers that large bodies are compared on."""

import sys
import time

import java
import nginx
import passwords
import place
from containers import gate_options, tomcat
from peers import Peer, right, start_all
from processes import Failed, run, start
from small_json import gates

ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/0/run/artifacts"
SMALLEST = f"{ARTIFACTS}/1"
LARGER_PIECES = 'socket.appWriteBufSize="32768"'


def peers():
    """Started and checked: the upstream alone, nginx with and without buffers, and the gates."""
    upstream = Peer(
        "no gate",
        lambda port: start([sys.executable, place.HERE / "blobs.py", port], port),
        asks=False,
    )
    upstream.start()
    htpasswd = passwords.file(passwords.APR1)
    found = [
        upstream,
        Peer("nginx", nginx.as_people_set_it_up(upstream.port, htpasswd)),
        Peer(
            "nginx without buffers",
            nginx.as_people_set_it_up(upstream.port, htpasswd, nginx.WITHOUT_BUFFERS),
        ),
        *gates(upstream.port),
        with_larger_pieces(upstream.port, htpasswd),
    ]
    start_all(found, right(SMALLEST, bytes(1)))
    return found


def with_larger_pieces(upstream, htpasswd):
    """Tomcat hands 8 KB at a time to the kernel, unless it is told otherwise."""
    jdk = java.newest()
    return Peer(
        f"the gate, Tomcat, JDK {jdk}, {LARGER_PIECES}",
        tomcat(jdk, java.war(), gate_options(upstream, htpasswd), connector=LARGER_PIECES),
        is_gate=True,
    )


def zeros(length):
    path = place.folder("body") / "zeros"
    with path.open("wb") as file:
        file.truncate(length)
    return path


def download(peer, length, count=1):
    transfers = [{"url": _url(peer, length), "output": "/dev/null"}] * count
    return _measured(peer, length * count, transfers)


def upload(peer, file, count=1):
    length = file.stat().st_size
    transfers = [{"url": _url(peer, length), "upload-file": file, "output": "/dev/null"}] * count
    return _measured(peer, length * count, transfers)


def _url(peer, length):
    return f"http://127.0.0.1:{peer.port}{ARTIFACTS}/{length}"


def _measured(peer, total, transfers):
    """MB/s of all together, and the CPU time that the peer spent on each GB."""
    before = peer.server.cpu_seconds()
    since = time.monotonic()
    statuses = _curl(transfers)
    seconds = time.monotonic() - since
    spent = peer.server.cpu_seconds() - before
    wrong = [status for status in statuses if status != f"200 {total // len(transfers)}"]
    if wrong or len(statuses) != len(transfers):
        raise Failed(f"{len(wrong)} of {len(transfers)} transfers went wrong: {wrong[:1]}")
    return {"rate": total / 1e6 / seconds, "cpu": spent / (total / 1e9)}


def _curl(transfers):
    """What each transfer got: the status, and the bytes that went one way or the other."""
    uploads = "upload-file" in transfers[0]
    write_out = "%{http_code} %{size_" + ("upload" if uploads else "download") + "}\\n"
    config = place.folder("curl") / "config"
    config.write_text(
        "\n".join(f'{name} = "{each}"' for one in transfers for name, each in one.items())
    )
    return run(
        [
            *("curl", "-sS", "--parallel", "--parallel-immediate"),
            *("--parallel-max", len(transfers), "-K", config, "-w", write_out),
            *("-H", f"Authorization: {passwords.AUTHORIZATION}", "-H", "Expect:"),
        ],
        timeout=300,
    ).splitlines()
