/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAT_TREE_H
#define FAT_TREE_H

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::camcube
{

/** \ingroup camcube \brief Where a host of a fat-tree is: the last three bytes of its address. */
struct FatTreeHost
{
    uint32_t pod;  //!< 0 to k-1
    uint32_t edge; //!< its edge switch in the pod, 0 to k/2-1
    uint32_t id;   //!< 2 to k/2+1
};

/** \ingroup camcube \brief Where a switch of a fat-tree is. */
struct FatTreeSwitch
{
    /** The three layers of switches, from the hosts up. */
    enum Layer : uint8_t
    {
        EDGE,
        AGGREGATION,
        CORE
    };

    Layer layer;    //!< how far up
    uint32_t pod;   //!< 0 to k-1; k in the core, as in the address
    uint32_t index; //!< its place among the switches of this layer in this pod, or in the core
};

/**
 * \ingroup camcube
 *
 * The geometry of a k-ary fat-tree. No simulator in it.
 *
 * Al-Fares, Loukissas, Vahdat: A Scalable, Commodity Data Center Network Architecture, SIGCOMM
 * 2008, sections 2.2 and 3.2. There are k pods of k/2 edge and k/2 aggregation switches, (k/2)^2
 * core switches, and k/2 hosts at each edge switch; every switch has k ports. Addresses are
 * 10.pod.switch.id for hosts, 10.pod.switch.1 for the switches of a pod (edge switches from 0,
 * aggregation switches from k/2) and 10.k.j.i for the core, j and i from 1 to k/2.
 *
 * Nodes are numbered hosts first, then edge, aggregation and core switches, each by pod and by
 * place in the pod. Ports are numbered from 0. A host has one. A switch in a pod has its k/2 ports
 * down first, by place of what they lead to, and then its k/2 ports up; port p of a core switch
 * leads to pod p. The core switch 10.k.j.i hangs on the j-th aggregation switch of every pod, at
 * its i-th port up.
 */
class FatTree
{
  public:
    /** The largest k: with 256 the core's 10.k.j.i would not fit a byte. It has 4,096,766 hosts. */
    static constexpr uint32_t MAX_K = 254;

    /**
     * \param k ports of a switch: even, 2 to MAX_K
     * \throws std::invalid_argument for any other k
     */
    explicit FatTree(uint32_t k);

    /**
     * \param hosts how many hosts are wanted, from 1
     * \return the smallest fat-tree with at least as many hosts
     * \throws std::invalid_argument for 0, and for more than the largest has
     */
    static FatTree SmallestFor(uint32_t hosts);

    /** \return ports of a switch, and number of pods */
    uint32_t GetK() const
    {
        return 2 * m_half;
    }

    uint32_t GetNHosts() const
    {
        return 2 * m_half * m_half * m_half;
    }

    uint32_t GetNEdgeSwitches() const
    {
        return 2 * m_half * m_half;
    }

    uint32_t GetNAggregationSwitches() const
    {
        return 2 * m_half * m_half;
    }

    uint32_t GetNCoreSwitches() const
    {
        return m_half * m_half;
    }

    uint32_t GetNSwitches() const
    {
        return 5 * m_half * m_half;
    }

    /** \return hosts and switches together */
    uint32_t GetNNodes() const
    {
        return GetNHosts() + GetNSwitches();
    }

    /** \return the number of cables: as many in each of the three layers as there are hosts */
    uint32_t GetNCables() const
    {
        return 3 * GetNHosts();
    }

    /** \return the ports of all switches and hosts; there is a cable at every one */
    uint32_t GetNPorts() const
    {
        return 2 * GetNCables();
    }

    /** \return the place of a host below GetNHosts() */
    FatTreeHost GetHost(uint32_t host) const;

    /** \return the number of the host at a place */
    uint32_t GetNumber(const FatTreeHost& host) const
    {
        return (host.pod * m_half + host.edge) * m_half + host.id - 2;
    }

    /** \return the place of a switch, by node number from GetNHosts() to GetNNodes()-1 */
    FatTreeSwitch GetSwitch(uint32_t node) const;

    /** \return the node number of the switch at a place */
    uint32_t GetNumber(const FatTreeSwitch& place) const;

    /** \return the IPv4 address of a host or switch by node number, in host byte order */
    uint32_t GetAddress(uint32_t node) const;

    /** \return the place of the host with an IPv4 address in host byte order; none has it: empty */
    std::optional<FatTreeHost> FindHost(uint32_t address) const
    {
        const FatTreeHost host{address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff};
        if (address >> 24 != 10 || host.pod >= 2 * m_half || host.edge >= m_half || host.id < 2 ||
            host.id > m_half + 1)
        {
            return std::nullopt;
        }
        return host;
    }

    /** \return how many ports a host or switch has */
    uint32_t GetNPorts(uint32_t node) const
    {
        return node < GetNHosts() ? 1 : GetK();
    }

    /** \return the first port that leads up; GetNPorts(node) in the core, where none does */
    uint32_t GetFirstUpPort(uint32_t node) const;

    /** \return the node at the other end of the cable at a port below GetNPorts(node) */
    uint32_t GetNeighbor(uint32_t node, uint32_t port) const;

    /** \return the port of a switch on the only path down to a host; empty: the path leads up */
    std::optional<uint32_t> GetDownPort(const FatTreeSwitch& at, const FatTreeHost& to) const
    {
        if (at.layer == FatTreeSwitch::CORE)
        {
            return to.pod;
        }
        if (at.pod != to.pod)
        {
            return std::nullopt;
        }
        if (at.layer == FatTreeSwitch::AGGREGATION)
        {
            return to.edge;
        }
        return at.index == to.edge ? std::make_optional(to.id - 2) : std::nullopt;
    }

    /** \return the links on a shortest path between two hosts: 0, 2, 4 or 6 */
    uint32_t GetDistance(uint32_t from, uint32_t to) const;

    /** \return the longest shortest path between hosts, in links */
    uint32_t GetDiameter() const
    {
        return 6;
    }

    /** \return the mean shortest path over all ordered pairs of different hosts, in links */
    double GetMeanDistance() const;

    /** \return "k=8" */
    std::string GetName() const;

  private:
    uint32_t m_half; //!< k/2
};

} // namespace ns3::camcube

#endif /* FAT_TREE_H */
