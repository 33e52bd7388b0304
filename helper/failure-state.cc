/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "failure-state.h"

#include "cable-ends.h"

namespace ns3
{

namespace
{

/** Note what is broken and what is not, and tell of it first. */
template <typename T>
void
Mark(std::set<const T*>& broken,
     const Ptr<T>& item,
     FailureInjector::Kind kind,
     const FailureInjector::Listener& listener)
{
    if (listener)
    {
        listener(kind);
    }
    if (kind % 2 == 0) // kinds of failures and repairs take turns
    {
        broken.insert(PeekPointer(item));
    }
    else
    {
        broken.erase(PeekPointer(item));
    }
}

} // namespace

void
FailureState::Apply(FailureInjector::Kind kind, const Ptr<Channel>& cable)
{
    Mark(m_cables, cable, kind, listener);
    Update(cable);
}

void
FailureState::Apply(FailureInjector::Kind kind, const Ptr<Node>& node)
{
    Mark(m_nodes, node, kind, listener);
    for (const Ptr<Channel>& cable : CableEnds::GetCables(node))
    {
        Update(cable);
    }
}

void
FailureState::Update(const Ptr<Channel>& cable) const
{
    bool isBroken = m_cables.count(PeekPointer(cable)) != 0;
    for (std::size_t i = 0; i < cable->GetNDevices(); ++i)
    {
        isBroken = isBroken || IsFailed(cable->GetDevice(i)->GetNode());
    }
    CableEnds::SetUp(cable, !isBroken);
}

} // namespace ns3
