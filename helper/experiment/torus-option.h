/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_OPTION_H
#define TORUS_OPTION_H

#include "option-rule.h"

#include "ns3/torus.h"

#include <string>

namespace ns3
{

/** \ingroup camcube \return the rule of an option that GetTorus() reads */
OptionText TorusSides();

/**
 * \ingroup camcube
 * \param text three sides joined by x, such as "4x5x6", or one for all axes
 * \throws std::invalid_argument for anything else, naming the option
 */
Torus GetTorus(const std::string& option, const std::string& text);

} // namespace ns3

#endif /* TORUS_OPTION_H */
