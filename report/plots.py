# SPDX-License-Identifier: GPL-2.0-only
"""The figures: each is drawn from the CSV of its data set, read back."""

from dataclasses import dataclass

from . import canvas, looks
from .dataset import Dataset


@dataclass
class Plot:
    """A figure and what the page says of it."""

    dataset: Dataset
    heading: str
    caption: str  # what is seen, how it was measured; a description for those who do not see it
    canvas: canvas.Canvas


def draw_all(folder):
    """Returns the figures that the folder has data for, in the order of the page."""
    looks.apply()
    drawn = []
    for name, draw in (("fct-cdf", fct_cdf), ("fct-by-size", fct_by_size),
                       ("load-curve", effective_load), ("load-curve", latency_under_load),
                       ("packet-latency", packet_latency), ("incast", incast),
                       ("chains", chains),
                       ("tcp-under-failures", tcp_under_failures), ("connected-pairs", connected_pairs),
                       ("one-more-failure", one_more_failure)):
        dataset = Dataset.load(folder.path, name)
        if dataset:
            drawn.append(draw(dataset, folder))
            drawn[-1].canvas.legend()
    return drawn


def _column(dataset, *columns):
    return [row[column] for row in dataset.rows for column in columns]


def fct_cdf(dataset, folder):
    """The distribution of completion times."""
    drawing = canvas.Canvas(dataset)
    axes = drawing.panels[0]
    for topology in drawing.topologies():
        drawing.curve(0, topology, "fct_ms", "flows_share", steps=True)
    canvas.logarithmic(axes.xaxis, _column(dataset, "fct_ms"))
    canvas.linear(axes.yaxis, [1])
    axes.set_xlabel("flow completion time (ms)")
    axes.set_ylabel("share of flows")
    return Plot(dataset, "Flow completion times",
                f"Distribution of flow completion times under workload "
                f"{folder.parameter('workload')}: the share of all flows that completed within a "
                "time. Further left is better; a curve that ends below 1 leaves flows incomplete.",
                drawing)


def fct_by_size(dataset, _folder):
    """Completion times in bins of size."""
    drawing = canvas.Canvas(dataset, panels=3)
    bins = sorted({row["above_bytes"] for row in dataset.rows})
    bounds = {row["above_bytes"]: row["up_to_bytes"] for row in dataset.rows}
    panels = (("fct_mean_ms", "mean"), ("fct_p50_ms", "median"), ("fct_p99_ms", "99th percentile"))
    for panel, (column, title) in enumerate(panels):
        for topology in drawing.topologies():
            drawing.curve(panel, topology, "above_bytes", column,
                          places=lambda row: bins.index(row["above_bytes"]))
        drawing.panels[panel].set_title(title)
        canvas.words(drawing.panels[panel].xaxis, [_bin(above, bounds[above]) for above in bins])
    canvas.logarithmic(drawing.panels[0].yaxis,
                       _column(dataset, *(column for column, _ in panels)))
    drawing.panels[0].set_ylabel("flow completion time (ms)")
    drawing.panels[1].set_xlabel("size of flow (MB)")
    return Plot(dataset, "Flow completion times by size of flow",
                "Mean, median and 99th percentile of the completion times of flows that completed, "
                "by the size of the flow. Lower is better. With few flows of a size, its 99th "
                "percentile is the longest one.", drawing)


def _bin(above, up_to):
    return f"> {canvas.plain(above / 1e6)}" if up_to is None else f"≤ {canvas.plain(up_to / 1e6)}"


