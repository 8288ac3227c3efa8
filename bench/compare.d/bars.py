"""A bar for each peer as SVG: the median, with a line from the least round to the greatest."""

from html import escape
from statistics import median

WIDTH, NAMES, FIGURES, BAR, STEP, TOP = 860, 270, 90, 16, 26, 48
GATE, OTHER = "#2a78b5", "#a3adb5"


def plot(title, peers, key):
    longest = max((max(peer.seen[key]) for peer in peers if peer.seen.get(key)), default=0) or 1
    scale = (WIDTH - NAMES - FIGURES) / longest
    body = "\n".join(
        _row(peer, key, TOP + number * STEP, scale) for number, peer in enumerate(peers)
    )
    height = TOP + len(peers) * STEP + 10
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" \
width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="white"/>
<text x="10" y="26" font-size="16">{escape(title)}</text>
{body}
</svg>
"""


def _row(peer, key, y, scale):
    middle = y + BAR / 2
    name = f'<text x="{NAMES - 8}" y="{middle + 4}" text-anchor="end">{escape(peer.name)}</text>'
    values = peer.seen.get(key)
    if not values or peer.failure is not None:
        said = "failed" if peer.failure is not None else "not measured"
        return f'{name}<text x="{NAMES}" y="{middle + 4}" fill="#b33">{said}</text>'
    length = scale * median(values)
    least, greatest = (NAMES + scale * end for end in (min(values), max(values)))
    colour = GATE if peer.is_gate else OTHER
    return (
        f'{name}<rect x="{NAMES}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{colour}"/>'
        f'<path d="M{least:.1f} {middle}H{greatest:.1f}M{least:.1f} {middle - 4}v8'
        f'M{greatest:.1f} {middle - 4}v8" stroke="black" fill="none"/>'
        f'<text x="{greatest + 6:.1f}" y="{middle + 4}">{_short(median(values))}</text>'
    )


def _short(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
