/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ATTRIBUTE_RULES_H
#define ATTRIBUTE_RULES_H

#include "ns3/type-id.h"

#include <string>

namespace ns3::camcube::python
{

/**
 * Looks for values that an attribute of ns-3 takes, and ns-3 cannot live with: it divides by them,
 * sends for ever at one time, or into the past.
 * \param type the class that has the attribute, or one that derives from it
 * \param name the attribute
 * \param text a value that it takes
 * \return what to give instead; empty if nothing is wrong
 */
std::string FindRuleRemedy(TypeId type, const std::string& name, const std::string& text);

} // namespace ns3::camcube::python

#endif /* ATTRIBUTE_RULES_H */
