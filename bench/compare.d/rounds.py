"""Peers take turns, so that what else the machine does falls on all alike."""

import sys


def take_turns(peers, rounds, measure, warm_up=None):
    """Each round begins with another peer, lest one of them always comes first."""
    if warm_up:
        for peer in peers:
            print(f"  warming up {peer.name}", file=sys.stderr)
            peer.attempt(warm_up)
    for number in range(rounds):
        print(f"  round {number + 1} of {rounds}", file=sys.stderr)
        first = number * len(peers) // rounds
        for peer in peers[first:] + peers[:first]:
            peer.attempt(lambda peer: peer.note(measure(peer)))
