# SPDX-License-Identifier: GPL-2.0-only
"""What is plotted, from the results: one data set for each figure."""

from .dataset import Dataset

MOST_STEPS = 400  # of a distribution's curve: what more there is, no eye could tell apart
UNBOUNDED_BYTES = ""


def make_all(folder):
    """Returns all data sets that the folder's results have figures for."""
    makers = (fct_cdf, fct_by_size, packet_latency, load_curve, incast_curve, chain_curve,
              survival_curve, structural_resilience, resilience)
    datasets = [maker(folder) for maker in makers]
    for dataset in datasets:
        if not dataset.rows:
            # What an earlier report left there is none of this one's.
            (folder.path / dataset.file).unlink(missing_ok=True)
    return [dataset for dataset in datasets if dataset.rows]


def fct_cdf(folder):
    """The distribution of flow completion times: all of them, or evenly spread quantiles."""
    rows = []
    for topology in folder.topologies():
        flows = folder.flows(topology)
        times = sorted(float(flow["fct_us"]) / 1e3 for flow in flows if flow["fct_us"])
        steps = min(len(times), MOST_STEPS)
        for step in range(1, steps + 1):
            rank = -(-step * len(times) // steps)  # rounded up, so that the last is the longest
            rows.append((topology, times[rank - 1], rank / len(flows)))
    return Dataset("fct-cdf", ("topology_name", "fct_ms", "flows_share"), rows)


def fct_by_size(folder):
    """Completion times by size of flow."""
    rows = []
    for topology in folder.get("compare", "topologies"):
        for size in topology["fct_by_size"]:
            fct = size["fct_us"]
            if size["flows_completed"] > 0:
                rows.append((topology["name"], size["above_bytes"],
                             size["up_to_bytes"] or UNBOUNDED_BYTES, size["flows"],
                             size["flows_completed"],
                             *(fct[key] / 1e3 for key in ("mean", "p50", "p99"))))
    return Dataset("fct-by-size",
                   ("topology_name", "above_bytes", "up_to_bytes", "flows_count",
                    "flows_completed_count", "fct_mean_ms", "fct_p50_ms", "fct_p99_ms"), rows)


def packet_latency(folder):
    """Latency of packets under the workload."""
    rows = []
    for topology in folder.get("compare", "topologies"):
        latency = topology.get("latency_us", {})
        if latency.get("samples"):
            rows.append((topology["name"],
                         *(latency[key] for key in ("mean", "p50", "p99", "p999"))))
    return Dataset("packet-latency",
                   ("topology_name", "latency_mean_us", "latency_p50_us", "latency_p99_us",
                    "latency_p999_us"), rows)


def load_curve(folder):
    """Effective load and latency against offered load."""
    return Dataset("load-curve",
                   ("topology_name", "offered_load_share", "effective_load_share",
                    "latency_mean_us", "latency_p50_us", "latency_p99_us"),
                   [(point["topology"], point["offered_load"], point["effective_load"],
                     *_summary(point["latency_us"], "mean", "p50", "p99"))
                    for point in folder.get("compare", "load_curve")])


def incast_curve(folder):
    """Goodput and completion times of incast against the number of senders."""
    return Dataset("incast",
                   ("topology_name", "senders_count", "flows_completed_count", "goodput_mbps",
                    "fct_p50_ms", "fct_longest_ms"),
                   [(point["topology"], point["senders"], point["flows_completed"],
                     point["goodput_mbps"],
                     *_summary(point["fct_us"], "p50", "max", divisor=1e3))
                    for point in folder.get("compare", "incast_curve")])


def chain_curve(folder):
    """Latency, hops and throughput of service chains against their length."""
    return Dataset("chains",
                   ("topology_name", "chain_length_count", "latency_mean_us", "latency_p99_us",
                    "hops_mean_count", "hops_longest_count", "delivered_share"),
                   [(point["topology"], point["chain_length"],
                     *_summary(point["latency_us"], "mean", "p99"),
                     *_summary(point["hops"], "mean", "max"), point["delivered_share"])
                    for point in folder.get("compare", "chain_curve")])


def survival_curve(folder):
    """TCP throughput as more and more has failed."""
    return Dataset("tcp-under-failures",
                   ("topology_name", "failing_name", "failed_share", "flows_count",
                    "flows_served_share", "goodput_mbps", "goodput_per_flow_mbps"),
                   [(point["topology"], point["failing"], point["failed_share"], point["flows"],
                     point["flows_served_share"], point["goodput_mbps"],
                     point["goodput_per_flow_mbps"])
                    for point in folder.get("compare", "survival_curve")])


def structural_resilience(folder):
    """Pairs of servers that stay connected as more and more fails, of the topologies as graphs."""
    return Dataset("connected-pairs",
                   ("topology_name", "failing_name", "failed_share", "connected_pairs_share",
                    "connected_pairs_low95_share", "connected_pairs_high95_share"),
                   [(point["name"], point["failing"], point["failed_share"],
                     *_summary(point["connected_pairs_share"], "mean", "low95", "high95"))
                    for point in folder.get("structure", "failures")])


def resilience(folder):
    """What one more failure costs the torus's routing protocol."""
    return Dataset("one-more-failure",
                   ("topology_name", "failing_name", "failed_share", "messages_per_event_count",
                    "convergence_mean_us"),
                   [("torus", trial["kind"], trial["failed_share"], trial["messages_per_event"],
                     *_summary(trial["convergence_us"], "mean"))
                    for trial in folder.get("resilience", "trials")])


def _summary(summary, *keys, divisor=1):
    return ["" if summary[key] is None else summary[key] / divisor for key in keys]
