/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ATTRIBUTE_CHECK_H
#define ATTRIBUTE_CHECK_H

#include "ns3/attribute.h"

#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Throws unless an attribute exists and takes a value: an object factory would end the program.
 *
 * \param type the class that has the attribute
 * \param name the attribute
 * \param value its value
 * \throws std::invalid_argument with what the class or the attribute takes
 */
void CheckAttribute(const std::string& type, const std::string& name, const AttributeValue& value);

} // namespace ns3::camcube

#endif /* ATTRIBUTE_CHECK_H */
