/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "frame-header-type.h"

#include <vector>

namespace ns3::camcube
{

namespace
{

/** \return all types, by number: those of one program are registered in one order */
std::vector<const FrameHeaderType*>&
GetTypes()
{
    static std::vector<const FrameHeaderType*> types;
    return types;
}

} // namespace

uint16_t
FrameHeaderType::Register(const FrameHeaderType& type)
{
    GetTypes().push_back(&type);
    return static_cast<uint16_t>(GetTypes().size() - 1);
}

const FrameHeaderType&
FrameHeaderType::Get(uint16_t number)
{
    return *GetTypes().at(number);
}

} // namespace ns3::camcube
