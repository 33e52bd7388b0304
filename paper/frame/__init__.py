# SPDX-License-Identifier: GPL-2.0-only
"""What all claims share: rules and verdicts, programs, what is stored, and the page."""
