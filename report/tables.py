# SPDX-License-Identifier: GPL-2.0-only
"""The tables of the page."""

from dataclasses import dataclass
from html import escape

from . import looks
from .canvas import plain


@dataclass
class Column:
    """A column: what its head says, and how its cells come from a result."""

    head: str
    unit: str
    cell: object  # a function of the result


def render(identity, caption, columns, results):
    """Returns a table as HTML: words to the left, numbers to the right, a head for each row."""
    heads = "".join(
        f'<th scope="col"{_side(column, results)}>{escape(column.head)}'
        + (f' <span class="unit">{escape(column.unit)}</span>' if column.unit else "") + "</th>"
        for column in columns)
    rows = []
    for result in results:
        first, *rest = (column.cell(result) for column in columns)
        cells = "".join(_cell(value) for value in rest)
        rows.append(f'<tr><th scope="row">{escape(str(first))}</th>{cells}</tr>')
    return (f'<table id="{identity}"><caption>{escape(caption)}</caption>\n'
            f"<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(rows)
            + "\n</tbody></table>\n")


def _side(column, results):
    return ' class="text"' if any(isinstance(column.cell(result), str) for result in results) else ""


def _cell(value):
    if value is None:
        return '<td class="number">–</td>'
    if isinstance(value, str):
        return f'<td class="text">{escape(value)}</td>'
    return f'<td class="number">{plain(value)}</td>'


def _name(result):
    return looks.title(result["name"])


def _rounded(value, digits):
    """Returns a number of so many digits, or None for none."""
    return None if value is None else float(f"{value:.{digits}g}")


def structures(folder):
    """What the topologies are made of."""
    return render("structures", "What each topology is made of", [
        Column("topology", "", _name),
        Column("instance", "", lambda result: result["instance"]),
        Column("servers", "", lambda result: result["servers"]),
        Column("switches", "", lambda result: result["switches"]),
        Column("ports of a server", "", lambda result: result["server_ports"]),
        Column("all ports", "", lambda result: result["ports"]),
        Column("cables", "", lambda result: result["cables"]),
        Column("mean path", "hops", lambda result: _rounded(result["mean_hops"], 4)),
    ], folder.get("compare", "topologies"))


def flows(folder):
    """What became of the flows."""
    def fct(key):
        return lambda result: (None if result["fct_us"][key] is None
                               else _rounded(result["fct_us"][key] / 1e3, 4))
    return render("flows", f"Flows of workload {folder.parameter('workload')}", [
        Column("topology", "", _name),
        Column("flows", "", lambda result: result["flows"]),
        Column("completed", "", lambda result: result["flows_completed"]),
        Column("goodput", "Mbit/s", lambda result: _rounded(result["goodput_in_window_mbps"], 5)),
        Column("completion time, mean", "ms", fct("mean")),
        Column("median", "ms", fct("p50")),
        Column("99th percentile", "ms", fct("p99")),
        Column("power of cables", "W", lambda result: _rounded(result["cable_power_w"], 4)),
        Column("energy of cables", "nJ/bit",
               lambda result: _rounded(result["cable_energy_per_bit_nj"], 4)),
    ], folder.get("compare", "topologies"))


def packets(folder):
    """What became of the packets."""
    def part(key, inner, digits=4, factor=1):
        def cell(result):
            value = result.get(key, {}).get(inner)
            return None if value is None else _rounded(value * factor, digits)
        return cell
    return render("packets", f"Packets and links under workload {folder.parameter('workload')}", [
        Column("topology", "", _name),
        Column("packets", "", lambda result: result.get("offered_packets")),
        Column("lost", "%", lambda result: _rounded(100 * result.get("loss", 0), 3)),
        Column("reordered", "%", lambda result: _rounded(100 * result.get("reordering", 0), 3)),
        Column("latency, mean", "µs", part("latency_us", "mean")),
        Column("99th percentile", "µs", part("latency_us", "p99")),
        Column("path", "hops", part("hops", "mean", 3)),
        Column("links busy", "%", part("link_utilization", "mean", 3, 100)),
        Column("busiest link", "%", part("link_utilization", "max", 3, 100)),
    ], folder.get("compare", "topologies"))


def graphs(folder):
    """What the topologies are worth as graphs; nothing without a measurement of that."""
    results = folder.get("structure", "topologies")
    if not results:
        return ""

    def part(key, inner, digits=4):
        return lambda result: _rounded(result[key][inner], digits)

    def bisection(result):
        low, high = (result["bisection"][end] for end in ("lower_cables", "upper_cables"))
        if low is None:
            return f"≤ {plain(high)}"
        return plain(low) if result["bisection"]["exact"] else f"{plain(low)} to {plain(high)}"
    return render("graphs", "What each topology is worth as a graph", [
        Column("topology", "", _name),
        Column("instance", "", lambda result: result["instance"]),
        Column("diameter", "cables", part("paths", "diameter_cables")),
        Column("mean path", "cables", part("paths", "mean_cables")),
        Column("shortest paths of a pair", "", part("paths", "mean_shortest_paths")),
        Column("bisection", "cables", bisection),
        Column("edge-disjoint paths", "", lambda result: _rounded(
            result["disjoint_paths"]["edge_disjoint_paths"]["mean"], 4)),
        Column("failed cables survived", "", lambda result: result["survived_failures"]["links"]),
        Column("length of cables", "m", part("cost", "cable_length_m")),
        Column("grows by", "servers", lambda result: result["growth"]["step_servers"]),
    ], results)


def parameters(document):
    """What a program was asked for, as a list of definitions."""
    chosen = dict(document["parameters"])
    chosen.update(chosen.pop("attributes", {}))
    return (
        f"<h4>All parameters of {escape(document['experiment'])}</h4>\n"
        '<dl class="parameters">\n'
        + "".join(f"<div><dt><code>{escape(key)}</code></dt><dd>{escape(_text(value))}</dd></div>\n"
                  for key, value in chosen.items())
        + "</dl>\n"
    )


def _text(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value) if isinstance(value, (int, float)) else str(value) or "–"
