"""1 GB down and up, with the CPU time that a gate spends on it."""

import transfers
from figures import ratio, value
from report import Column, Goal, Report
from rounds import take_turns

NEEDS = ["nginx", "htpasswd", "curl"]
LASTS = "3 minutes"

LENGTH = 1_000_000_000


def measure(options):
    return report(options, "large-bodies", "1 GB down and up", LENGTH)


def report(options, case, title, length, count=1):
    peers = transfers.peers()
    nginx = peers[1]
    body = transfers.zeros(length)

    def both(peer):
        down = transfers.download(peer, length, count)
        up = transfers.upload(peer, body, count)
        return {
            "down": down["rate"],
            "down_cpu": down["cpu"],
            "up": up["rate"],
            "up_cpu": up["cpu"],
        }

    take_turns(peers, options.rounds, both, warm_up=both)
    return Report(
        case,
        title,
        peers,
        [
            Column("down, MB/s", value("down", "{:,.0f}")),
            Column("of nginx", ratio("down", nginx)),
            Column("CPU s/GB", value("down_cpu", "{:.2f}")),
            Column("of nginx", ratio("down_cpu", nginx)),
            Column("up, MB/s", value("up", "{:,.0f}")),
            Column("of nginx", ratio("up", nginx)),
            Column("CPU s/GB", value("up_cpu", "{:.2f}")),
            Column("of nginx", ratio("up_cpu", nginx)),
        ],
        goals=[
            Goal("nginx, down", "down", [nginx], 1.0),
            Goal("nginx, up", "up", [nginx], 1.0),
            Goal("nginx, CPU s/GB down", "down_cpu", [nginx], 1.3, at_most=True),
            Goal("nginx, CPU s/GB up", "up_cpu", [nginx], 1.3, at_most=True),
        ],
        plots=[
            ("down", "down, MB/s"),
            ("up", "up, MB/s"),
            ("down_cpu", "CPU s/GB down"),
            ("up_cpu", "CPU s/GB up"),
        ],
    )
