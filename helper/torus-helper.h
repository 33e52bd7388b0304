/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_HELPER_H
#define TORUS_HELPER_H

#include "ns3/camcube-channel.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/random-variable-stream.h"
#include "ns3/torus-wiring.h"
#include "ns3/trace-helper.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::camcube
{

class CamCubeNetDevice;

/**
 * \ingroup camcube
 *
 * Builds a cube: servers, six-port NICs, the cables between them, and the runtime that every
 * server needs. Captures and ascii traces are switched on as for any other ns-3 device.
 */
class TorusHelper : public PcapHelperForDevice, public AsciiTraceHelperForDevice
{
  public:
    /**
     * \param kx,ky,kz servers along each axis
     * \throws std::invalid_argument for an impossible side
     */
    TorusHelper(uint32_t kx, uint32_t ky, uint32_t kz);

    /** \param torus the cube to build */
    explicit TorusHelper(const Torus& torus);

    /**
     * Sets an attribute of all CamCubeNetDevices that Create() and AddGateway() will make.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetDeviceAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Sets an attribute of all CamCubeChannels that Create() and AddGateway() will make.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetChannelAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Says whether the servers that Create() and Install() will make know where in the cube they
     * are; true at first. Those that do not have their ports and cables, and addresses that tell
     * nothing, until Runtime::Place() is called on each: for services that find it out.
     */
    void SetPlaced(bool isPlaced);

    /**
     * Has the cables plugged in otherwise than they should be, in cubes made from now on. Servers
     * that know where they are would rely on what is not so.
     * \throws std::invalid_argument if those are not the cables of this torus
     */
    void SetWiring(const TorusWiring& wiring);

    /**
     * Fixes the random stream that shuffles the addresses of servers that do not know where they
     * are, before they are made.
     * \return streams used: 1, or 0 if servers are placed
     */
    int64_t AssignStreams(int64_t stream);

    /** \return the geometry, for Runtime::Place() */
    std::shared_ptr<const Torus> ShareTorus() const
    {
        return m_torus;
    }

    /** \param watcher told how many servers of a cube have their ports, for who waits */
    void SetWatcher(const std::function<void(uint32_t servers)>& watcher)
    {
        m_watcher = watcher;
    }

    /**
     * \return the servers of a new cube, by number; where several processes simulate it (Ranks),
     *         those of others are bare nodes
     * \throws std::invalid_argument for a cube that needs more memory than the machine has, or that
     *         has fewer planes along z than there are processes
     */
    NodeContainer Create();

    /**
     * Makes a cube of existing nodes.
     * \throws std::invalid_argument if they are not as many as the cube has servers
     */
    void Install(const NodeContainer& servers);

    /**
     * Gives a server one more port and cables it to a node outside the cube.
     * \return the server's port and the outside node's device
     */
    NetDeviceContainer AddGateway(Ptr<Node> server, Ptr<Node> outside);

    const Torus& GetTorus() const
    {
        return *m_torus;
    }

    /**
     * \return all cables of the newest cube, server by server and axis by axis: each is listed at
     *         the server whose plus port it should be plugged into. Cables between servers of
     *         other processes are there, so that all processes count alike, but are plugged into
     *         nothing.
     */
    const std::vector<Ptr<CamCubeChannel>>& Links() const;

    /** \return the cable at a server's port, null if there is none */
    static Ptr<CamCubeChannel> GetLink(Ptr<Node> server, uint8_t port);

    /** \return a server's port, null if there is none */
    static Ptr<CamCubeNetDevice> GetPort(Ptr<Node> server, uint8_t port);

  private:
    Ptr<CamCubeNetDevice> AddPort(Ptr<Node> node,
                                  const Mac48Address& address,
                                  Ptr<CamCubeNetDevice> port);
    Ptr<CamCubeChannel> Connect(Ptr<CamCubeNetDevice> a, Ptr<CamCubeNetDevice> b);
    Ptr<CamCubeChannel> Plug(const NodeContainer& servers,
                             const TorusWiring::End& a,
                             const TorusWiring::End& b);

    void EnablePcapInternal(std::string prefix,
                            Ptr<NetDevice> device,
                            bool promiscuous,
                            bool explicitFilename) override;
    void EnableAsciiInternal(Ptr<OutputStreamWrapper> stream,
                             std::string prefix,
                             Ptr<NetDevice> device,
                             bool explicitFilename) override;

    std::shared_ptr<const Torus> m_torus;      //!< the geometry
    std::optional<TorusWiring> m_wiring;       //!< if cables are not where they should be
    Ptr<UniformRandomVariable> m_addressOrder; //!< for servers that are not placed, else null
    ObjectFactory m_deviceFactory;             //!< makes ports
    ObjectFactory m_channelFactory;            //!< makes cables
    std::function<void(uint32_t)> m_watcher;   //!< told of servers that have their ports
    mutable std::vector<Ptr<CamCubeChannel>> m_links; //!< the cube's cables; null while nobody has
                                                      //!< asked for those of others
};

} // namespace ns3::camcube

#endif /* TORUS_HELPER_H */
