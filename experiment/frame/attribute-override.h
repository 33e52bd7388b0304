/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ATTRIBUTE_OVERRIDE_H
#define ATTRIBUTE_OVERRIDE_H

#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Sets what ns-3 programs can set from their command line: the default of an attribute
 * ("ns3::TcpSocket::SegmentSize") or a global value ("SchedulerType"). Stricter than ns-3: a
 * number must be a number to its end, and a time or a rate must have its unit.
 *
 * ns-3 itself ends the program on some texts that it cannot read; see FatalErrorTrap.
 *
 * \param name name of the attribute, with its class, or of the global value
 * \param text the value
 * \throws std::invalid_argument with the remedy if there is no such name or the value does not fit
 */
void OverrideAttribute(const std::string& name, const std::string& text);

/** \return whether a global value has this name */
bool IsGlobalValue(const std::string& name);

} // namespace ns3::camcube

#endif /* ATTRIBUTE_OVERRIDE_H */
