"""100 artifacts of 10 MB at once, down and up."""

import large_bodies

NEEDS = large_bodies.NEEDS
LASTS = "3 minutes"

COUNT = 100
LENGTH = 10_000_000


def measure(options):
    return large_bodies.report(
        options, "artifacts", f"{COUNT} artifacts of 10 MB at once", LENGTH, COUNT
    )
