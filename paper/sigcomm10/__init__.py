# SPDX-License-Identifier: GPL-2.0-only
"""Abu-Libdeh et al., Symbiotic Routing in Future Data Centers. SIGCOMM 2010."""
