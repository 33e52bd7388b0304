/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_PROFILE_H
#define TCP_PROFILE_H

#include "ns3/attribute.h"
#include "ns3/ptr.h"
#include "ns3/socket.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * How TCP is set in a data centre. ns-3's defaults are for the wide area: after a lost packet they
 * wait a second, five orders of magnitude above a round trip here.
 *
 * A profile begins with these attributes of ns3::TcpSocketBase and its parents:
 * SndBufSize and RcvBufSize 1 MiB, MinRto and ConnTimeout 10 ms, DelAckTimeout 1 ms, ConnCount 10,
 * DataRetries 15, MaxSegLifetime 5 ms. An attribute that the user gave another default, on the
 * command line or by Config::SetDefault, keeps it, unless Set() names it.
 */
class TcpProfile
{
  public:
    TcpProfile();

    /**
     * \param name an attribute of ns3::TcpSocketBase or a parent, such as SegmentSize
     * \param value what every socket gets, whatever its default
     * \throws std::invalid_argument for an unknown attribute or a value it cannot take
     */
    void Set(const std::string& name, const AttributeValue& value);

    /** As Set(), but an attribute that was set before, or given a default by the user, is kept. */
    void SetIfUnset(const std::string& name, const AttributeValue& value);

    /** Set all attributes of a new socket. */
    void Apply(const Ptr<Socket>& socket) const;

  private:
    /** Attributes in the order in which they were set. */
    std::vector<std::pair<std::string, Ptr<AttributeValue>>> m_attributes;
};

} // namespace ns3::camcube

#endif /* TCP_PROFILE_H */
