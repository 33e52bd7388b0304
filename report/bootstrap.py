# SPDX-License-Identifier: GPL-2.0-only
"""usage: python3 -m report.bootstrap RESULTS.json... PLOT.svg

Draws what camcube-bootstrap has found for several --shares: how many servers find out where they
are, and how many are wrong, as more cables are bad. Each file is a kind of fault.
"""

from . import looks, one_plot

# In the looks of topologies, so that curves differ by colour, marker and line.
MARKS = dict(zip(("failed", "wrong-server", "swapped", "wrong-port", "mixed"),
                 ("torus", "fattree", "dcell", "bcube", None)))


def curves(result):
    """Returns the shares of bad cables in %, of identified servers in %, and wrong of 10,000."""
    trials = sorted(result["trials"], key=lambda trial: trial["share"])
    return (
        [100 * trial["share"] for trial in trials],
        [100 * trial["identified_servers"] / trial["servers"] for trial in trials],
        [1e4 * trial["wrong_servers"] / trial["servers"] for trial in trials],
    )


def draw(found):
    """Returns the figure of several results, each of another kind."""
    looks.apply()
    from matplotlib.figure import Figure  # once its backend is chosen

    figure = Figure(figsize=(looks.WIDTH_INCHES, 3.6), layout="constrained")
    identified, wrong = figure.subplots(1, 2)
    for result in found:
        kind = result["kind"]
        shares, percent, of_many = curves(result)
        look = looks.of(MARKS[kind])
        identified.plot(shares, percent, label=kind, gid=f"{kind}-identified", **look)
        wrong.plot(shares, of_many, label=kind, gid=f"{kind}-wrong", **look)
    identified.axhline(99, color=looks.GREY, linewidth=0.8, linestyle=":")
    identified.set_ylabel("servers that know their place (%)")
    wrong.set_ylabel("of these at a wrong one (of 10,000 servers)")
    for axes in (identified, wrong):
        axes.set_xlabel("bad cables (%)")
        axes.set_ylim(bottom=0)
    identified.legend()
    return figure


if __name__ == "__main__":
    one_plot.main("camcube-bootstrap", draw, most=len(MARKS))
