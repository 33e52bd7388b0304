/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROCESS_NOTICE_H
#define PROCESS_NOTICE_H

#include "ns3/group-tree.h"
#include "ns3/header-fields.h"
#include "ns3/packet.h"

#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What goes down the tree of those who watch a process, and what that tree's group is: the root is
 * the process's server, and the number follows from that of the process.
 */
struct ProcessNotice
{
    static constexpr uint32_t FIRST_GROUP = 0x80000000; //!< the number of process 0's group

    bool wasThere;   //!< whether there was such a process, which has ended, or never one
    uint8_t hops{0}; //!< so far
    static constexpr auto FIELDS = HeaderFields(&ProcessNotice::wasThere, &ProcessNotice::hops);

    /** \return the group of a process */
    static GroupId MakeGroup(const TorusCoordinate& server, uint32_t process)
    {
        return {server, FIRST_GROUP + process};
    }

    /** Sends it over links of a group's tree. */
    void Send(GroupTree& tree, const GroupTreeUser& user, const GroupId& group, PortSet ports) const
    {
        for (uint8_t port : ports)
        {
            auto frame = std::make_unique<Frame>(tree.GetServiceId(), Create<Packet>());
            frame->SetInnerHeader(*this);
            tree.Send(group, user, port, std::move(frame), true);
        }
    }
};

} // namespace ns3::camcube

#endif /* PROCESS_NOTICE_H */
