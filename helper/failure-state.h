/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_STATE_H
#define FAILURE_STATE_H

#include "failure-injector.h"

#include <set>

namespace ns3
{

/** \ingroup camcube \brief What a FailureInjector has broken. */
class FailureState
{
  public:
    /** A cable breaks or is mended. */
    void Apply(FailureInjector::Kind kind, const Ptr<Channel>& cable);

    /** A server or switch does. */
    void Apply(FailureInjector::Kind kind, const Ptr<Node>& node);

    bool IsFailed(Ptr<const Node> node) const
    {
        return m_nodes.count(PeekPointer(node)) != 0;
    }

    FailureInjector::Listener listener; //!< told of everything

  private:
    /** Cut or mend a cable, by what is broken of it and its ends. */
    void Update(const Ptr<Channel>& cable) const;

    std::set<const Channel*> m_cables; //!< cables that are broken themselves
    std::set<const Node*> m_nodes;     //!< servers and switches that are broken
};

} // namespace ns3

#endif /* FAILURE_STATE_H */
