# SPDX-License-Identifier: GPL-2.0-only
"""A figure as an <svg> element that can stand in a page beside others."""

import io
import re
import xml.etree.ElementTree as ElementTree

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"


def inline(canvas, name, title, description):
    """Returns the element's text. All of its ids begin with the name."""
    text = io.StringIO()
    canvas.figure.savefig(text, format="svg",
                          metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    root = ElementTree.fromstring(text.getvalue())
    for parent in list(root.iter()):
        for part in list(parent):
            # The style would be one for all of the page.
            if part.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
                parent.remove(part)
    for element in root.iter():
        _free_of_fonts(element)
        element.attrib.update(canvas.notes.get(element.get("id"), {}))
        _rename(element, name)
    # Its size is the page's affair; its shape is in the viewBox.
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    root.attrib.update({"role": "img", "aria-labelledby": f"{name}-title {name}-description"})
    for place, (tag, words) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(f"{{{SVG}}}{tag}",
                                      {"id": f"{name}-{'description' if place else tag}"})
        element.text = words
        root.insert(place, element)
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    return ElementTree.tostring(root, encoding="unicode")


def _rename(element, name):
    for attribute, value in element.attrib.items():
        if attribute == "id":
            element.set(attribute, f"{name}-{value}")
        elif attribute == f"{{{XLINK}}}href":
            element.set(attribute, re.sub("^#", f"#{name}-", value))
        elif "url(#" in value:
            element.set(attribute, value.replace("url(#", f"url(#{name}-"))


def _free_of_fonts(element):
    """Takes the font's name off texts: they are set in the page's own."""
    style = element.get("style", "")
    if "font" in style:
        element.set("style", re.sub(r"(font: [^;]*?px) [^;]*", r"\1 inherit-family", style)
                    .replace(" inherit-family", " sans-serif"))
