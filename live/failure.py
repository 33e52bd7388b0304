# SPDX-License-Identifier: GPL-2.0-only
"""What ends the program in one sentence."""


class Unusable(Exception):
    """The sentence, with the remedy."""