def effective_load(dataset, _folder):
    """Effective against offered load."""
    drawing = canvas.Canvas(dataset)
    axes = drawing.panels[0]
    for topology in drawing.topologies():
        drawing.curve(0, topology, "offered_load_share", "effective_load_share")
    canvas.linear(axes.xaxis, _column(dataset, "offered_load_share"))
    canvas.linear(axes.yaxis, _column(dataset, "offered_load_share", "effective_load_share"))
    drawing.diagonal(0)
    axes.set_xlabel("offered load (share of one line's rate, each server)")
    axes.set_ylabel("effective load (share)")
    return Plot(dataset, "Effective load against offered load",
                "Payload that arrives against payload that is sent, as shares of the rate of one "
                "line a server, when each server sends datagrams to one other. A network that "
                "carries everything stays on the thin diagonal; where a curve bends away, datagrams "
                "are lost.", drawing)


def latency_under_load(dataset, _folder):
    """Latency against offered load."""
    drawing = canvas.Canvas(dataset, panels=2)
    panels = (("latency_p50_us", "median"), ("latency_p99_us", "99th percentile"))
    for panel, (column, title) in enumerate(panels):
        for topology in drawing.topologies():
            drawing.curve(panel, topology, "offered_load_share", column)
        drawing.panels[panel].set_title(title)
        drawing.panels[panel].set_xlabel("offered load (share)")
        canvas.linear(drawing.panels[panel].xaxis, _column(dataset, "offered_load_share"))
    canvas.logarithmic(drawing.panels[0].yaxis, _column(dataset, *(column for column, _ in panels)))
    drawing.panels[0].set_ylabel("latency (µs)")
    return Plot(dataset, "Latency against offered load",
                "One-way latency of the datagrams that arrive, queues included, at the loads of "
                "the figure before. Lower is better.", drawing)


def packet_latency(dataset, folder):
    """Percentiles of latency under the workload."""
    drawing = canvas.Canvas(dataset)
    axes = drawing.panels[0]
    columns = ("latency_mean_us", "latency_p50_us", "latency_p99_us", "latency_p999_us")
    names = drawing.topologies()
    for place, column in enumerate(columns):
        for series, topology in enumerate(names):
            beside = canvas.beside(place, series, len(names))
            drawing.curve(0, topology, column, column, places=lambda row, beside=beside: beside)
    canvas.words(axes.xaxis, ("mean", "median", "99th percentile", "99.9th percentile"))
    canvas.logarithmic(axes.yaxis, _column(dataset, *columns))
    axes.set_ylabel("latency (µs)")
    return Plot(dataset, "Latency of packets",
                f"One-way latency of the packets of workload {folder.parameter('workload')}, from "
                "the IP layer of the source to that of the destination, queues included. Lower is "
                "better.", drawing)


def incast(dataset, folder):
    """Goodput and completion of many to one."""
    drawing = canvas.Canvas(dataset, panels=2, share_y=False)
    senders = _column(dataset, "senders_count")
    for panel, column in enumerate(("goodput_mbps", "fct_longest_ms")):
        axes = drawing.panels[panel]
        for topology in drawing.topologies():
            drawing.curve(panel, topology, "senders_count", column)
        canvas.logarithmic(axes.xaxis, senders, base_two=True)
        canvas.linear(axes.yaxis, _column(dataset, column))
        axes.set_xlabel("senders")
    drawing.panels[0].set_title("goodput")
    drawing.panels[0].set_ylabel("goodput of the receiver (Mbit/s)")
    drawing.panels[1].set_title("longest flow")
    drawing.panels[1].set_ylabel("flow completion time (ms)")
    return Plot(dataset, "Incast",
                f"Servers that begin at one time to send {folder.parameter('flow_size_bytes'):,} "
                "bytes each to one other over TCP: what the receiver gets, and how long the last "
                "of those that complete takes.", drawing)


