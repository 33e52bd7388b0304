# SPDX-License-Identifier: GPL-2.0-only
"""What the user asks for that cannot be."""


class Refused(ValueError):
    """Says in one sentence what cannot be taken, and what to give instead."""
