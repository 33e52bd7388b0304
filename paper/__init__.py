# SPDX-License-Identifier: GPL-2.0-only
"""The claims of the CamCube papers, each measured here: one file a claim, one page of all."""
