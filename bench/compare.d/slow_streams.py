"""2,000 slow streams beside short requests, by bench/slow-clients."""

import re
import subprocess
import sys

import place
from figures import value
from peers import Peer
from processes import Failed
from report import Column, Report

NEEDS = ["nginx", "openssl"]
LASTS = "7 minutes, whatever the rounds"

SLOW = "2,000"
AT_MOST = 2


def measure(options):
    """Its table again, with what it counts of 2,000 slow ones as figures of this one."""
    done = subprocess.run(
        [place.ROOT / "bench" / "slow-clients"], stdout=subprocess.PIPE, text=True
    )
    if done.returncode != 0:
        raise Failed(f"bench/slow-clients ended with {done.returncode}")
    print(done.stdout, file=sys.stderr)
    peers = []
    for line in done.stdout.splitlines()[2:]:
        name, slow, _, rate, _, _, p99, refused, unanswered = (
            cell.strip() for cell in line.strip("|").split("|")
        )
        if slow == SLOW:
            peer = Peer(name, starter=None, is_gate=name != "nginx")
            peer.note({"rate": float(rate.replace(",", ""))})
            peer.note({"refused": refused, "none": unanswered})
            for ratio in re.findall(r"[\d.]+", p99):
                peer.note({"p99": float(ratio)})
            peers.append(peer)
    return Report(
        "slow-streams",
        f"Short requests beside {SLOW} slow streams",
        peers,
        [
            Column("requests/s", value("rate", "{:,.0f}")),
            Column("99 %, of none", value("p99", "{:.2f}")),
            Column("answered 503", lambda peer: peer.seen["refused"][0]),
            Column("not answered", lambda peer: peer.seen["none"][0]),
            Column(f"99 % at most {AT_MOST}", _is_met),
        ],
        plots=[("p99", "99 % of short requests, of none")],
    )


def _is_met(peer):
    """The first ratio is the median; there is none where all are refused."""
    return "yes" if peer.seen.get("p99", [AT_MOST + 1])[0] <= AT_MOST else "no"
