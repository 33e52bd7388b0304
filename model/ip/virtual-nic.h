/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VIRTUAL_NIC_H
#define VIRTUAL_NIC_H

#include "reorder-buffer.h"

#include "ns3/frame.h"
#include "ns3/net-device-base.h"
#include "ns3/registration.h"
#include "ns3/routing-header.h"
#include "ns3/traced-callback.h"

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3::camcube
{

class AddressTable;
class MultiHopRouting;

/**
 * \ingroup camcube
 *
 * The NetDevice to which a server's TCP/IP stack is bound. To the stack the whole cube is one
 * link with static address resolution; a packet is encapsulated and carried to its server by the
 * multi-hop routing service.
 *
 * Packets to broadcast and multicast addresses are dropped and counted: there is no broadcast
 * domain over thousands of servers.
 *
 * Source: Costa et al., WREN 2009, section 4 (legacy applications).
 */
class VirtualNic : public NetDeviceBase
{
  public:
    /** Which paths the stack's packets take through the cube. */
    enum Paths
    {
        SHORTEST,     //!< the routing service's
        LINK_DISJOINT //!< three or more that share no link; see LinkDisjointPaths
    };

    /** The routing service's endpoint for packets of the stack. */
    static constexpr uint16_t ENDPOINT = 1;

    /** What has passed. */
    struct Counters
    {
        uint64_t sent{0};       //!< packets given to the routing service
        uint64_t received{0};   //!< packets handed up to the stack
        uint64_t unresolved{0}; //!< packets to an address that no server has
        uint64_t tooLong{0};    //!< packets above the MTU
        uint64_t noRouting{0};  //!< packets sent while the routing service was not deployed
        uint64_t malformed{0};  //!< arrivals too short for the header
    };

    /** Of trace source Arrived. */
    typedef void (*ArrivedCallback)(Ptr<const Packet> packet, const RoutingHeader& header);

    static TypeId GetTypeId();
    VirtualNic();
    ~VirtualNic() override;

    /** \return the MTU of the stack for a given MTU of the cables */
    static uint16_t GetMtuFor(uint16_t cableMtu);

    /** \return the virtual NIC's address on a server: 02:cc:ff:x:y:z */
    static Mac48Address GetAddressOf(const TorusCoordinate& server);

    /**
     * \param routing the routing service of this NIC's server
     * \param here this server's coordinate
     * \param addresses which server has which address
     * \throws std::invalid_argument if the endpoint, or its forwarder, is somebody else's
     */
    void Bind(Ptr<MultiHopRouting> routing,
              const TorusCoordinate& here,
              std::shared_ptr<const AddressTable> addresses);

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    /** \return what the reorder buffers for all sources have counted together */
    ReorderBuffer::Counters GetReorderCounters() const;

    /**
     * Asks before Send(), for a stack that can wait. The cost is that of finding the server twice.
     * \return false if the routing service's queues are full, and the packet would be lost there
     *         now; true for one that is refused for another reason
     */
    bool HasRoom(Ptr<const Packet> packet, const Address& to, uint16_t protocol) const;

    // NetDevice
    Ptr<Channel> GetChannel() const override;
    bool IsLinkUp() const override;
    bool IsPointToPoint() const override;
    /** \return false if the packet was refused, or found the routing service's queues full */
    bool Send(Ptr<Packet> packet, const Address& to, uint16_t protocol) override;

  protected:
    void DoDispose() override;

  private:
    /** \return where a packet goes, by its 48-bit or else by its IP address */
    std::optional<TorusCoordinate> Resolve(Ptr<const Packet> packet,
                                           const Address& to,
                                           uint16_t protocol) const;

    void Receive(FramePtr frame, const RoutingHeader& header);
    void Accept(const TorusCoordinate& source, Ptr<Packet> packet, uint16_t protocol);

    TorusCoordinate m_here;                            //!< this server's place
    Ptr<MultiHopRouting> m_routing;                    //!< carries the packets
    uint16_t m_endpoint{ENDPOINT};                     //!< under which they travel
    Paths m_paths{SHORTEST};                           //!< which they take
    Registration m_registration;                       //!< who receives them here
    Registration m_forwarder;                          //!< chooses their paths, if not the shortest
    std::shared_ptr<const AddressTable> m_addresses;   //!< who has which address
    bool m_reorder{true};                              //!< restore the order of arrivals
    uint32_t m_reorderLimit{0};                        //!< packets of one source that may wait
    Time m_reorderTimeout;                             //!< how long they may wait
    std::unordered_map<uint32_t, uint32_t> m_sequence; //!< next number, by destination
    std::unordered_map<uint32_t, std::unique_ptr<ReorderBuffer>> m_buffers; //!< by source
    Counters m_counters;                                                    //!< what has passed
    TracedCallback<Ptr<const Packet>> m_macTx;     //!< a packet of the stack is sent
    TracedCallback<Ptr<const Packet>> m_macTxDrop; //!< a packet of the stack is refused
    TracedCallback<Ptr<const Packet>> m_macRx;     //!< a packet is handed up to the stack
    TracedCallback<Ptr<const Packet>, const RoutingHeader&> m_arrived; //!< before reordering
};

} // namespace ns3::camcube

#endif /* VIRTUAL_NIC_H */
