/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_HEADER_H
#define GROUP_HEADER_H

#include "group-id.h"
#include "link-sessions.h"

#include "ns3/header-fields.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief Of frames of GroupTree, before what a service above has in them. */
struct GroupHeader
{
    LinkSessions::Kind kind{LinkSessions::HELLO}; //!< what it is
    uint8_t user{0};         //!< whose inner header and payload follow; 0 for nobody's
    uint16_t session{0};     //!< of the link
    TorusCoordinate place{}; //!< of the group
    uint32_t number{0};      //!< of the group
    static constexpr auto FIELDS = HeaderFields(&GroupHeader::kind,
                                                &GroupHeader::user,
                                                &GroupHeader::session,
                                                &GroupHeader::place,
                                                &GroupHeader::number);
};

} // namespace ns3::camcube

#endif /* GROUP_HEADER_H */
