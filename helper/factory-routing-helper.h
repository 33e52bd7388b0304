/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FACTORY_ROUTING_HELPER_H
#define FACTORY_ROUTING_HELPER_H

#include "ns3/ipv4-routing-helper.h"
#include "ns3/ipv4-routing-protocol.h"
#include "ns3/object-factory.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief Gives every stack a routing of one type, with the attributes asked for.
 */
class FactoryRoutingHelper : public Ipv4RoutingHelper
{
  public:
    /** \param factory makes the routings */
    explicit FactoryRoutingHelper(const ObjectFactory& factory)
        : m_factory(factory)
    {
    }

    FactoryRoutingHelper* Copy() const override
    {
        return new FactoryRoutingHelper(*this);
    }

    Ptr<Ipv4RoutingProtocol> Create(Ptr<Node>) const override
    {
        return m_factory.Create<Ipv4RoutingProtocol>();
    }

  private:
    ObjectFactory m_factory; //!< with the attributes asked for
};

} // namespace ns3::camcube

#endif /* FACTORY_ROUTING_HELPER_H */
