/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_STATE_H
#define FAILURE_STATE_H

#include "failure-injector.h"

#include <set>

namespace ns3::camcube
{

/** \ingroup camcube \brief What a FailureInjector has broken. */
class FailureState
{
  public:
    /** A channel or a node breaks or is mended. */
    void Apply(FailureInjector::Kind kind, const Ptr<Object>& target);

    bool IsFailed(Ptr<const Object> target) const
    {
        return m_broken.count(PeekPointer(target)) != 0;
    }

    FailureInjector::Listener listener; //!< told of everything

  private:
    /** Cut or mend a cable, by what is broken of it and its ends. */
    void Update(const Ptr<Channel>& cable) const;

    std::set<const Object*> m_broken; //!< channels and nodes that are broken themselves
};

} // namespace ns3::camcube

#endif /* FAILURE_STATE_H */
