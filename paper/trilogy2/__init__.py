# SPDX-License-Identifier: GPL-2.0-only
"""Trilogy 2, deliverable D1.4, 2015: measures of a topology."""
