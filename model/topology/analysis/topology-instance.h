/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TOPOLOGY_INSTANCE_H
#define TOPOLOGY_INSTANCE_H

#include "ns3/shortest-paths.h"
#include "ns3/topology-graph.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One instance of a topology as a subject of measurement: its graph, and what is known of it
 * without measuring. The same for all topologies.
 */
class TopologyInstance
{
  public:
    /** How many parts it has. */
    struct Counts
    {
        uint64_t servers;  //!< servers
        uint64_t switches; //!< switches
        uint64_t cables;   //!< cables
    };

    /** A figure that is known for certain, and from where. */
    struct KnownFigure
    {
        double value{0};    //!< the figure
        bool isExact{true}; //!< else a bound
        std::string source; //!< paper and section, or the argument
    };

    /** How it grows from one complete instance to the next one of its kind. */
    struct Growth
    {
        uint64_t nextServers;     //!< servers of the next one
        uint64_t stepServers;     //!< the fewest that can be added on the way there
        uint64_t unpluggedCables; //!< cables that must be unplugged for it
        uint32_t newServerPorts;  //!< ports that every server needs in addition
        uint64_t newSwitches;     //!< switches to buy, those that replace others included
        std::string how;          //!< what is done, in words
    };

    virtual ~TopologyInstance() = default;

    /** \return the topologies there are, by the names that Make() knows */
    static const std::vector<std::string>& GetNames();

    /**
     * \param name one of GetNames()
     * \param servers how many servers are wanted
     * \return the smallest instance with at least as many
     * \throws std::invalid_argument for another name, or more servers than the topology can have
     */
    static std::unique_ptr<TopologyInstance> Make(const std::string& name, uint32_t servers);

    /**
     * \param name one of GetNames()
     * \param size which instance: "4x4x8" of torus, "8" (k) of fattree, "4,2" (n,k) of dcell and
     *        bcube
     * \return that instance
     * \throws std::invalid_argument for another name, a size of another form, or an impossible one
     */
    static std::unique_ptr<TopologyInstance> MakeOfSize(const std::string& name,
                                                        const std::string& size);

    /** \return one of GetNames() */
    virtual std::string GetName() const = 0;

    /** \return which size of the topology: "4x4x4", "n=4,k=2" */
    virtual std::string GetSize() const = 0;

    virtual Counts GetCounts() const = 0;

    /** \return servers, switches and cables, each cable with its ports */
    virtual TopologyGraph BuildGraph() const = 0;

    /** \return what a hop of a path is in the literature of this topology */
    virtual HopRule GetHopRule() const = 0;

    /** \return the longest shortest path, in hops; or an upper bound */
    virtual KnownFigure GetKnownDiameter() const = 0;

    /** \return the bisection width in cables, where it is known for certain */
    virtual std::optional<KnownFigure> GetKnownBisection() const = 0;

    virtual Growth GetGrowth() const = 0;

    /** \return the servers in the order in which racks are filled with them; by number */
    virtual std::vector<uint32_t> GetSeats() const;
};

} // namespace ns3::camcube

#endif /* TOPOLOGY_INSTANCE_H */
