/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TESTBED_H
#define TESTBED_H

#include "protocol-option.h"

#include "ns3/channel.h"
#include "ns3/data-rate.h"
#include "ns3/ipv4-address.h"
#include "ns3/link-sample.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3::camcube
{

class CubeRecorder;
class PacketMeter;

/** \ingroup camcube \brief What networks that are compared have in common, and where they differ.
 */
struct TestbedOptions
{
    uint32_t servers{64};             //!< servers wanted
    DataRate lineRate{"1Gbps"};       //!< of every cable, each way
    Time delay{MicroSeconds(1)};      //!< propagation delay of every cable
    uint32_t queuePackets{100};       //!< packets that may wait for a port
    Time processing{MicroSeconds(1)}; //!< at a server of the torus, of every packet it receives
    uint32_t lineOverheadBytes{0};    //!< of a frame of the torus, beyond its headers
    std::string torusChoice{"RandomPath"}; //!< attribute Choice of MultiHopRouting
    std::string torusPaths{"Shortest"};    //!< attribute Paths of the torus's virtual NICs
    bool reorder{true};                    //!< attribute Reorder of the torus's virtual NICs
    bool rerouting{false};                 //!< the torus's routing reacts to failures; others do
    ProtocolOption protocol;               //!< by which it does so
    bool sleeping{false};                  //!< links of the torus sleep when they are not needed
    std::string fatTreeRouting{"Ecmp"};    //!< attribute Mode of FatTreeRouting
    uint32_t dcellLevel{0};                //!< k of the DCell; 0: whichever has fewest servers
    uint32_t bcubeLevel{0};                //!< k of the BCube; 0: whichever has fewest servers
};

/**
 * \ingroup camcube
 *
 * One network for a comparison, whatever its topology: built from the smallest instance that has
 * the servers wanted, each with the stock TCP/IP stack and an address; and what it took to build.
 */
class Testbed
{
  public:
    /** What a network is made of. */
    struct Inventory
    {
        std::string instance;    //!< which size of the topology
        uint32_t servers{0};     //!< servers it has
        uint32_t switches{0};    //!< switches it has
        uint32_t serverPorts{0}; //!< ports of one server
        uint32_t ports{0};       //!< ports, of servers and switches
        uint32_t cables{0};      //!< cables
        double meanHops{0}; //!< cables on the way between two different servers, over all pairs
    };

    virtual ~Testbed() = default;

    /** \return the topologies there are, by the names that Make() knows */
    static std::vector<std::string> GetNames();

    /**
     * \param name one of GetNames()
     * \return the network, ready to use
     * \throws std::invalid_argument for another name, or more servers than the topology can have
     */
    static std::unique_ptr<Testbed> Make(const std::string& name, const TestbedOptions& options);

    const Inventory& GetInventory() const
    {
        return m_inventory;
    }

    /** \return the servers, by number */
    const NodeContainer& GetServers() const
    {
        return m_servers;
    }

    /** \return where each server can be reached */
    const std::vector<Ipv4Address>& GetAddresses() const
    {
        return m_addresses;
    }

    /** \return all cables */
    const std::vector<Ptr<Channel>>& GetCables() const
    {
        return m_cables;
    }

    /** \return the switches, by number; empty if there are none */
    const NodeContainer& GetSwitches() const
    {
        return m_switches;
    }

    /** Tells a meter how packets' hops are counted here. */
    virtual void CountHopsWith(PacketMeter& meter) const = 0;

    /**
     * Begins a recording of the network and goes on until the recorder is told to finish.
     * \throws std::logic_error if it is no torus
     */
    virtual void RecordTo(CubeRecorder& recorder) const;

    /** \return what each cable has carried each way so far */
    virtual std::vector<LinkSample> GetLinkSamples() const = 0;

    /**
     * \param time since the start
     * \return what all cables with their ports have used until now, in joules: as awake all the
     * time with the powers of ns3::camcube::LinkPower, unless some can sleep. What servers and
     * switches use beyond their ports is not in it.
     */
    virtual double GetCableJoules(Time time) const;

  protected:
    Inventory m_inventory;                //!< what it is made of
    NodeContainer m_servers;              //!< by number
    NodeContainer m_switches;             //!< by number
    std::vector<Ptr<Channel>> m_cables;   //!< all of them
    std::vector<Ipv4Address> m_addresses; //!< by server number
};

} // namespace ns3::camcube

#endif /* TESTBED_H */
