/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "failure-state.h"

#include "cable-ends.h"

namespace ns3::camcube
{

void
FailureState::Apply(FailureInjector::Kind kind, const Ptr<Object>& target)
{
    if (listener)
    {
        listener(kind);
    }
    if (kind % 2 == 0) // kinds of failures and repairs take turns
    {
        m_broken.insert(PeekPointer(target));
    }
    else
    {
        m_broken.erase(PeekPointer(target));
    }
    if (const Ptr<Node> node = DynamicCast<Node>(target))
    {
        for (const Ptr<Channel>& cable : CableEnds::GetCables(node))
        {
            Update(cable);
        }
        return;
    }
    Update(DynamicCast<Channel>(target));
}

void
FailureState::Update(const Ptr<Channel>& cable) const
{
    if (CableEnds::IsElsewhere(*cable))
    {
        return;
    }
    bool isBroken = IsFailed(cable);
    for (std::size_t i = 0; i < cable->GetNDevices(); ++i)
    {
        isBroken = isBroken || IsFailed(cable->GetDevice(i)->GetNode());
    }
    CableEnds::SetUp(cable, !isBroken);
}

} // namespace ns3::camcube
