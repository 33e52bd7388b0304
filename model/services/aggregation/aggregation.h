/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_H
#define AGGREGATION_H

#include "aggregation-streams.h"

#include <functional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Records of all servers, combined by key on their way to one: along as many trees as a server has
 * links, of which no two share a link. Each server merges the streams of its children with its own
 * and passes one on, so a link carries each key once.
 *
 * A tree is made of places, and a place is played by the server that is the root of its key
 * (KeyRouting). Where servers fail, others play their places, and streams begin anew where they
 * have got to: each record counts once (doc/aggregation.rst). Install it on all servers, with
 * KeyRouting, and add a job on all of them.
 *
 * Source: Abu-Libdeh et al., SIGCOMM 2010, section 4; Costa et al.: Camdoop, NSDI 2012.
 */
class Aggregation : public AggregationStreams
{
  public:
    static constexpr uint16_t SERVICE_ID = 27; //!< of its frames
    static constexpr uint16_t ENDPOINT = 27;   //!< of those that are routed

    /**
     * Is told of records as they come: those of a tree in the order of keys, each key once, and of
     * the last of all trees.
     */
    using Receiver = std::function<
        void(uint8_t tree, const std::vector<AggregationRecord>& records, bool isLast)>;

    static TypeId GetTypeId();
    Aggregation();
    ~Aggregation() override;

    /**
     * Says what this server knows of a job; on all servers alike.
     * \param owner the service that registers, or null
     * \param number of the job
     * \param job what is aggregated
     * \return undoes it
     * \throws std::invalid_argument for a number that is taken, or a job that lacks a function
     */
    Registration AddJob(Service* owner, uint32_t number, const AggregationJob& job);

    /**
     * Has the records of all places combined here.
     * \param owner the service that asks, or null
     * \param number of the job
     * \param root where trees lead, which this server plays: its own coordinate, or that of a
     *        server of which it is the heir
     * \param receiver is told, later than this call
     * \return ends it, if it is not over
     * \throws std::invalid_argument for no receiver, a job that is not known here, one that goes on
     *         to that root, or a root that this server does not play
     * \throws std::logic_error while this or what it stands on is not deployed
     */
    Registration Start(Service* owner,
                       uint32_t number,
                       const TorusCoordinate& root,
                       Receiver receiver);

    /**
     * \param number of a job
     * \param root a place to which its trees may lead
     * \return whether this server plays it, as its routes say
     */
    bool Plays(uint32_t number, const TorusCoordinate& root) const;

    /** \return the trees of a cube: one for each port that has a cable */
    static PortSet GetTrees(const Torus& torus)
    {
        return torus.GetPorts();
    }

  protected:
    void Withdrawing() override;
    void Deliver(const Id& id, const VertexPtr& vertex) override;

  private:
    using RunId = std::pair<uint32_t, uint32_t>; //!< job, root

    /** A job that goes on to a root here. */
    struct Run
    {
        Receiver receiver;                          //!< is told
        PortSet trees;                              //!< that are not over
        std::shared_ptr<Registration::Entry> entry; //!< ends it
    };

    void ForgetRuns();
    void Begin(const RunId& id, const std::shared_ptr<Registration::Entry>& entry);
    void End(const RunId& id);

    std::map<RunId, Run> m_runs; //!< that go on
};

} // namespace ns3::camcube

#endif /* AGGREGATION_H */
