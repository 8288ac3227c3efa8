"""What a case has to show: a Markdown table, what was to be reached, a plot and raw figures."""

import json
from dataclasses import dataclass, field
from statistics import median
from typing import Callable

import bars
from figures import ratios, spread
from peers import Peer


@dataclass(frozen=True)
class Column:
    title: str
    cell: Callable


@dataclass(frozen=True)
class Goal:
    """A ratio that one or all gates are to reach against a peer, or the best of several."""

    what: str
    key: str
    against: list
    bound: float
    at_most: bool = False
    of: Peer | None = None

    def rows(self, peers):
        rivals = [peer for peer in self.against if peer.seen.get(self.key) and not peer.failure]
        best = (min if self.at_most else max)
        for gate in [self.of] if self.of else [peer for peer in peers if peer.is_gate]:
            to_reach = f"{'at most' if self.at_most else 'at least'} {self.bound:g}"
            rival = best(rivals, key=lambda peer: median(peer.seen[self.key])) if rivals else None
            found = ratios(gate, rival, self.key) if rival and not gate.failure else []
            if not found:
                yield gate.name, self.what, to_reach, "not measured", ""
                continue
            middle = median(found)
            met = middle <= self.bound if self.at_most else middle >= self.bound
            what = f"{self.what} ({rival.name})" if len(self.against) > 1 else self.what
            yield gate.name, what, to_reach, spread(found, "{:.2f}"), "yes" if met else "no"


@dataclass
class Report:
    case: str
    title: str
    peers: list
    columns: list
    goals: list = field(default_factory=list)
    plots: list = field(default_factory=list)  # of key and axis title

    def markdown(self):
        text = f"## {self.title}\n\n" + table(
            ["", *(column.title for column in self.columns)],
            [[peer.name, *self._cells(peer)] for peer in self.peers],
        )
        rows = [row for goal in self.goals for row in goal.rows(self.peers)]
        if rows:
            text += "\n" + table(["gate", "against", "to reach", "reached", "is it?"], rows)
        return text

    def _cells(self, peer):
        if peer.failure is not None:
            return [f"failed: {peer.failure}".replace("|", "\\|"), *[""] * (len(self.columns) - 1)]
        return [column.cell(peer) for column in self.columns]

    def write(self, folder, circumstances):
        raw = {
            "case": self.case,
            **circumstances,
            "peers": [
                {"name": peer.name, "failure": peer.failure, "rounds": peer.seen}
                for peer in self.peers
            ],
        }
        (folder / f"{self.case}.json").write_text(json.dumps(raw, indent=1) + "\n")
        for key, axis in self.plots:
            file = folder / f"{self.case}-{key}.svg"
            file.write_text(bars.plot(f"{self.title}: {axis}", self.peers, key))


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)
