/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NAMING_STATUS_H
#define NAMING_STATUS_H

#include <cstdint>

namespace ns3::camcube
{

/** \ingroup camcube \brief What has become of an operation of Naming. */
enum class NamingStatus : uint8_t
{
    OK,     //!< it was done
    ABSENT, //!< there is no value under the name
    FAILED  //!< nobody answered in time: a put or delete may be done, even later, or not
};

} // namespace ns3::camcube

#endif /* NAMING_STATUS_H */
