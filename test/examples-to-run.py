#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""What ns-3's test.py runs beside its suites: all examples of examples/*.cc, and no more is asked of
them there than to end well. What they print is held to examples/*.expected by ./camcube in-tree.

Each says name, when to run it, and when under valgrind. test.py executes this text elsewhere, so it
cannot look into the folder itself.
"""

cpp_examples = [
    ("aggregation", "True", "True"),
    ("bootstrap", "True", "True"),
    ("cache", "True", "True"),
    ("convergecast", "True", "True"),
    ("deployment", "True", "True"),
    ("detour-forwarder", "True", "True"),
    ("echo-service", "True", "True"),
    ("failure-notification", "True", "True"),
    ("file-transfer", "True", "True"),
    ("gateways", "True", "True"),
    ("groups", "True", "True"),
    ("images", "True", "True"),
    ("keys", "True", "True"),
    ("lightweight-multicast", "True", "True"),
    ("link-disjoint-paths", "True", "True"),
    ("load-information", "True", "True"),
    ("naming", "True", "True"),
    ("tcp-bulk-transfer", "True", "True"),
    ("tutorial-failures", "True", "True"),
    ("tutorial-first-packet", "True", "True"),
    ("tutorial-flows", "True", "True"),
    ("tutorial-service", "True", "True"),
    ("tutorial-tcp", "True", "True"),
    ("tutorial-trace", "True", "True"),
]

python_examples = []
