/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "convergecast-links.h"

#include "aggregate.h"

#include "ns3/group-tree.h"
#include "ns3/runtime.h"

#include <utility>

namespace ns3::camcube
{

ConvergecastLinks::ConvergecastLinks(Ptr<GroupTree> tree, ConvergecastCounters& counters)
    : GroupTreeUser(TREE_USER),
      m_tree(std::move(tree)),
      m_counters(counters)
{
}

ConvergecastLinks::~ConvergecastLinks() = default;

bool
ConvergecastLinks::Query(const GroupId& group, uint8_t port, const ConvergecastHeader& header)
{
    ++m_counters.queries;
    auto frame = std::make_unique<Frame>(m_tree->GetServiceId(), Create<Packet>());
    frame->SetInnerHeader(header);
    return m_tree->Send(group, *this, port, std::move(frame), true) == SendResult::SENT;
}

void
ConvergecastLinks::Report(const GroupId& group,
                          uint8_t port,
                          ConvergecastHeader header,
                          const Aggregate& what)
{
    header.isReport = true;
    ++m_counters.reports;
    auto frame =
        std::make_unique<Frame>(m_tree->GetServiceId(),
                                what.Write(m_tree->GetRuntime().GetTorus(),
                                           m_tree->GetRoom() - WireBytesOf<ConvergecastHeader>));
    frame->SetInnerHeader(header);
    m_tree->Send(group, *this, port, std::move(frame), true);
}

void
ConvergecastLinks::Received(const GroupId& group, uint8_t in, FramePtr frame)
{
    const ConvergecastHeader* header = frame->PeekInnerHeader<ConvergecastHeader>();
    if (!header || !m_tree->GetRuntime().GetTorus().Contains(header->root))
    {
        ++m_counters.malformed;
    }
    else if (header->isReport)
    {
        Reported(group, in, *header, *frame->GetPayload());
    }
    else
    {
        Queried(group, in, *header);
    }
}

} // namespace ns3::camcube
