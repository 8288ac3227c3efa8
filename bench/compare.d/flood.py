"""Sends ever different wrong passwords from another address until standard input ends.

Half of the names are in the password file and half are not. Says when the first is sent, and
at the end how many got which status.
"""

import base64
import collections
import http.client
import itertools
import json
import sys
import threading
import time

CONNECTIONS = 16
ADDRESS = "127.0.0.2"

port, target, a_second, known = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
numbers = itertools.count()
statuses = collections.Counter()
first = threading.Event()
over = threading.Event()


def guess(number):
    name = f"bob{number // 2 % known}" if number % 2 else f"nobody{number}"
    return base64.b64encode(f"{name}:wrong{number}".encode()).decode()


def go_on():
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=30, source_address=(ADDRESS, 0)
    )
    due = time.monotonic()
    while not over.wait(max(0.0, due - time.monotonic())):
        due = max(due + CONNECTIONS / a_second, time.monotonic())
        try:
            credentials = f"Basic {guess(next(numbers))}"
            connection.request("GET", target, headers={"Authorization": credentials})
            first.set()
            response = connection.getresponse()
            response.read()
            statuses[str(response.status)] += 1
        except (OSError, http.client.HTTPException):
            statuses["none"] += 1
            connection.close()


for _ in range(CONNECTIONS):
    threading.Thread(target=go_on, daemon=True).start()
first.wait()
print("going", flush=True)
sys.stdin.read()
over.set()
print(json.dumps(statuses))
