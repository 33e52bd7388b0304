/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-links.h"

#include "aggregate.h"
#include "group-tree.h"

#include "ns3/runtime.h"

#include <utility>

namespace ns3::camcube
{

AggregationLinks::AggregationLinks(Ptr<GroupTree> tree, AggregationCounters& counters)
    : GroupTreeUser(TREE_USER),
      m_tree(std::move(tree)),
      m_counters(counters)
{
}

AggregationLinks::~AggregationLinks() = default;

bool
AggregationLinks::Query(const GroupId& group, uint8_t port, const AggregationHeader& header)
{
    ++m_counters.queries;
    auto frame = std::make_unique<Frame>(m_tree->GetServiceId(), Create<Packet>());
    frame->SetInnerHeader(header);
    return m_tree->Send(group, *this, port, std::move(frame), true) == SendResult::SENT;
}

void
AggregationLinks::Report(const GroupId& group,
                         uint8_t port,
                         AggregationHeader header,
                         const Aggregate& what)
{
    header.isReport = true;
    ++m_counters.reports;
    auto frame =
        std::make_unique<Frame>(m_tree->GetServiceId(),
                                what.Write(m_tree->GetRuntime().GetTorus(),
                                           m_tree->GetRoom() - WireBytesOf<AggregationHeader>));
    frame->SetInnerHeader(header);
    m_tree->Send(group, *this, port, std::move(frame), true);
}

void
AggregationLinks::Received(const GroupId& group, uint8_t in, FramePtr frame)
{
    const AggregationHeader* header = frame->PeekInnerHeader<AggregationHeader>();
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
