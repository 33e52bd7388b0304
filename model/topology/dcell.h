/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DCELL_H
#define DCELL_H

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The geometry of DCell_k with mini-switches of n ports. No simulator in it.
 *
 * Guo, Wu, Tan, Shi, Zhang, Lu: DCell: A Scalable and Fault-Tolerant Network Structure for Data
 * Centers, SIGCOMM 2008, sections 3.1 and 4.1. A DCell_0 is n servers at one mini-switch. A DCell_l
 * is g_l = t_(l-1) + 1 cells of level l-1, each cabled to each other once, where t_l is the number
 * of servers of a DCell_l: t_0 = n and t_l = t_(l-1) * g_l. For i < j the cable is that of
 * [i, j-1] and [j, i], written as a cell and the number of a server in it.
 *
 * A server has the tuple [a_k, ..., a_1, a_0] and the number a_0 + sum of a_l * t_(l-1). Nodes are
 * numbered servers first, then mini-switches by cell. Port 0 of a server leads to its mini-switch,
 * port l to its peer of level l; port p of a mini-switch leads to the server with a_0 = p. Every
 * port has a cable.
 *
 * A hop is a path from server to server: over a cable, or through a mini-switch (two cables).
 */
class Dcell
{
  public:
    /** The largest level there is: DCell_5 of the smallest switches is beyond MAX_SERVERS. */
    static constexpr uint32_t MAX_K = 4;

    /** The most servers: one half of 10.0.0.0/8 is for servers, the other for mini-switches. */
    static constexpr uint32_t MAX_SERVERS = (1U << 23) - 2;

    /**
     * \param n ports of a mini-switch, from 2
     * \param k the level, from 0
     * \throws std::invalid_argument for n < 2, and for more than MAX_SERVERS servers
     */
    Dcell(uint32_t n, uint32_t k);

    /**
     * \param servers how many servers are wanted, 1 to MAX_SERVERS
     * \return of all DCells with k from 1 and at least as many servers one with the fewest, and of
     *         those the one with the fewest ports, which is that of the lowest level
     * \throws std::invalid_argument for a number out of range
     */
    static Dcell SmallestFor(uint32_t servers);

    /**
     * \param servers how many servers are wanted, from 1
     * \param k the level
     * \return the smallest DCell_k with at least as many servers
     * \throws std::invalid_argument if there is none with up to MAX_SERVERS
     */
    static Dcell SmallestFor(uint32_t servers, uint32_t k);

    /** \return ports of a mini-switch */
    uint32_t GetN() const
    {
        return m_sizes[0];
    }

    /** \return the level */
    uint32_t GetK() const
    {
        return m_k;
    }

    uint32_t GetNServers() const
    {
        return m_sizes[m_k];
    }

    uint32_t GetNSwitches() const
    {
        return GetNServers() / GetN();
    }

    /** \return servers and mini-switches together */
    uint32_t GetNNodes() const
    {
        return GetNServers() + GetNSwitches();
    }

    /** \return the cables: one from each server to its mini-switch, and k for each two servers */
    uint32_t GetNCables() const
    {
        return GetNPorts() / 2;
    }

    /** \return the ports of all servers and mini-switches; there is a cable at every one */
    uint32_t GetNPorts() const
    {
        return (m_k + 2) * GetNServers();
    }

    /** \return how many ports a server or mini-switch has */
    uint32_t GetNPorts(uint32_t node) const
    {
        return node < GetNServers() ? m_k + 1 : GetN();
    }

    /** \return the node at the other end of the cable at a port below GetNPorts(node) */
    uint32_t GetNeighbor(uint32_t node, uint32_t port) const;

    /** \return t_l, the servers of one cell of a level, 0 to k */
    uint32_t GetCellSize(uint32_t level) const
    {
        return m_sizes[level];
    }

    /** \return g_l, the cells of level l-1 in one of level l, 1 to k */
    uint32_t GetNSubCells(uint32_t level) const
    {
        return m_sizes[level - 1] + 1;
    }

    /** \return a_l of a server's tuple, for a level 0 to k */
    uint32_t GetDigit(uint32_t server, uint32_t level) const
    {
        return level == 0 ? server % GetN() : server % m_sizes[level] / m_sizes[level - 1];
    }

    /** \return the tuple of a server, a_k first */
    std::vector<uint32_t> GetTuple(uint32_t server) const;

    /** \return the server with a tuple that GetTuple() may give */
    uint32_t GetServer(const std::vector<uint32_t>& tuple) const;

    /** \return the node number of a server's mini-switch */
    uint32_t GetSwitch(uint32_t server) const
    {
        return GetNServers() + server / GetN();
    }

    /** \return the server at the other end of a server's cable of a level, 1 to k */
    uint32_t GetPeer(uint32_t server, uint32_t level) const;

    /** \return the lowest level of which one cell holds both servers, 0 to k */
    uint32_t GetCommonLevel(uint32_t a, uint32_t b) const;

    /** The one cable between two cells. */
    struct Link
    {
        uint32_t from; //!< the server at its near end
        uint32_t to;   //!< and at its far end
    };

    /**
     * \param server any server of the near cell
     * \param level the level of the cable, 1 to k
     * \param subCell the far cell, 0 to g_l - 1, another than the server's own
     * \return the cable from the near cell of level l-1 to the far one in the same cell of level l
     */
    Link GetLink(uint32_t server, uint32_t level, uint32_t subCell) const;

    /** One hop of a route. */
    struct Hop
    {
        uint32_t server; //!< where it leads
        uint32_t port;   //!< by which port of the server before: 0 means through the mini-switch
    };

    /**
     * \return the first hop of DCellRouting (paper, section 4.1) between different servers. From
     *         each server of a route the rest of it is the route from there.
     */
    Hop GetNextHop(uint32_t at, uint32_t to) const;

    /** \return the servers of DCellRouting from one to another, both ends included */
    std::vector<uint32_t> GetRoute(uint32_t from, uint32_t to) const;

    /** \return the length of that route, in hops */
    uint32_t GetRouteLength(uint32_t from, uint32_t to) const;

    /** \return the most hops a route can have: 2^(k+1) - 1 */
    uint32_t GetMaxRouteLength() const
    {
        return (2U << m_k) - 1;
    }

    /** \return mean length of a route over all ordered pairs of different servers, in hops */
    double GetMeanRouteLength() const
    {
        return MeanRoute(1);
    }

    /** \return the same in cables, of which a hop through a mini-switch has two */
    double GetMeanRouteCables() const
    {
        return MeanRoute(2);
    }

    /**
     * \return the IPv4 address of a server or mini-switch in host byte order: its number plus one
     *         in 10.0.0.0/9, and for a mini-switch its cell plus one in 10.128.0.0/9
     */
    uint32_t GetAddress(uint32_t node) const;

    /** \return the server with an IPv4 address in host byte order; none has it: empty */
    std::optional<uint32_t> FindServer(uint32_t address) const;

    /** \return "n=4,k=2" */
    std::string GetName() const;

  private:
    /** \return mean route if the path through a mini-switch counts for so much */
    double MeanRoute(double switchHop) const;

    uint32_t m_k;                              //!< the level
    std::array<uint32_t, MAX_K + 1> m_sizes{}; //!< t_l by l
};

} // namespace ns3::camcube

#endif /* DCELL_H */
