/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_PORT_H
#define LIVE_PORT_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/packet.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace ns3
{
class Address;
class NetDevice;
} // namespace ns3

namespace ns3::camcube
{

class DescriptorReader;
class DescriptorWatch;
class VirtualNic;

/**
 * \ingroup camcube
 *
 * Binds the TCP/IP stack of a real host to a server's virtual NIC, in place of ns-3's: what the
 * host sends through a TUN device enters the cube, and what the cube brings the host receives. For
 * simulations in real time.
 *
 * A packet enters at the simulated time at which it was read, so that it is never sooner at its end
 * than the simulated cube allows. When the cube has no room for the next one, this stops reading:
 * the device's queue fills, and the host sees what it sees of a real NIC. Nothing that the device
 * does ends the simulation: errors are counted.
 */
class LivePort : public Object
{
  public:
    /** What has passed. */
    struct Counters
    {
        uint64_t fromHost{0};    //!< packets read
        uint64_t toHost{0};      //!< packets written
        uint64_t waited{0};      //!< times that a packet waited a while for room in the cube
        uint64_t refused{0};     //!< packets read that the virtual NIC did not take
        uint64_t foreign{0};     //!< packets read that are neither IPv4 nor IPv6
        uint64_t writeErrors{0}; //!< packets that the device did not take
        uint64_t downs{0};       //!< times that the device has gone down, or has gone
    };

    /**
     * Shown each packet of the host before it enters the cube.
     * \return whether it has been taken, and does not
     */
    using Interceptor = std::function<bool(Ptr<const Packet> packet, uint16_t protocol)>;

    static TypeId GetTypeId();
    LivePort();
    ~LivePort() override;

    /**
     * \param descriptor of a device that reads and writes one IP packet at a time; closed with this
     * \param nic the server's, added to its node
     * \param watch tells when there is something to read
     * \throws std::runtime_error if it cannot be watched
     */
    void Bind(int descriptor, Ptr<VirtualNic> nic, std::shared_ptr<DescriptorWatch> watch);

    /** Has somebody answer what the host sends to the cube itself. */
    void SetInterceptor(Interceptor interceptor);

    /**
     * Hands a packet to the host.
     * \param packet from its IP header on
     * \return false if the device did not take it, which is counted
     */
    bool Write(Ptr<const Packet> packet);

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    /** \return whether the device has taken the last packet that it was to take */
    bool IsUp() const
    {
        return !m_isDown;
    }

  protected:
    void DoDispose() override;

  private:
    void BecomeDue();
    void Send();
    bool TakeNext();
    void GoDown();
    bool Receive(Ptr<NetDevice> nic, Ptr<const Packet> packet, uint16_t protocol, const Address&);

    int m_descriptor{-1};                       //!< of the device
    Ptr<VirtualNic> m_nic;                      //!< the server's
    uint32_t m_context{0};                      //!< the server's node
    uint32_t m_limit{0};                        //!< packets read that may wait
    Time m_retry;                               //!< how long one waits before it is tried again
    Time m_mostLate;                            //!< of the simulation that takes packets
    std::unique_ptr<DescriptorReader> m_reader; //!< reads packets
    uint64_t m_due{0};                          //!< packets in the ring whose time has come
    Ptr<Packet> m_next;                         //!< the first of them, once it was looked at
    uint16_t m_nextProtocol{0};                 //!< its EtherType
    EventId m_again;                            //!< when the next is tried again
    bool m_isDown{false};                       //!< the device does not take packets
    std::vector<uint8_t> m_bytes;               //!< of a packet that is written
    Interceptor m_interceptor;                  //!< answers in place of the cube, if anybody does
    Counters m_counters;                        //!< what has passed
};

} // namespace ns3::camcube

#endif /* LIVE_PORT_H */
