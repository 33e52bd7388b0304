#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Makes a small report and reads it: as a file, off its plots, and in headless Chromium.

usage: report-test.py FOLDER_OF_PROGRAMS

Ends with status 77 where there is no Chromium or no matplotlib.
"""

import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import drawn_curves
from headless_browser import Browser

SOURCES = pathlib.Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that has Debian's modules
UNITS = ("name", "share", "count", "us", "ms", "mbps", "bytes")
FIGURES = ["fct-cdf", "fct-by-size", "load-curve", "load-curve", "packet-latency", "incast",
           "chains", "tcp-under-failures", "connected-pairs", "one-more-failure"]
TABLES = ["structures", "flows", "packets", "graphs"]
COMPARISON = ["--topologies=all", "--servers=12", "--duration=20ms", "--load=0.9",
              "--loads=0.2,0.6,1", "--incast=2..8", "--chains=1..4", "--failures=0,0.3,1", "--seed=3", "--quiet"]


def check(holds, sentence):
    """Ends the test with a sentence if something does not hold."""
    if not holds:
        sys.exit(f"report-test: {sentence}")


def simulate(programs, folder):
    """Fills a folder with results."""
    subprocess.run([programs / "camcube-compare", f"--report={folder}", *COMPARISON], check=True)
    subprocess.run([programs / "camcube-resilience", "--k=3", "--shares=0,0.2,0.4", "--events=2",
                    f"--json={folder / 'resilience.json'}", "--quiet"], check=True)
    subprocess.run([programs / "camcube-structure", "--servers=12", "--failures", "--seeds=3",
                    f"--json={folder / 'structure.json'}", "--quiet"], check=True)


def check_workload(programs, folder):
    """Report and curves change nothing of what the workload shows."""
    alone = folder / "alone.json"
    curves = ("--loads", "--incast", "--chains", "--failures")
    subprocess.run([programs / "camcube-compare", f"--json={alone}",
                    *(option for option in COMPARISON if not option.startswith(curves))],
                   check=True)
    flows = [[(topology["offered_bytes"], topology["fct_us"], topology["latency_us"])
              for topology in json.loads(path.read_text())["results"]["topologies"]]
             for path in (alone, folder / "new" / "report" / "compare.json")]
    check(flows[0] == flows[1], "the report's curves change the workload")


def check_survival(folder):
    """Without failures every flow is served, with all cables broken none, on every topology."""
    points = json.loads((folder / "compare.json").read_text())["results"]["survival_curve"]
    for point in points:
        wanted = {0: 1, 1: 0}.get(point["failed_share"])
        check(wanted in (None, point["flows_served_share"])
              and (point["goodput_mbps"] > 0) == (point["flows_served"] > 0),
              f"with failures: {point}")
    check(len(points) == 12, f"{len(points)} points of TCP under failures")


def make_page(folder, caches):
    """Makes the page; returns all files it wrote."""
    done = subprocess.run([SYSTEM_PYTHON, "-B", "-m", "report", folder], cwd=SOURCES, check=False,
                          capture_output=True, text=True,
                          env={**os.environ, "MPLCONFIGDIR": str(caches)})
    check(done.returncode == 0 and not done.stderr, f"the page was not made: {done.stderr}")
    return {path.name: path.read_bytes()
            for path in sorted(folder.iterdir()) if path.suffix in (".csv", ".html")}


def check_refusals(programs, folder):
    """A folder that cannot be written, or holds no results, ends in one sentence at once."""
    (folder / "file").write_text("no folder\n", encoding="utf-8")
    for bad in (folder / "file", folder / "file" / "inside", "/proc/none", "/dev/null"):
        done = subprocess.run([programs / "camcube-compare", f"--report={bad}"], timeout=20,
                              capture_output=True, text=True, check=False)
        check(done.returncode == 1 and len(done.stderr.splitlines()) == 1 and str(bad)
              in done.stderr, f"--report={bad} was answered: {done.stderr}")
    done = subprocess.run([SYSTEM_PYTHON, "-B", "-m", "report", folder], cwd=SOURCES,
                          capture_output=True, text=True, check=False)
    check(done.returncode == 1 and len(done.stderr.splitlines()) == 1,
          f"a folder without results was answered: {done.stderr}")


def check_headers(folder):
    """Every column of every CSV beside the page says its unit."""
    for path in folder.glob("*.csv"):
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        check(all(column.rsplit("_", 1)[-1] in UNITS for column in header),
              f"{path.name} has a column without unit: {header}")


def near(drawn, written):
    """Equal as far as places in the SVG, written to six decimals of a point, can tell."""
    return all(abs(a - b) <= 1e-4 * max(1, abs(b)) for a, b in zip(drawn, written))


def check_mark(folder, mark, vertices):
    """Every number of a mark is in its CSV, and every such number of the CSV is drawn."""
    with (folder / mark["data-csv"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for condition in mark["data-where"].split(";"):
        column, _, value = condition.partition("=")
        rows = [row for row in rows if row[column] == value]
    columns = mark["data-y"].split(";")
    rows = [row for row in rows if all(row[column] for column in columns)]
    if mark["data-mark"] == "steps":
        vertices = vertices[::2]  # the others are the corners between
    check(rows and vertices, f"nothing is drawn of {mark}")
    ys = [float(row[columns[0]]) for row in rows]
    if mark["data-x"] == columns[0]:  # one number beside a word
        check(len(vertices) == 1 and near(vertices[0][1:], ys), f"{mark} is drawn at {vertices}")
        return 1
    xs = [float(row[mark["data-x"]]) for row in rows]
    if mark["data-x"] == "above_bytes":  # along words, from the smallest
        xs = [sorted(SIZES).index(x) for x in xs]
    if mark["data-mark"] == "band":
        for column in columns:
            for x, row in zip(xs, rows):
                check(any(near(vertex, (x, float(row[column]))) for vertex in vertices),
                      f"{mark} leaves out {column} at {x}")
        return 2 * len(rows)
    check(len(vertices) == len(rows), f"{mark} has {len(vertices)} vertices for {len(rows)} rows")
    for vertex, written in zip(vertices, zip(xs, ys)):
        check(near(vertex, written), f"{mark} is drawn at {vertex} where its CSV has {written}")
    return len(rows)


SIZES = set()


def check_plots(folder, page):
    """Reads all plots with a ruler."""
    with (folder / "fct-by-size.csv").open(encoding="utf-8", newline="") as file:
        SIZES.update(float(row["above_bytes"]) for row in csv.DictReader(file))
    topologies = list(dict.fromkeys(
        row.split(",")[0] for row in (folder / "fct-cdf.csv").read_text().splitlines()[1:]))
    numbers = 0
    drawn = []
    for figure in drawn_curves.figures(page):
        marks = list(drawn_curves.marks(figure))
        check(marks, "a figure has no marks")
        drawn.append(marks[0][0]["data-csv"].removesuffix(".csv"))
        numbers += sum(check_mark(folder, mark, vertices) for mark, vertices in marks)
        shown = {re.search("topology_name=([a-z]+)", mark["data-where"])[1] for mark, _ in marks}
        check(drawn[-1] == "one-more-failure" or shown == set(topologies),
              f"{drawn[-1]} shows {shown} of {topologies}")
    check(drawn == FIGURES, f"the figures are {drawn}")
    print(f"measured: report: {numbers} plotted numbers of {len(drawn)} figures equal their CSV")


def check_in_browser(page, folder):
    """Everything is there and visible, nothing complains, and no request leaves the page."""
    with Browser() as browser:
        decoy = folder / "decoy.html"
        decoy.write_text('<img src="http://camcube.invalid/x.png"><script>nonsense()</script>',
                         encoding="utf-8")
        browser.open(decoy)
        check("http://camcube.invalid/x.png" in browser.requests and
              any("Uncaught" in text for text in browser.complaints),
              f"the browser overlooks a request or an error: {browser.requests} "
              f"{browser.complaints}")
        browser.open(page)
        outside = [address for address in browser.requests
                   if address != page.resolve().as_uri() and not address.startswith("data:")]
        check(not outside, f"the page asks for {outside}")
        check(not browser.complaints, f"the page complains: {browser.complaints}")
        hidden = browser.evaluate("""
            [...document.querySelectorAll('h1, h2, table, caption, td, figure, figcaption, svg,'
                                          + ' [data-mark]')].filter(element => {
                const box = element.getBoundingClientRect();
                return box.width + box.height < 1 || box.right > innerWidth + 1;
            }).map(element => element.tagName + ' ' + element.id)""")
        check(not hidden, f"the page does not show {hidden}")
        tables = browser.evaluate("[...document.querySelectorAll('table')].map(t => t.id)")
        check(tables == TABLES, f"the tables are {tables}")
        unnamed = browser.evaluate("""
            [...document.querySelectorAll('svg')].filter(figure =>
                figure.getAttribute('aria-labelledby').split(' ').some(
                    id => !document.getElementById(id)?.textContent)).length
            + [...document.querySelectorAll('table')].filter(table => !table.caption).length""")
        check(unnamed == 0, f"{unnamed} figures or tables are without name or description")
        ids = browser.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        check(len(ids) == len(set(ids)), "two elements have one id")
        links = browser.evaluate("[...document.links].map(link => link.getAttribute('href'))")
        check(links and all((folder / link).is_file() for link in links),
              f"a link of the page leads nowhere: {links}")
        text = browser.evaluate("document.body.innerText")
        for words in ("./camcube compare", "--seed=3", "GCC" if "GCC" in text else "clang", "ns-3"):
            check(words in text, f"the page does not say {words}")
    print(f"measured: report: {len(tables)} tables and {len(FIGURES)} figures shown, no console "
          f"message, {len(outside)} requests beside the page")


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    able = subprocess.run([SYSTEM_PYTHON, "-c", "import matplotlib"], check=False,
                          capture_output=True).returncode == 0
    if not able or not shutil.which("chromium"):
        print("skipped: this test needs chromium and matplotlib (python3-matplotlib on Debian)")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_refusals(programs, folder)
        report = folder / "new" / "report"
        simulate(programs, report)
        check_workload(programs, folder)
        check_survival(report)
        files = make_page(report, folder / "caches")
        check(make_page(report, folder / "caches") == files, "the same results gave another page")
        check_headers(report)
        check_plots(report, files["index.html"].decode())
        check_in_browser(report / "index.html", report)


main()
