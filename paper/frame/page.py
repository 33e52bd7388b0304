# SPDX-License-Identifier: GPL-2.0-only
"""The page of all claims that were measured, and its data."""

from __future__ import annotations

import csv
import io
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from report import output
from report import page as report_page
from report.canvas import plain
from report.tables import Column, render

from . import drawing, program
from .figure import Figure
from .measurement import Measured
from .verdict import Outcome

TITLE = "The CamCube papers, measured"
COLUMNS = (
    "claim_name",
    "figure_name",
    "unit_name",
    "paper_name",
    "source_name",
    "ours",
    "low95",
    "high95",
    "runs_count",
    "rule_name",
    "judgement_name",
    "verdict_name",
)


def write(folder: Path, all_measured: Mapping[str, Measured], arguments: Sequence[str]) -> Path:
    """Writes index.html, claims.csv and the data of each claim; returns the page's path.

    folder: where they go. arguments: of the command that anyone gets this by.
    """
    output.write(folder / "claims.csv", _claims_csv(all_measured))
    for name, measured in all_measured.items():
        if measured.frame is not None:
            output.write(folder / _rows_file(name), measured.frame.to_csv(index=False))
            drawing.save(_file(name), measured, folder)
    path = folder / "index.html"
    output.write(path, _render(folder, all_measured, arguments))
    return path


def _render(folder: Path, all_measured: Mapping[str, Measured], arguments: Sequence[str]) -> str:
    figures = 0
    sections = []
    for name, measured in all_measured.items():
        plot = drawing.draw(_file(name), measured.claim, folder)
        figures += plot is not None
        picture = "" if plot is None else report_page.figure(figures, plot)
        sections.append(_section(name, measured, picture))
    return report_page.document(
        TITLE,
        _summary(all_measured),
        _overview(all_measured) + "".join(sections) + _making(arguments),
    )


def _summary(all_measured: Mapping[str, Measured]) -> str:
    counts = Counter(measured.verdict.outcome for measured in all_measured.values())
    found = ", ".join(f"{counts[each]} {each.value}" for each in Outcome if counts[each])
    return (
        f"<p>Claims: {found}. A verdict follows from the rules beside the figures: all of a figure’s "
        "95 % interval must be within the rule. What the papers are only recalled to say is shown, "
        'and never judged by. All numbers are in <a href="claims.csv">claims.csv</a>.</p>\n'
    )


def _overview(all_measured: Mapping[str, Measured]) -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="#{_file(name)}">{escape(measured.claim.title)}</a></th>'
        f'<td class="text">{escape(measured.claim.paper)}</td>'
        f'<td class="text">{escape(measured.verdict.outcome.value)}</td></tr>\n'
        for name, measured in all_measured.items()
    )
    return (
        '<section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts</h2>\n<table>'
        '<thead><tr><th scope="col">claim</th><th scope="col" class="text">of</th>'
        '<th scope="col" class="text">verdict</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody></table>\n</section>\n"
    )


def _section(name: str, measured: Measured, picture: str) -> str:
    claim, verdict = measured.claim, measured.verdict
    reason = verdict.reason.rstrip(".")
    table = ""
    if measured.figures:
        table = render(
            f"{_file(name)}-figures", "The paper’s figures and ours", _COLUMNS, measured.figures
        )
    return (
        f'<section aria-labelledby="{_file(name)}">'
        f'<h2 id="{_file(name)}">{escape(claim.title)}</h2>\n'
        f"<p>{escape(claim.paper)}, {escape(claim.where)}: {escape(claim.says)}</p>\n"
        f"<p><strong>{escape(verdict.outcome.value.capitalize())}</strong>: {escape(reason)}.</p>\n"
        f'<div class="wrapped">{table}</div>\n{picture}'
        + (_method(name, measured) if claim.measure is not None else "")
        + "</section>\n"
    )


def _method(name: str, measured: Measured) -> str:
    return (
        f"<h3>How this was measured</h3>\n<p>{escape(measured.claim.how)}</p>\n"
        f"{_facts(name, measured)}"
    )


_COLUMNS = [
    Column("figure", "", lambda each: each.what),
    Column("paper", "", lambda each: _paper(each)),
    Column("ours", "", lambda each: _with_unit(_number(each.ours.mean), each.unit)),
    Column("95 % interval", "", lambda each: _interval(each)),
    Column("runs", "", lambda each: each.ours.runs),
    Column("must be", "", lambda each: each.rule.words if each.rule else "–"),
    Column("", "", lambda each: each.judgement.value),
]


def _paper(each: Figure) -> str:
    said = _with_unit(each.paper, each.unit) if each.paper else "–"
    return said if each.source.value == "stated" else f"{said} ({each.source.value})"


def _with_unit(number: str, unit: str) -> str:
    return f"{number} {unit}".rstrip()


def _number(value: float) -> str:
    return plain(float(f"{value:.5g}"))


def _interval(each: Figure) -> str:
    if each.ours.runs == 1:
        return "one run"
    return f"{_number(each.ours.low)} to {_number(each.ours.high)}"


def _facts(name: str, measured: Measured) -> str:
    facts = {"claim": f"<code>./camcube paper {escape(name)}</code>"}
    if measured.frame is not None:
        if "command" in measured.frame:
            facts["first run"] = f"<code>{escape(measured.frame['command'].iloc[0])}</code>"
        files = [_rows_file(name)] + ([f"{_file(name)}-plot.csv"] if measured.claim.plot else [])
        facts["data"] = ", ".join(f'<a href="{file}">{file}</a>' for file in files)
    facts.update({escape(key): escape(_values(values)) for key, values in measured.grid.items()})
    return report_page.fact_list(facts)


def _values(values: list) -> str:
    return ", ".join(map(str, values))


def _making(arguments: Sequence[str]) -> str:
    facts = {
        "command": f"<code>./camcube paper {escape(shlex.join(arguments))}</code>".replace(
            " </code>", "</code>"
        ),
        **{key: escape(value) for key, value in program.versions().items()},
    }
    return (
        '<section aria-labelledby="making"><h2 id="making">How this was made</h2>\n'
        f"{report_page.fact_list(facts)}"
        "<p>Random choices depend on seed 1 and the number of the run.</p>\n</section>\n"
    )


def _claims_csv(all_measured: Mapping[str, Measured]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, measured in all_measured.items():
        verdict = measured.verdict.outcome.value
        for each in measured.figures:
            writer.writerow(
                (
                    name,
                    each.what,
                    each.unit,
                    each.paper,
                    each.source.value if each.paper else "",
                    each.ours.mean,
                    each.ours.low,
                    each.ours.high,
                    each.ours.runs,
                    each.rule.words if each.rule else "",
                    each.judgement.value,
                    verdict,
                )
            )
        if not measured.figures:
            writer.writerow((name, *[""] * (len(COLUMNS) - 2), verdict))
    return text.getvalue()


def _file(name: str) -> str:
    return name.replace("/", "-")


def _rows_file(name: str) -> str:
    return f"{_file(name)}.csv"
