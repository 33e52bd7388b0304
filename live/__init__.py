# SPDX-License-Identifier: GPL-2.0-only
"""Hosts in network namespaces, bound to a cube that runs in real time; what ./camcube live does."""
