/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_H
#define BCUBE_H

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
 * The geometry of BCube_k with switches of n ports. No simulator in it.
 *
 * Guo, Lu, Li, Wu, Zhang, Shi, Tian, Zhang, Lu: BCube: A High Performance, Server-centric Network
 * Architecture for Modular Data Centers, SIGCOMM 2009, section 3.1. A server has the address
 * a_k ... a_1 a_0 of k+1 digits, each 0 to n-1, and the number with these digits to the base n. A
 * switch of level l joins the n servers that differ in digit l alone; there are n^k switches of
 * each of the k+1 levels, and each has for address the k digits that its servers share.
 *
 * Nodes are numbered servers first, then switches by level and address. Port l of a server leads
 * to its switch of level l; port p of a switch of level l leads to the server with digit l equal
 * to p. Every port has a cable.
 *
 * A hop is the path from server to server through a switch (two cables).
 */
class Bcube
{
  public:
    /** The largest level there is: beyond, there are too many switches for MAX_NODES. */
    static constexpr uint32_t MAX_K = 18;

    /** The most servers, and switches: each have one half of 10.0.0.0/8 for their addresses. */
    static constexpr uint32_t MAX_NODES = (1U << 23) - 2;

    /**
     * \param n ports of a switch, from 2
     * \param k the level, from 0
     * \throws std::invalid_argument for n < 2, and for more than MAX_NODES servers or switches
     */
    Bcube(uint32_t n, uint32_t k);

    /**
     * \param servers how many servers are wanted, from 1
     * \return of all BCubes with k from 1 and at least as many servers one with the fewest, and of
     *         those the one with the fewest ports, which is that of the lowest level
     * \throws std::invalid_argument if there is none
     */
    static Bcube SmallestFor(uint32_t servers);

    /**
     * \param servers how many servers are wanted, from 1
     * \param k the level
     * \return the smallest BCube_k with at least as many servers
     * \throws std::invalid_argument if there is none
     */
    static Bcube SmallestFor(uint32_t servers, uint32_t k);

    /** \return ports of a switch */
    uint32_t GetN() const
    {
        return m_powers[1];
    }

    /** \return the level */
    uint32_t GetK() const
    {
        return m_k;
    }

    uint32_t GetNServers() const
    {
        return m_powers[m_k + 1];
    }

    /** \return the switches of one level */
    uint32_t GetNSwitchesOfLevel() const
    {
        return m_powers[m_k];
    }

    uint32_t GetNSwitches() const
    {
        return (m_k + 1) * m_powers[m_k];
    }

    /** \return servers and switches together */
    uint32_t GetNNodes() const
    {
        return GetNServers() + GetNSwitches();
    }

    /** \return the cables: k+1 at each server */
    uint32_t GetNCables() const
    {
        return (m_k + 1) * GetNServers();
    }

    /** \return the ports of all servers and switches; there is a cable at every one */
    uint32_t GetNPorts() const
    {
        return 2 * GetNCables();
    }

    /** \return how many ports a server or switch has */
    uint32_t GetNPorts(uint32_t node) const
    {
        return node < GetNServers() ? m_k + 1 : GetN();
    }

    /** \return the node at the other end of the cable at a port below GetNPorts(node) */
    uint32_t GetNeighbor(uint32_t node, uint32_t port) const;

    /** \return a digit of a server's address, for a level 0 to k */
    uint32_t GetDigit(uint32_t server, uint32_t level) const
    {
        return server / m_powers[level] % GetN();
    }

    /** \return the server whose address has another digit at a level */
    uint32_t WithDigit(uint32_t server, uint32_t level, uint32_t digit) const
    {
        return server + (digit - GetDigit(server, level)) * m_powers[level];
    }

    /** \return the digits of a server's address, a_k first */
    std::vector<uint32_t> GetDigits(uint32_t server) const;

    /** \return the node number of a server's switch of a level */
    uint32_t GetSwitch(uint32_t server, uint32_t level) const;

    /** \return the level of a switch, by node number */
    uint32_t GetSwitchLevel(uint32_t node) const
    {
        return (node - GetNServers()) / m_powers[m_k];
    }

    /** \return the hops of a shortest path: the digits in which two servers differ */
    uint32_t GetDistance(uint32_t from, uint32_t to) const;

    /** \return the longest shortest path, in hops */
    uint32_t GetDiameter() const
    {
        return m_k + 1;
    }

    /** \return the mean shortest path over all ordered pairs of different servers, in hops */
    double GetMeanDistance() const;

    /**
     * BCubeRouting (paper, section 3.2): correct the digits one by one.
     * \param from the first server
     * \param to the last
     * \param order the levels 0 to k, in the order in which to correct them
     * \return the servers of the path, both ends included
     */
    std::vector<uint32_t> GetRoute(uint32_t from,
                                   uint32_t to,
                                   const std::vector<uint32_t>& order) const;

    /**
     * BuildPathSet (paper, section 3.3): k+1 paths between different servers that share no server
     * and no switch but the ends. Path i, in the order of the ports by which they leave, takes
     * port i of the first server; it is a shortest path if the two differ in digit i, and else two
     * hops longer, by the next server of level i.
     * \return the servers of each path, both ends included
     */
    std::vector<std::vector<uint32_t>> GetParallelPaths(uint32_t from, uint32_t to) const;

    /**
     * \return the IPv4 address of a server or switch in host byte order: its number plus one in
     *         10.0.0.0/9, and for a switch its number after the servers plus one in 10.128.0.0/9
     */
    uint32_t GetAddress(uint32_t node) const;

    /** \return the server with an IPv4 address in host byte order; none has it: empty */
    std::optional<uint32_t> FindServer(uint32_t address) const;

    /** \return "n=8,k=1" */
    std::string GetName() const;

  private:
    /** \return the levels 0 to k downward from one, and round */
    std::vector<uint32_t> DownwardFrom(uint32_t level) const;

    uint32_t m_k;                               //!< the level
    std::array<uint32_t, MAX_K + 2> m_powers{}; //!< n^l by l
};

} // namespace ns3::camcube

#endif /* BCUBE_H */
