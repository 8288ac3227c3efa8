"""Medians, ranges and ratios of what rounds saw, as cells of a table."""

from statistics import median


def value(key, form):
    """Median, with the least and the greatest of the rounds."""

    def cell(peer):
        return spread(peer.seen.get(key, []), form)

    return cell


def total(key):
    return lambda peer: f"{sum(peer.seen.get(key, [])):,}"


def ratio(key, other):
    """Against another peer in the same round."""

    def cell(peer):
        return "" if peer is other else spread(ratios(peer, other, key), "{:.2f}")

    return cell


def ratios(peer, other, key):
    return [a / b for a, b in zip(peer.seen.get(key, []), other.seen.get(key, [])) if b]


def spread(values, form):
    if not values:
        return ""
    middle, least, greatest = (form.format(f(values)) for f in (median, min, max))
    return middle if least == greatest else f"{middle} ({least} to {greatest})"
