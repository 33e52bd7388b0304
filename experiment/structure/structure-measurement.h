/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STRUCTURE_MEASUREMENT_H
#define STRUCTURE_MEASUREMENT_H

#include "ns3/failure-curve.h"
#include "ns3/floor-plan.h"
#include "ns3/path-metrics.h"
#include "ns3/random-variable-stream.h"
#include "ns3/sample-summary.h"
#include "ns3/topology-instance.h"

#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief How thoroughly to measure a topology. */
struct StructureOptions
{
    uint32_t sources{10000};    //!< servers to search from; of more servers, so many are drawn
    uint32_t pairs{200};        //!< pairs of servers of which disjoint paths are counted
    bool failures{false};       //!< whether to let parts fail
    uint32_t orders{30};        //!< random orders of failures
    std::vector<double> shares; //!< failed shares to report, each 0 to 1

    /** \return shares that show how a curve runs: by 1 % up to 5 %, then by 5 % up to half */
    static std::vector<double> GetUsualShares();
};

/**
 * \ingroup camcube
 *
 * What one instance of a topology is worth, structurally: everything that model/topology can
 * measure, in one object.
 */
class StructureMeasurement
{
  public:
    /** What both bounds of the bisection width are, and why. */
    struct Bisection
    {
        std::optional<uint64_t> lower; //!< cables
        uint64_t upper;                //!< cables; equal to \c lower if exact
        std::string source;            //!< of the exact value, or of the bounds

        bool IsExact() const
        {
            return lower == upper;
        }
    };

    /** Told what is being done and which share of it is done. */
    using Listener = std::function<void(const std::string& what, double done)>;

    /**
     * \param topology the instance
     * \param options how thoroughly
     * \param random draws sources, pairs and the seed of failures
     * \param listener told of progress
     * \throws std::invalid_argument with its size if there is not the memory for it
     */
    StructureMeasurement(const TopologyInstance& topology,
                         const StructureOptions& options,
                         Ptr<UniformRandomVariable> random,
                         const Listener& listener);

    /**
     * The same, drawing from the first random stream: the figures of one topology do not depend on
     * what else is measured.
     */
    static StructureMeasurement Measure(const TopologyInstance& topology,
                                        const StructureOptions& options,
                                        const Listener& listener);

    std::string name;                                    //!< the topology
    std::string instance;                                //!< its size
    HopRule hopRule;                                     //!< what a hop is
    TopologyInstance::Counts counts;                     //!< its parts
    TopologyInstance::KnownFigure knownDiameter;         //!< in hops
    TopologyInstance::Growth growth;                     //!< to the next instance
    uint32_t serverPorts{0};                             //!< ports of a server
    uint32_t switchPorts{0};                             //!< ports of the largest switch
    uint32_t sources{0};                                 //!< servers searched from
    std::optional<PathMetrics> hops;                     //!< paths in hops
    std::optional<PathMetrics> cables;                   //!< paths in cables
    Bisection bisection;                                 //!< its width
    SampleSummary edgeDisjoint;                          //!< paths of sampled pairs
    SampleSummary nodeDisjoint;                          //!< paths of the same pairs
    std::map<FailureKind, std::optional<uint32_t>> cuts; //!< smallest, nothing if there is none
    uint32_t racks{0};                                   //!< of the floor plan
    double cableMetres{0};                               //!< all cables together
    double longestCableMetres{0};                        //!< the longest one
    std::map<FailureKind, FailureCurve> curves;          //!< if asked for; links, servers, switches
    double wallSeconds{0};                               //!< real time it took

    /** \throws std::invalid_argument with the size of an instance that memory does not hold */
    static void CheckMemory(const TopologyInstance& topology);

    /** \return everything but the curves, with units in the names */
    nlohmann::ordered_json ToJson() const;

    /** \return the points of the curves, one object each, with units in the names */
    nlohmann::ordered_json GetPointsJson() const;

    /** \return where each curve breaks down, one object each */
    nlohmann::ordered_json GetThresholdsJson() const;

  private:
    void MeasurePaths(const TopologyGraph& graph,
                      const StructureOptions& options,
                      Ptr<UniformRandomVariable> random,
                      const Listener& listener);
    void MeasureBisection(const TopologyInstance& topology, const TopologyGraph& graph);
    void SampleDisjointPaths(const TopologyGraph& graph,
                             const StructureOptions& options,
                             Ptr<UniformRandomVariable> random,
                             const Listener& listener);
    void LetFail(const TopologyGraph& graph,
                 const StructureOptions& options,
                 uint64_t seed,
                 const Listener& listener);
};

} // namespace ns3::camcube

#endif /* STRUCTURE_MEASUREMENT_H */
