# SPDX-License-Identifier: GPL-2.0-only
"""The data of a plot: a small table that is written as CSV and read back before it is drawn."""

import csv
import io

from . import output


class Dataset:
    """A named table. Every column's name ends in its unit: _us, _mbps, _share, _count, _name."""

    def __init__(self, name, columns, rows=()):
        self.name = name
        self.columns = list(columns)
        self.rows = [dict(zip(self.columns, row)) for row in rows]

    @property
    def file(self):
        """The name of its file."""
        return f"{self.name}.csv"

    def save(self, folder):
        """Writes it; numbers in the shortest form that reads back as the same."""
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, self.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        output.write(folder / self.file, text.getvalue())

    @classmethod
    def load(cls, folder, name):
        """Reads one back; None if there is no such file or nothing in it."""
        try:
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file)
        except FileNotFoundError:
            return None
        numbers = [not column.endswith("_name") for column in header]
        return cls(name, header, [
            [_number(cell) if number else cell for cell, number in zip(row, numbers)]
            for row in rows
        ]) if rows else None

    def where(self, **wanted):
        """Returns the rows that have these values."""
        return [row for row in self.rows
                if all(row[column] == value for column, value in wanted.items())]

    def values(self, column):
        """Returns the different values of a column, in the order of their first."""
        return list(dict.fromkeys(row[column] for row in self.rows))


def _number(cell):
    return float(cell) if cell else None
