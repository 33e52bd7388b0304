/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CAMCUBE_VERSION_H
#define CAMCUBE_VERSION_H

namespace ns3::camcube
{

/** \ingroup camcube \brief The module's version. CMakeLists.txt reads it from here. */
constexpr const char* CAMCUBE_VERSION = "0.1.0";

} // namespace ns3::camcube

#endif /* CAMCUBE_VERSION_H */
