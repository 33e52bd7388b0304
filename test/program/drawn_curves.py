# SPDX-License-Identifier: GPL-2.0-only
"""Reads the numbers off the plots of a page, as a reader with a ruler would: from the places of
marks, and the places and texts of the ticks along the axes."""

import math
import re
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def figures(page):
    """Returns the <svg> elements of a page's text."""
    return [ElementTree.fromstring(text) for text in re.findall(r"<svg.*?</svg>", page, re.DOTALL)]


def marks(figure):
    """Yields each mark of a figure: its data-... attributes, and the vertices of its path in what
    the axes say. Along an axis of words, the first word is 0 and the next 1."""
    panels = [group for group in figure.iter(f"{SVG}g")
              if re.search(r"-axes_\d+$", group.get("id", ""))]
    for panel in panels:
        # Panels in a row may share the ticks' texts of the first.
        scales = [_scale(_ticks(panel, along) or _ticks(panels[0], along)) for along in "xy"]
        for mark in panel.iter(f"{SVG}g"):
            if mark.get("data-mark"):
                yield mark.attrib, [tuple(scale(place) for scale, place in zip(scales, vertex))
                                    for vertex in _vertices(mark)]


def _vertices(mark):
    path = mark.find(f".//{SVG}path")
    # The band of an interval is a path that is defined once and used at a place.
    use = mark.find(f".//{SVG}use") if mark.get("data-mark") == "band" else None
    left, top = (float(use.get("x")), float(use.get("y"))) if use is not None else (0, 0)
    return [(left + float(x), top + float(y))
            for x, y in re.findall(r"[ML] (\S+) (\S+)", path.get("d"))]


def _ticks(panel, along):
    """Returns place and text of the ticks that have a text."""
    ticks = []
    for tick in panel.iter(f"{SVG}g"):
        if re.search(rf"-{along}tick_\d+$", tick.get("id", "")):
            mark = list(tick.iter(f"{SVG}use"))[-1]
            text = "".join("".join(text.itertext()) for text in tick.iter(f"{SVG}text"))
            if text.strip():
                ticks.append((float(mark.get(along)), text.strip().replace(",", "")))
    return ticks


def _scale(ticks):
    """Returns the function from places along an axis to values. Whether it is logarithmic shows in
    where the ticks are."""
    try:
        values = [float(text) for _, text in ticks]
    except ValueError:
        values = [float(number) for number in range(len(ticks))]  # words
    places = [place for place, _ in ticks]
    if len(ticks) == 1:
        return lambda place: values[0] if abs(place - places[0]) < 1e-3 else math.nan
    linear = _line(places, values)
    if min(values) <= 0 or _is_on(linear, places, values):
        assert _is_on(linear, places, values), f"ticks at uneven places: {ticks}"
        return linear
    logarithms = [math.log(value) for value in values]
    line = _line(places, logarithms)
    assert _is_on(line, places, logarithms), f"ticks at uneven places: {ticks}"
    return lambda place: math.exp(line(place))


def _line(places, values):
    slope = (values[-1] - values[0]) / (places[-1] - places[0])
    return lambda place: values[0] + slope * (place - places[0])


def _is_on(line, places, values):
    return all(abs(line(place) - value) <= 1e-3 * max(map(abs, values))
               for place, value in zip(places, values))
