# SPDX-License-Identifier: GPL-2.0-only
"""usage: python3 -m report FOLDER

Reads compare.json in the folder and, if they are there, structure.json and resilience.json; writes
index.html, and the data of each plot as CSV, beside them.
"""

import signal
import sys

from . import curves, page, results


def main(arguments):
    if len(arguments) != 1:
        raise results.Unusable("give the one folder that holds the results")
    folder = results.Folder(arguments[0])
    try:
        for dataset in curves.make_all(folder):
            dataset.save(folder.path)
        path = page.write(folder)
    except OSError as error:
        raise results.Unusable(f"{folder.path}: the page could not be written: {error}") from error
    try:
        print(path, flush=True)
    except OSError as error:
        sys.stdout = None  # or it is flushed once more
        raise results.Unusable(f"the standard output cannot be written: {error.strerror}") from error


if __name__ == "__main__":
    # As Ctrl-C does, it takes unfinished files away.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        main(sys.argv[1:])
    except results.Unusable as error:
        sys.exit(f"report: {error}")
    except KeyboardInterrupt:  # ends as the signal would have it, without a traceback
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.raise_signal(signal.SIGINT)
