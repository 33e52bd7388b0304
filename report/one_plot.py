# SPDX-License-Identifier: GPL-2.0-only
"""A plot alone, of what one program has found: python3 -m report.NAME RESULTS.json... PLOT.svg."""

import io
import json
import pathlib
import sys

from . import output, results


def read(source, program):
    """Returns the results of a program in a file that its --json has written."""
    try:
        with open(source, encoding="utf-8") as file:
            written = json.load(file)
        if written["experiment"] != program:
            raise ValueError
        return written["results"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise results.Unusable(
            f"{source} has no results of {program}; make them by --json={source}"
        ) from error


def save(figure, plot):
    """Writes a figure, complete or not at all."""
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    try:
        output.write(pathlib.Path(plot), text.getvalue())
    except OSError as error:
        raise results.Unusable(f"{plot} cannot be written: {error}") from error


def main(program, draw, most=1):
    """Draws what the arguments name, and exits with 1 and a sentence where that cannot be.

    draw: a figure from a list of the results of so many files, most at most.
    """
    *sources, plot = sys.argv[1:] or [""]
    try:
        if not 1 <= len(sources) <= most:
            raise results.Unusable(
                f"give {'the' if most == 1 else f'up to {most}'} results of {program}, and the plot "
                f"to write"
            )
        found = [read(source, program) for source in sources]
        try:
            figure = draw(found)
        except (KeyError, TypeError, ValueError) as error:
            raise results.Unusable(
                f"{', '.join(sources)} cannot be drawn: they are not as {program} writes them"
            ) from error
        save(figure, plot)
    except results.Unusable as error:
        sys.exit(f"report: {error}")
