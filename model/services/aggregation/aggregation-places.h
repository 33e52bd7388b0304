/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_PLACES_H
#define AGGREGATION_PLACES_H

#include "aggregation-job.h"

#include "ns3/handler-list.h"
#include "ns3/key-routing.h"
#include "ns3/queued-service.h"

#include <map>
#include <memory>
#include <tuple>

namespace ns3::camcube
{

class AggregationInlet;
class AggregationVertex;

/**
 * \ingroup camcube
 *
 * The places that a server plays in the trees of Aggregation, and who plays those of their
 * children, which it asks for records: again where a stream has stalled, and whoever is asked.
 */
class AggregationPlaces : public QueuedService
{
  public:
    /** What a server has done. */
    struct Counters
    {
        uint64_t frames{0};    //!< with records, sent
        uint64_t routed{0};    //!< of these, to servers that are not at the other end of a link
        uint64_t pulls{0};     //!< requests for records, sent
        uint64_t restarts{0};  //!< of these, with which a stream began anew
        uint64_t ignored{0};   //!< messages that were late, doubled, or of nothing known here
        uint64_t malformed{0}; //!< messages that made no sense
    };

    /** Of trace source Restarted. */
    typedef void (*RestartedCallback)(const TorusCoordinate& place, uint8_t tree);

    static TypeId GetTypeId();

    /**
     * \param serviceId of the service
     * \param endpoint of messages that are routed
     */
    AggregationPlaces(uint16_t serviceId, uint16_t endpoint);
    ~AggregationPlaces() override;

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    /** \return places that this server plays in jobs that go on, each once for each tree */
    std::size_t GetNPlaces() const
    {
        return m_vertices.size();
    }

  protected:
    using Id = std::tuple<uint32_t, uint32_t, uint8_t, uint32_t>; //!< job, root, tree, place
    using VertexPtr = std::shared_ptr<AggregationVertex>;         //!< what plays a place

    bool NeedsPlace() const override;
    void Placed() override;
    void Withdrawing() override;

    /** \return whether this and what it stands on is deployed */
    bool IsReady() const;

    /** \return what names a part of a job */
    Id GetId(uint32_t job, const AggregationPart& part) const;

    /** \return the server that plays a part of a job, as the routes of this one say */
    TorusCoordinate GetPlayer(uint32_t job, const AggregationPart& part) const;

    /** Plays a part of a job that is known here. \return what does \param after behind a key */
    VertexPtr Add(uint32_t job, const AggregationPart& part, const std::optional<uint64_t>& after);

    /** Has one begin anew behind a key, and its children, too. */
    void Restart(const Id& id, AggregationVertex& vertex, const std::optional<uint64_t>& after);

    /** Asks a child for records. \param isAnew whether in a new session */
    void Ask(const Id& id, AggregationVertex& vertex, AggregationInlet& inlet, bool isAnew);

    /** Sends a message. \param port by which, or nothing if it is routed */
    void Send(const Ptr<Packet>& packet,
              const TorusCoordinate& to,
              const std::optional<uint8_t>& port);

    /** Leaves places that others play by now, and asks children anew whom others play. */
    void RoutesChanged();

    /** \return what carries packets, while this is deployed */
    const Ptr<MultiHopRouting>& PeekRouting() const
    {
        return m_routing;
    }

    uint16_t GetEndpoint() const
    {
        return m_endpoint;
    }

    HandlerList<AggregationJob> m_jobs; //!< by number
    std::map<Id, VertexPtr> m_vertices; //!< what plays places here
    Counters m_counters;                //!< so far

  private:
    bool Locate(const Id& id, const AggregationVertex& vertex, AggregationInlet& inlet) const;
    void Check(const Id& id);

    uint16_t m_endpoint;            //!< of messages that are routed
    uint32_t m_window;              //!< frames of a stream that wait at either end
    Time m_retryTime;               //!< after which what has stalled begins anew
    Time m_idleTime;                //!< after which places without parent are left
    uint32_t m_perFrame{0};         //!< records
    Ptr<KeyRouting> m_keys;         //!< knows who plays a place, while deployed
    Ptr<MultiHopRouting> m_routing; //!< carries what is not for a neighbor
    Registration m_routesChanged;   //!< perhaps others play
    uint64_t m_lastSession{0};      //!< that began here
    TracedCallback<const TorusCoordinate&, uint8_t> m_restarted; //!< a stream begins anew
};

} // namespace ns3::camcube

#endif /* AGGREGATION_PLACES_H */
