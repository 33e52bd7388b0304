/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_SWEEP_H
#define FAILURE_SWEEP_H

#include "failure-kind.h"

#include "ns3/disjoint-sets.h"
#include "ns3/topology-graph.h"

#include <cstdint>
#include <random>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What becomes of a topology as its links, servers or switches fail one after another in one random
 * order, from none to all.
 *
 * Runs backwards: what has failed last is mended first, and the components are joined, which takes
 * hardly longer for the whole sweep than one count does (Newman and Ziff, Efficient Monte Carlo
 * Algorithm and High-Precision Results for Percolation, Phys. Rev. Letters 2000).
 */
class FailureSweep
{
  public:
    /** The topology after some failures. A server that has failed counts nowhere. */
    struct State
    {
        uint32_t servers{0};        //!< servers that work
        uint32_t components{0};     //!< groups of them that reach each other
        uint32_t largest{0};        //!< servers in the largest group
        uint64_t connectedPairs{0}; //!< unordered pairs that reach each other

        /** \return whether some working server is cut off from another */
        bool IsPartitioned() const
        {
            return components > 1;
        }

        /** \return servers of the largest group, as a share of those that work; 1 of none */
        double GetLargestShare() const
        {
            return servers == 0 ? 1.0 : static_cast<double>(largest) / servers;
        }

        /** \return connected pairs, as a share of all pairs of working servers; 1 of none */
        double GetPairShare() const
        {
            return servers < 2 ? 1.0 : 2.0 * connectedPairs / servers / (servers - 1.0);
        }
    };

    /**
     * \param graph the topology, in one piece
     * \param kind what fails: not FailureKind::ANY
     * \param random chooses the order
     * \throws std::invalid_argument for FailureKind::ANY
     */
    FailureSweep(const TopologyGraph& graph, FailureKind kind, std::mt19937_64& random);

    /** \return how many parts of that kind there are */
    uint32_t GetNParts() const
    {
        return static_cast<uint32_t>(m_order.size());
    }

    /** \return the parts, by number of cable or node, in the order in which they fail */
    const std::vector<uint32_t>& GetOrder() const
    {
        return m_order;
    }

    /** \return the state after each number of failures, from 0 to GetNParts() */
    const std::vector<State>& GetStates() const
    {
        return m_states;
    }

    /** \return the fewest failures of this order that cut a working server off; 0 if none do */
    uint32_t GetFirstPartition() const;

    /** \return the fewest failures of this order after which under half of the pairs connect */
    uint32_t GetHalfDisconnected() const;

  private:
    /** Mends a node, and the cables from it to nodes that work. */
    void AddNode(uint32_t node);

    /** Mends a cable between two nodes that work. */
    void Join(uint32_t a, uint32_t b);

    const TopologyGraph& m_graph;  //!< the topology
    bool m_mendCables{true};       //!< whether a node comes with its cables
    std::vector<uint32_t> m_order; //!< parts as they fail
    std::vector<State> m_states;   //!< by number of failures
    State m_now;                   //!< while mending
    std::vector<bool> m_works;     //!< by node, while mending
    std::vector<uint32_t> m_size;  //!< servers of a component, by its root
    DisjointSets m_sets;           //!< the components
};

} // namespace ns3::camcube

#endif /* FAILURE_SWEEP_H */
