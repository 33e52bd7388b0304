/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_KIND_H
#define FAILURE_KIND_H

#include <cstdint>

namespace ns3::camcube
{

/** \ingroup camcube \brief Which parts of a topology fail. */
enum class FailureKind : uint8_t
{
    LINKS,
    SERVERS,
    SWITCHES,
    ANY //!< all of them
};

/** \return "links", "servers", "switches" or "any" */
inline const char*
GetName(FailureKind kind)
{
    const char* const names[] = {"links", "servers", "switches", "any"};
    return names[static_cast<uint8_t>(kind)];
}

} // namespace ns3::camcube

#endif /* FAILURE_KIND_H */
