# SPDX-License-Identifier: GPL-2.0-only
"""How plots look: one colour, marker and line for each topology, in all of them."""

import matplotlib

WIDTH_INCHES = 7.2
GREY = "#5a5a5a"

# Apart by hue for colour-blind readers, by lightness in grey (after the high-contrast scheme of
# P. Tol, "Colour Schemes", 2021), and by marker and dashes besides.
TOPOLOGIES = {
    "torus": {"color": "#004488", "marker": "o", "linestyle": "-"},
    "fattree": {"color": "#bb5566", "marker": "s", "linestyle": (0, (5, 1.6))},
    "dcell": {"color": "#c79100", "marker": "^", "linestyle": (0, (6, 1.5, 1.2, 1.5)),
              "markersize": 5.5},
    "bcube": {"color": "#222222", "marker": "D", "linestyle": (0, (1.5, 1.5))},
}
TITLES = {"torus": "torus", "fattree": "fat-tree", "dcell": "DCell", "bcube": "BCube"}


def of(topology):
    """Returns the look of a topology, whichever it is."""
    return TOPOLOGIES.get(topology, {"color": GREY, "marker": "v", "linestyle": "-"})


def in_turn(names):
    """Returns a look for each of some names: a topology's own, or the next that none of them has."""
    rest = iter([look for name, look in TOPOLOGIES.items() if name not in names])
    return {name: TOPOLOGIES.get(name) or next(rest, of(name)) for name in names}


def title(topology):
    """Returns a topology's name as a person writes it."""
    return TITLES.get(topology, topology)


def apply():
    """Sets matplotlib up: equal data gives equal bytes, text stays text, every point is drawn."""
    matplotlib.use("svg")
    matplotlib.rcParams.update({
        "svg.hashsalt": "camcube",
        "svg.fonttype": "none",
        "path.simplify": False,
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": 9,
        "axes.titlesize": 9,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.labelsize": 9,
        "axes.labelcolor": "#222222",
        "axes.edgecolor": GREY,
        "axes.linewidth": 0.7,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.color": "#dddddd",
        "grid.linewidth": 0.6,
        "axes.axisbelow": True,
        "xtick.color": GREY,
        "ytick.color": GREY,
        "xtick.labelcolor": "#222222",
        "ytick.labelcolor": "#222222",
        "lines.linewidth": 1.6,
        "lines.markersize": 4.5,
        "lines.markeredgewidth": 0.8,
        "legend.frameon": False,
        "legend.handlelength": 3.2,
        "legend.columnspacing": 2,
    })