def chains(dataset, folder):
    """Service chains against their length."""
    drawing = canvas.Canvas(dataset, panels=3, share_y=False)
    panels = (("latency_mean_us", "mean latency", "latency (µs)"),
              ("hops_mean_count", "mean path", "hops"),
              ("delivered_share", "delivered", "share of datagrams"))
    for panel, (column, title, label) in enumerate(panels):
        axes = drawing.panels[panel]
        for topology in drawing.topologies():
            drawing.curve(panel, topology, "chain_length_count", column)
        canvas.linear(axes.xaxis, _column(dataset, "chain_length_count"))
        canvas.linear(axes.yaxis, _column(dataset, column))
        axes.set_title(title)
        axes.set_ylabel(label)
        axes.set_xlabel("servers crossed")
    return Plot(dataset, "Service chains",
                "Datagrams that enter at a gateway, cross so many random servers one after the "
                f"other, and leave at a gateway, {folder.parameter('chain_rate_mbps'):g} Mbit/s "
                "on each chain. Latency and path are those of the datagrams that leave.", drawing)


def tcp_under_failures(dataset, _folder):
    """Throughput and service against failures."""
    drawing = canvas.Canvas(dataset, panels=2, share_y=False)
    kind = dataset.values("failing_name")[0]
    panels = (("goodput_per_flow_mbps", "goodput of a flow", "goodput (Mbit/s)"),
              ("flows_served_share", "flows served", "share of flows"))
    for panel, (column, title, label) in enumerate(panels):
        axes = drawing.panels[panel]
        for topology in drawing.topologies():
            drawing.curve(panel, topology, "failed_share", column)
        canvas.linear(axes.xaxis, _column(dataset, "failed_share"))
        canvas.linear(axes.yaxis, _column(dataset, column))
        axes.set_title(title)
        axes.set_ylabel(label)
        axes.set_xlabel(f"share of {kind} failed")
    return Plot(dataset, "TCP throughput as failures grow",
                f"Every server sends one other over TCP as much as it can, after a share of all "
                f"{kind} has failed at random and routing has had time to settle: mean goodput, "
                "and the share of flows of which anything arrives. Flows that have lost a server "
                "are not counted. Higher is better.", drawing)


def connected_pairs(dataset, _folder):
    """Connectivity against failures."""
    kinds = dataset.values("failing_name")
    drawing = canvas.Canvas(dataset, panels=len(kinds))
    for panel, kind in enumerate(kinds):
        axes = drawing.panels[panel]
        for topology in drawing.topologies():
            if dataset.where(topology_name=topology, failing_name=kind):
                where = {"failing_name": kind}
                drawing.band(panel, topology, "failed_share", "connected_pairs_low95_share",
                             "connected_pairs_high95_share", where)
                drawing.curve(panel, topology, "failed_share", "connected_pairs_share", where)
        axes.set_title(f"{kind} fail")
        axes.set_xlabel(f"share of {kind} failed")
        canvas.linear(axes.xaxis, _column(dataset, "failed_share"))
    canvas.linear(drawing.panels[0].yaxis, [1])
    drawing.panels[0].set_ylabel("connected pairs (share)")
    return Plot(dataset, "Resilience: pairs of servers that stay connected",
                "Pairs of working servers that some path still joins, as a growing share of the "
                "links, servers or switches fails at random; the mean over random orders of "
                "failure, and its 95% confidence interval as a band. This is of the topologies "
                "as graphs: the best that any routing can do.", drawing)


def one_more_failure(dataset, _folder):
    """Cost of a failure against those before."""
    kinds = dataset.values("failing_name")
    drawing = canvas.Canvas(dataset, panels=len(kinds))
    for panel, kind in enumerate(kinds):
        axes = drawing.panels[panel]
        drawing.curve(panel, "torus", "failed_share", "messages_per_event_count",
                      {"failing_name": kind})
        axes.set_title(f"one of the {kind}")
        axes.set_xlabel(f"share of {kind} failed before")
        canvas.linear(axes.xaxis, _column(dataset, "failed_share"))
    canvas.linear(drawing.panels[0].yaxis, _column(dataset, "messages_per_event_count"))
    drawing.panels[0].set_ylabel("messages a failure")
    return Plot(dataset, "Resilience: what one more failure costs the torus",
                "Messages that the routing protocol sends, over all servers, for one more failure, "
                "against the share that has failed before.", drawing)
