# SPDX-License-Identifier: GPL-2.0-only
"""The networks that a torus is judged against: DCell, BCube, fat-tree."""
