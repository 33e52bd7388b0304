# SPDX-License-Identifier: GPL-2.0-only
"""Makes one page of tables and plots from the results of camcube's programs."""
