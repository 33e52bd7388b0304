/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SMALL_GROUP_TREE_H
#define SMALL_GROUP_TREE_H

#include "nearest-servers.h"

#include "ns3/queued-service.h"

#include <map>
#include <set>

namespace ns3::camcube
{

/**
 * Multicast over a tree for each group, whose root is the root of the group's number as a key. A
 * parent is a next hop to the root, so there is no loop at rest. Source: WREN 2009, section 4.
 */
class SmallGroupTree : public QueuedService
{
  public:
    /** Between neighbours. */
    struct Header
    {
        char kind;          //!< 'J'oin, 'L'eave, or a 'M'essage
        uint32_t group;     //!< its number
        uint32_t source{0}; //!< of a message: its node's number
        uint32_t number{0}; //!< of the source's messages
        static constexpr auto FIELDS =
            HeaderFields(&Header::kind, &Header::group, &Header::source, &Header::number);
    };

    /** What a server knows of a group. */
    struct Group
    {
        bool isMember{false};
        PortSet parent; //!< one port; none at the root and outside the tree
        PortSet kids;
        std::set<std::pair<uint32_t, uint32_t>> seen; //!< messages, by source and number
    };

    SmallGroupTree()
        : QueuedService(4713)
    {
    }

    void Placed() override
    {
        m_routing = GetRuntime().Require<MultiHopRouting>();
        m_routesChanged = m_routing->OnRoutesChanged(this, [this] { ReviewAll(); });
    }

    void SetMember(uint32_t group, bool isMember)
    {
        m_groups[group].isMember = isMember;
        ReviewAll();
    }

    void Multicast(uint32_t group, const Ptr<const Packet>& message)
    {
        Spread({'M', group, GetNode()->GetId(), ++m_number}, message, PortSet());
    }

    void Receive(FramePtr frame, uint8_t in) override
    {
        const Header* header = frame->PeekHeader<Header>();
        if (header && header->kind == 'M')
        {
            Spread(*header, frame->GetPayload(), PortSet::Of(in));
        }
        else if (header)
        {
            PortSet& kids = m_groups[header->group].kids;
            kids = header->kind == 'J' ? kids | PortSet::Of(in) : kids - PortSet::Of(in);
            ReviewAll();
        }
    }

    void LinkDown(uint8_t port) override
    {
        QueuedService::LinkDown(port);
        ReviewAll();
    }

    void LinkUp(uint8_t) override
    {
        ReviewAll();
    }

    std::map<uint32_t, Group> m_groups;                                //!< by number
    std::function<void(const Header&, Ptr<const Packet>)> m_delivered; //!< told of messages

  private:
    /** Keeps parents that are right, chooses others, and tells both. */
    void ReviewAll()
    {
        const PortSet up = GetRuntime().GetUpPorts();
        for (auto& [number, group] : m_groups)
        {
            group.kids = group.kids & up;
            PortSet want = m_routing->GetNextHops(NearestServers(*m_routing, number, 1)[0]) & up;
            want = (want & group.parent).IsEmpty() ? PortSet::Of(want.GetFirst()) : group.parent;
            want = group.isMember || !group.kids.IsEmpty() ? want : PortSet();
            const PortSet old = std::exchange(group.parent, want);
            Tell({'L', number}, old - want, Create<Packet>());
            Tell({'J', number}, want - old, Create<Packet>());
        }
    }

    void Spread(const Header& header, const Ptr<const Packet>& message, PortSet in)
    {
        Group& group = m_groups[header.group];
        const bool isNew = group.seen.emplace(header.source, header.number).second;
        if (isNew && group.isMember)
        {
            m_delivered(header, message);
        }
        Tell(header, isNew ? (group.kids | group.parent) - in : PortSet(), message);
    }

    void Tell(const Header& header, PortSet ports, const Ptr<const Packet>& payload)
    {
        for (uint8_t port : ports& GetRuntime().GetUpPorts())
        {
            auto frame = std::make_unique<Frame>(GetServiceId(), payload->Copy());
            frame->SetHeader(header);
            Enqueue(port, std::move(frame));
        }
    }

    Ptr<MultiHopRouting> m_routing;
    Registration m_routesChanged;
    uint32_t m_number{0}; //!< of the last message sent here
};

} // namespace ns3::camcube

#endif /* SMALL_GROUP_TREE_H */
