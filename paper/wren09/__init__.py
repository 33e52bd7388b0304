# SPDX-License-Identifier: GPL-2.0-only
"""Costa et al.: Why Should We Integrate Services, Servers, and Networking in a Data Center?

WREN 2009.
"""
