# SPDX-License-Identifier: GPL-2.0-only
"""The page: one HTML file that needs nothing but itself."""

import pathlib
import shlex
from html import escape

from . import looks, output, plots, svg, tables

STYLE = pathlib.Path(__file__).with_name("page.css")


def write(folder):
    """Writes index.html into the folder. Returns its path."""
    path = folder.path / "index.html"
    output.write(path, render(folder))
    return path


def render(folder):
    """Returns the page's text."""
    names = [looks.title(name) for name in folder.topologies()]
    title = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    title = title[0].upper() + title[1:] + (" compared" if len(names) > 1 else "")
    figures = [_section(number, plot)
               for number, plot in enumerate(plots.draw_all(folder), start=1)]
    return document(title, _summary(folder),
                    f"{_result_tables(folder)}{''.join(figures)}{_making(folder)}")


def document(title, header, main):
    """Returns the text of a page: its title, what stands below that, and all the rest."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Without an icon of its own a browser asks the server for one.
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n"
        f"</head>\n<body>\n<header>\n<h1>{escape(title)}</h1>\n{header}</header>\n"
        f"<main>\n{main}</main>\n</body>\n</html>\n"
    )


def _summary(folder):
    def parameter(key):
        return tables.plain(folder.parameter(key))
    return (
        f"<p>Workload {escape(folder.parameter('workload'))} over {parameter('servers')} servers, "
        f"cables of {parameter('line_rate_mbps')} Mbit/s each way with {parameter('delay_us')} µs "
        f"of delay, queues of {parameter('queue_packets')} packets, ns-3’s own TCP/IP on every "
        f"server. Seed {parameter('seed')}, run {parameter('run')}.</p>\n"
    )


def _result_tables(folder):
    return (
        '<section aria-labelledby="results"><h2 id="results">Results in brief</h2>\n'
        + tables.structures(folder) + tables.flows(folder) + tables.packets(folder)
        + "<p>Topologies differ in ports and cables: read goodput beside both. Each is the "
        "smallest instance with as many servers; mean path is over all pairs of its servers. Power "
        "is that of all cables of the instance with the ports at their ends; what switches and "
        "servers use beyond is not modelled.</p>\n" + tables.graphs(folder) +
        "</section>\n"
    )


def _section(number, plot):
    name = f"figure-{number}-heading"
    return (
        f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(plot.heading)}</h2>\n'
        f"{figure(number, plot)}</section>\n"
    )


def figure(number, plot):
    """Returns a plot with its caption as HTML."""
    drawing = svg.inline(plot.canvas, f"figure-{number}", plot.heading, plot.caption)
    return (
        f"<figure>\n{drawing}\n<figcaption><strong>Figure {number}."
        f"</strong> {escape(plot.caption)} Data: "
        f'<a href="{plot.dataset.file}">{plot.dataset.file}</a></figcaption>\n</figure>\n'
    )


def _making(folder):
    return (
        '<section aria-labelledby="making"><h2 id="making">How this was made</h2>\n'
        + "".join(_document(document) for document in folder.documents.values())
        + "</section>\n"
    )


def _document(document):
    name = document["experiment"]
    verb = "compare" if name == "camcube-compare" else "run " + name.removeprefix("camcube-")
    command = f"./camcube {verb} {shlex.join(document.get('arguments', []))}".rstrip()
    facts = {
        "command": f"<code>{escape(command)}</code>",
        "seed and run": f"{document['parameters']['seed']}, {document['parameters']['run']}",
        "camcube": escape(document["version"]),
        "ns-3": escape(document.get("ns3_version", "unknown")),
        "compiler": escape(document.get("compiler", "unknown")),
    }
    return f"<h3>{escape(name)}</h3>\n{fact_list(facts)}{tables.parameters(document)}"


def fact_list(facts):
    """Facts by name, both as HTML, as a list of definitions."""
    rows = "".join(f"<div><dt>{key}</dt><dd>{value}</dd></div>\n" for key, value in facts.items())
    return f"<dl>\n{rows}</dl>\n"
