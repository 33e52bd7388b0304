/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ATTRIBUTE_TEXT_H
#define ATTRIBUTE_TEXT_H

#include "ns3/attribute.h"
#include "ns3/type-id.h"

#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Looks whether a text can be the value of an attribute, more strictly than ns-3: a number must be
 * a number to its end, a time or a rate must have its unit, and a class must be one that could
 * stand there, as ns-3 would end the program where it makes an object of it.
 *
 * \param text the value
 * \param checker what the attribute takes
 * \param current what it was before
 * \return what to give instead, such as "give a whole number"; empty if nothing is wrong
 */
std::string FindAttributeRemedy(const std::string& text,
                                const AttributeChecker& checker,
                                const AttributeValue& current);

/** \return the same for a class: it must be another or derive from it */
std::string FindClassRemedy(const std::string& name, TypeId base);

/**
 * \return the same for what an object is made of: a class that FindClassRemedy() takes and that
 * has objects, alone or as Class[Attribute=Value|...] with attributes and values that it takes
 */
std::string FindObjectRemedy(const std::string& text, TypeId base);

} // namespace ns3::camcube

#endif /* ATTRIBUTE_TEXT_H */
