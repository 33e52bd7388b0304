/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOAD_RECORD_H
#define LOAD_RECORD_H

#include "ns3/header-fields.h"

#include <cstdint>

namespace ns3::camcube
{

/** \ingroup camcube \brief What one server tells another of the load of a third. */
struct LoadRecord
{
    uint16_t server{0};   //!< its number
    uint16_t load{0};     //!< what was measured there
    uint32_t measured{0}; //!< when, in us since the start of the simulation, which wraps
    static constexpr auto FIELDS =
        HeaderFields(&LoadRecord::server, &LoadRecord::load, &LoadRecord::measured);
};

} // namespace ns3::camcube

#endif /* LOAD_RECORD_H */
