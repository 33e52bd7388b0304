/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISTANCE_VECTOR_HELPER_H
#define DISTANCE_VECTOR_HELPER_H

#include "ns3/application-container.h"
#include "ns3/distance-vector.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

namespace ns3
{

/**
 * \ingroup camcube
 *
 * Puts routing that survives failures on the servers of a cube: the multi-hop routing service
 * where there is none yet, the detection of lost neighbours, and the distance-vector service.
 */
class DistanceVectorHelper
{
  public:
    DistanceVectorHelper();

    /** Sets an attribute of the DistanceVector services that Install() will make. */
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /** Sets an attribute of the DistanceVectorTiming of each of them. */
    void SetTimingAttribute(const std::string& name, const AttributeValue& value);

    /** Sets an attribute of the FailureDetection services that Install() will make. */
    void SetDetectionAttribute(const std::string& name, const AttributeValue& value);

    /** \return the distance-vector services, in the order of the servers */
    ApplicationContainer Install(const NodeContainer& servers);

    /** \return the distance-vector service on a server, null if there is none */
    static Ptr<DistanceVector> Get(Ptr<Node> server);

  private:
    ObjectFactory m_factory;          //!< makes the services
    ObjectFactory m_timingFactory;    //!< makes their timings
    ObjectFactory m_detectionFactory; //!< makes the detection
};

} // namespace ns3

#endif /* DISTANCE_VECTOR_HELPER_H */
