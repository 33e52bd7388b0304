/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVER_HELPER_H
#define SERVER_HELPER_H

#include "routing-protocol-helper.h"

#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/object-factory.h"
#include "ns3/torus.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3::camcube
{

class DescriptorWatch;
class RealNic;

/**
 * \ingroup camcube
 *
 * Builds one server of a cube whose other servers are not in this simulation, but in other
 * processes or on other machines: its runtime, its ports, with the addresses that they have in a
 * cube of TorusHelper, and real cables. Services are then installed as on any other server.
 */
class ServerHelper
{
  public:
    /**
     * \param torus the cube
     * \param here the server's coordinate
     * \throws std::invalid_argument for a coordinate outside the cube
     */
    ServerHelper(const Torus& torus, const TorusCoordinate& here);

    /**
     * Sets an attribute of the ports that Create() will make.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetDeviceAttribute(const std::string& name, const AttributeValue& value);

    /**
     * \param interfaces Linux interfaces for its ports, in the order of Torus::GetPorts()
     * \param watch waits for them; it runs while the simulation does, in real time
     * \return the server
     * \throws std::invalid_argument for too few or too many interfaces, or one that is not there,
     *         or may not be used
     */
    Ptr<Node> Create(const std::vector<std::string>& interfaces,
                     std::shared_ptr<DescriptorWatch> watch);

    /**
     * Puts routing on the server. Its detection of lost neighbours is as patient as the server
     * itself is late.
     * \param routing what to install; its detection has an interval, for a cable that has carrier
     *        says nothing of who lives at its other end
     */
    void InstallRouting(const RoutingProtocolHelper& routing) const;

    /** \return the cables of the server, which hold as long as this */
    RealNic& GetNic() const
    {
        return *m_nic;
    }

  private:
    std::shared_ptr<const Torus> m_torus; //!< the cube
    TorusCoordinate m_here;               //!< the server's place
    ObjectFactory m_deviceFactory;        //!< makes ports
    Ptr<Node> m_server;                   //!< the server
    std::shared_ptr<RealNic> m_nic;       //!< its cables
};

} // namespace ns3::camcube

#endif /* SERVER_HELPER_H */
