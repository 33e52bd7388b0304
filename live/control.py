# SPDX-License-Identifier: GPL-2.0-only
"""Commands to a cube that is live, by its control socket."""

import json
import socket

from .failure import Unusable
from .state import CONTROL

PATIENCE_S = 10


def ask(line):
    """Has the cube do what a line says. Returns what it says to that; empty for nothing."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(PATIENCE_S)
            client.connect(str(CONTROL))
            client.sendall(line.encode() + b"\n")
            answer = b"".join(iter(lambda: client.recv(65536), b"")).decode()
    except (FileNotFoundError, ConnectionRefusedError) as error:
        raise Unusable("no cube is live here; start one: sudo ./camcube live") from error
    except OSError as error:
        raise Unusable(f"the cube does not answer: {error}; it may be far behind the wall "
                       "clock") from error
    outcome, _, text = answer.strip().partition("\n")
    if outcome != "ok":
        raise Unusable(text or "the cube has ended meanwhile")
    return text


def describe(text):
    """What status tells, for people: a line each."""
    status = json.loads(text)
    lines = []
    for key, value in status.items():
        name = key.replace("_", " ")
        if isinstance(value, list):
            value = " ".join(value) or "none"
        lines.append(f"{name}: {value if not isinstance(value, float) else round(value, 3)}")
    return "\n".join(lines)
