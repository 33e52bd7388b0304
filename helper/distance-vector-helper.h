/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISTANCE_VECTOR_HELPER_H
#define DISTANCE_VECTOR_HELPER_H

#include "routing-protocol-helper.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Puts routing by distance vector on the servers of a cube.
 */
class DistanceVectorHelper : public RoutingProtocolHelper
{
  public:
    DistanceVectorHelper();

    /**
     * Sets an attribute of the DistanceVectorTiming of each service that Install() will make.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetTimingAttribute(const std::string& name, const AttributeValue& value);

  private:
    void Prepare(Ptr<RoutingProtocol> service) const override;

    ObjectFactory m_timingFactory; //!< makes the timings
};

} // namespace ns3::camcube

#endif /* DISTANCE_VECTOR_HELPER_H */
