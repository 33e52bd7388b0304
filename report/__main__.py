# SPDX-License-Identifier: GPL-2.0-only
"""usage: python3 -m report FOLDER

Reads compare.json in the folder and, if they are there, structure.json and resilience.json; writes
index.html, and the data of each plot as CSV, beside them.
"""

import sys

from . import curves, page, results


def main(arguments):
    if len(arguments) != 1:
        raise results.Unusable("give the one folder that holds the results")
    folder = results.Folder(arguments[0])
    try:
        for dataset in curves.make_all(folder):
            dataset.save(folder.path)
        print(page.write(folder))
    except OSError as error:
        raise results.Unusable(f"{folder.path}: the page could not be written: {error}") from error


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except results.Unusable as error:
        sys.exit(f"report: {error}")
