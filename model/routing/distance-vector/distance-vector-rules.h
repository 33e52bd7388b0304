/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISTANCE_VECTOR_RULES_H
#define DISTANCE_VECTOR_RULES_H

#include "delayed-batch.h"
#include "distance-vector-timing.h"
#include "route-advertiser.h"
#include "route-table.h"

#include <functional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The rules by which one server keeps its distances: poison, then repair.
 *
 * A server that has lost its last next hop to a destination gives the distance up and withdraws it
 * from the neighbours to which it was advertised (poison). It adopts the best other advertisement
 * later (repair), at a time that puts all repairs after one failure in the order of their
 * distances. A shorter distance is adopted at once. doc/routing.rst has the reasons and the proof.
 *
 * Entries for neighbours are put into an outbox; the caller sends them.
 */
class DistanceVectorRules
{
  public:
    /** What has happened to distances here. */
    struct Counters
    {
        uint64_t poisoned{0};  //!< distances given up
        uint64_t adopted{0};   //!< longer distances adopted
        uint64_t shortened{0}; //!< shorter distances adopted
        uint64_t lost{0};      //!< destinations given up for good
    };

    /** Called for each change of a distance; Route::INFINITE for no path. */
    using Listener = std::function<void(uint32_t destination, uint16_t old, uint16_t now)>;

    /**
     * \param self this server's number
     * \param servers how many servers there are
     * \param table its routes
     * \param outbox takes what is to be sent to neighbours
     * \param timing the times to wait
     */
    DistanceVectorRules(uint32_t self,
                        uint32_t servers,
                        RouteTable& table,
                        VectorOutbox& outbox,
                        const DistanceVectorTiming& timing);

    void SetListener(Listener listener)
    {
        m_listener = std::move(listener);
    }

    /** A neighbour is lost. All times are in time steps. */
    void RemoveNeighbor(uint8_t port, int64_t now);

    /** A neighbour is found: puts the table that begins the session into the outbox. */
    void AddNeighbor(uint8_t port);

    /** A neighbour's table has come in; it is adjacent from now on. */
    void ReceiveTable(uint8_t port, const std::vector<VectorEntry>& entries, int64_t now);

    /** An adjacent neighbour advertises or withdraws one distance. */
    void ReceiveEntry(uint8_t port, const VectorEntry& entry, int64_t now);

    /** Does what is due. */
    void RunDue(int64_t now);

    /** \return when something will be due, Route::NEVER if nothing will */
    int64_t GetDue() const;

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    /** \return bytes on the heap */
    std::size_t GetBytes() const;

  private:
    /** A neighbour to which a distance that has not changed may have to be advertised. */
    struct Reply
    {
        uint32_t destination; //!< of the route
        uint8_t port;         //!< the neighbour
    };

    void Evaluate(uint32_t destination, Route& route, uint16_t before, uint16_t wave, int64_t now);
    void Poison(uint32_t destination, Route& route, uint16_t wave, int64_t now);
    void Reconsider(Route& route, uint16_t best, int64_t now);
    void Adopt(uint32_t destination);
    void Change(uint32_t destination, Route& route, uint16_t distance);
    uint16_t GetBasis(const Route& route, PortSet adjacent) const;

    uint32_t m_self;                      //!< this server's number
    uint32_t m_servers;                   //!< servers in the cube
    RouteTable& m_table;                  //!< the routes
    RouteAdvertiser m_advertiser;         //!< advertises and withdraws them
    const DistanceVectorTiming& m_timing; //!< the times to wait
    DelayedBatch<uint32_t> m_withdrawals; //!< destinations of distances given up
    DelayedBatch<Reply> m_replies;        //!< to neighbours that have lost a path
    DelayedBatch<Reply> m_resyncs;        //!< to new neighbours that lack a path
    int64_t m_adoption{Route::NEVER};     //!< no repair is due before
    Listener m_listener;                  //!< called for each change
    Counters m_counters;                  //!< what has happened
};

} // namespace ns3::camcube

#endif /* DISTANCE_VECTOR_RULES_H */
