# SPDX-License-Identifier: GPL-2.0-only
"""What a folder of results holds."""

import csv
import json
import pathlib


class Unusable(Exception):
    """No page can be made; says why, and what to do."""


class Folder:
    """The results that programs left in a folder."""

    # File and the program whose result it must be; the first must be there.
    DOCUMENTS = {
        "compare": "camcube-compare",
        "structure": "camcube-structure",
        "resilience": "camcube-resilience",
    }

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.documents = {}
        for name, experiment in self.DOCUMENTS.items():
            document = self._load(self.path / f"{name}.json", experiment)
            if document:
                self.documents[name] = document
        if "compare" not in self.documents:
            raise Unusable(f"{path} holds no compare.json; ./camcube compare --report={path} "
                           "makes it")

    def _load(self, path, experiment):
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise Unusable(f"{path} cannot be read as JSON: {error}") from error
        if not isinstance(document, dict) or document.get("experiment") != experiment:
            raise Unusable(f"{path} is no result of {experiment}; take it away or make it anew")
        return document

    def get(self, name, key):
        """Returns a list of the results of a document; empty if either is not there."""
        return self.documents.get(name, {}).get("results", {}).get(key, [])

    def parameter(self, key):
        """Returns a parameter of the comparison."""
        return self.documents["compare"]["parameters"][key]

    def topologies(self):
        """Returns the names of the topologies compared, in the order of the tables."""
        return [topology["name"] for topology in self.get("compare", "topologies")]

    def flows(self, topology):
        """Returns the table of flows of a topology, a dictionary a flow."""
        path = self.path / "flows" / f"{topology}.csv"
        try:
            with path.open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
        except OSError as error:
            raise Unusable(f"{path} cannot be read: {error.strerror}") from error
