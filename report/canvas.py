# SPDX-License-Identifier: GPL-2.0-only
"""A figure of one or more panels side by side, whose curves say which data they draw."""

import math

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter, NullLocator

from . import looks

MARGIN_INCHES = {"left": 0.78, "right": 0.3, "top": 0.42, "bottom": 0.52}
HEIGHT_INCHES = 3.1
TITLE_INCHES = 0.22  # of the panels, where they have titles
MARKERS = 8  # on a distribution's curve


class Canvas:
    """One figure. Marks are drawn from a data set's rows, and note file and columns.

    series: the column by whose values curves differ, in their looks, too.
    """

    def __init__(self, dataset, panels=1, share_y=True, series="topology_name"):
        height = HEIGHT_INCHES
        self.dataset = dataset
        self.series = series
        self.looks = looks.in_turn(dataset.values(series))
        self.notes = {}  # what the group of each mark in the SVG draws
        self.figure = Figure(figsize=(looks.WIDTH_INCHES, height))
        self.panels = list(self.figure.subplots(1, panels, sharey=share_y, squeeze=False)[0])
        gap = 0.3 if share_y else 0.82
        width = (looks.WIDTH_INCHES - MARGIN_INCHES["left"] - MARGIN_INCHES["right"]
                 - gap * (panels - 1)) / panels
        self.figure.subplots_adjust(
            left=MARGIN_INCHES["left"] / looks.WIDTH_INCHES,
            right=1 - MARGIN_INCHES["right"] / looks.WIDTH_INCHES,
            top=1 - (MARGIN_INCHES["top"] + TITLE_INCHES * (panels > 1)) / height,
            bottom=MARGIN_INCHES["bottom"] / height,
            wspace=gap / width,
        )

    def topologies(self):
        """Returns the topologies that the data set has."""
        return list(self.looks)

    def curve(self, panel, topology, x, y, where=None, steps=False, places=None):
        """Draws one topology's y against x: columns, or places of rows in place of x."""
        where = {self.series: topology, **(where or {})}
        rows = [row for row in self.dataset.where(**where) if row[y] is not None]
        xs = [places(row) for row in rows] if places else [row[x] for row in rows]
        look = dict(self.looks[topology])
        if steps:
            look.update(drawstyle="steps-post", markevery=max(1, len(rows) // MARKERS))
        line, = self.panels[panel].plot(xs, [row[y] for row in rows], markeredgecolor="white",
                                        clip_on=False, zorder=3, **look)
        self._note(line, "steps" if steps else "curve", where, x, y)

    def band(self, panel, topology, x, low, high, where=None):
        """Draws the interval around a curve."""
        where = {self.series: topology, **(where or {})}
        rows = self.dataset.where(**where)
        band = self.panels[panel].fill_between(
            [row[x] for row in rows], [row[low] for row in rows], [row[high] for row in rows],
            color=self.looks[topology]["color"], alpha=0.15, linewidth=0, zorder=2)
        self._note(band, "band", where, x, low, high)

    def _note(self, mark, kind, where, x, *ys):
        name = f"mark-{len(self.notes)}"
        mark.set_gid(name)
        self.notes[name] = {
            "data-mark": kind,
            "data-csv": self.dataset.file,
            "data-where": ";".join(f"{key}={value}" for key, value in where.items()),
            "data-x": x,
            "data-y": ";".join(ys),
        }

    def level(self, panel, y, words):
        """Draws a line across at y, behind all curves, and says what it is."""
        axes = self.panels[panel]
        axes.axhline(y, color=looks.GREY, linewidth=0.8, linestyle=":", zorder=2)
        axes.annotate(words, (1, y), xycoords=("axes fraction", "data"), xytext=(0, 2),
                      textcoords="offset points", ha="right", color=looks.GREY)

    def diagonal(self, panel):
        """Draws where y equals x, behind all curves."""
        axes = self.panels[panel]
        end = min(axes.get_xlim()[1], axes.get_ylim()[1])
        axes.plot([0, end], [0, end], color=looks.GREY, linewidth=0.8, zorder=2)

    def legend(self):
        """Puts the topologies above all panels, in one line."""
        handles = [Line2D([], [], label=looks.title(topology), markeredgecolor="white",
                          **look) for topology, look in self.looks.items()]
        self.figure.legend(handles=handles, loc="upper left", ncol=len(handles),
                           bbox_to_anchor=(MARGIN_INCHES["left"] / looks.WIDTH_INCHES - 0.012,
                                           1 - 0.02 / HEIGHT_INCHES), borderaxespad=0)


def linear(axis, values, least=0):
    """Sets an axis from 0 to beyond the largest value, with a few round numbers."""
    top = max([value for value in values if value is not None], default=1) or 1
    top = max(top, least)
    step = 10 ** math.floor(math.log10(top))
    step *= next(factor for factor in (0.2, 0.5, 1, 2) if top / (step * factor) <= 6)
    count = math.ceil(top / step - 1e-9)
    _set(axis, "linear", [step * i for i in range(count + 1)])


def logarithmic(axis, values, base_two=False):
    """Sets an axis from a round number below all values to one above them."""
    values = [value for value in values if value]
    low, high = min(values, default=1), max(values, default=1)
    if base_two:
        _set(axis, "log", sorted(set(values)), slack=1.08)
        return
    decades = math.log10(high / low)
    factors = (1, 2, 5) if decades < 1.6 else (1, 3) if decades < 2.6 else (1,)
    rounds = [factor * 10.0 ** power for power in range(math.floor(math.log10(low)) - 1,
                                                        math.ceil(math.log10(high)) + 2)
              for factor in factors]
    first = max(value for value in rounds if value <= low * (1 + 1e-9))
    last = min(value for value in rounds if value >= high * (1 - 1e-9))
    if first == last:
        last = min(value for value in rounds if value > last)
    _set(axis, "log", [value for value in rounds if first <= value <= last])


def words(axis, texts):
    """Sets an axis of places 0, 1, 2, ... with words."""
    axis.set_major_locator(FixedLocator(range(len(texts))))
    axis.set_major_formatter(FuncFormatter(lambda value, _: texts[round(value)]))
    axis.axes.set_xlim(-0.5, len(texts) - 0.5)
    axis.grid(False)


def beside(place, series, count):
    """Returns a place on an axis of words at which a series stands beside count - 1 others."""
    return place + 0.12 * (series - (count - 1) / 2)


def _set(axis, scale, ticks, slack=1):
    along = axis.axis_name
    getattr(axis.axes, f"set_{along}scale")(scale)
    getattr(axis.axes, f"set_{along}lim")(ticks[0] / slack, ticks[-1] * slack)
    axis.set_major_locator(FixedLocator(ticks))
    axis.set_minor_locator(NullLocator())
    axis.set_minor_formatter(NullFormatter())
    axis.set_major_formatter(FuncFormatter(lambda value, _: plain(value)))


def plain(value):
    """Returns a number as people write it: 1,000 and 0.05."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.6g}"
