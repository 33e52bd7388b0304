/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FACT_FLOOD_H
#define FACT_FLOOD_H

#include "flood-counters.h"
#include "numbered-fact.h"

#include "ns3/event-id.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/nstime.h"

#include <array>
#include <functional>
#include <map>
#include <set>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One server's part in the spreading of facts: it keeps the latest for each name, and sends what
 * is new to its neighbors in the fact's scope until each has confirmed it. A neighbor that cannot
 * be reached is passed over to those beyond it; one that returns is told anew. Nothing is sent once
 * all have confirmed.
 */
class FactFlood
{
  public:
    /** Is told of a fact that is new here. */
    using Listener = std::function<void(const NumberedFact& fact)>;
    /** Says whether there is what a fact names. */
    using Check = std::function<bool(const NumberedFact& fact)>;

    /**
     * \param routing carries the packets, and is deployed
     * \param owner after whose withdrawal nothing is called any more
     * \param endpoint of the packets, at all servers
     * \param retry time for the first confirmation, doubled at each try
     * \param check is asked before anything that comes is kept
     * \param listener told of it then, and of what Give() gives
     * \param counters counts what is sent and refused
     */
    FactFlood(Ptr<MultiHopRouting> routing,
              Service* owner,
              uint16_t endpoint,
              Time retry,
              Check check,
              Listener listener,
              FloodCounters& counters);
    ~FactFlood();

    FactFlood(const FactFlood&) = delete;
    FactFlood& operator=(const FactFlood&) = delete;

    /**
     * Gives a fact here.
     * \param fact its scope, serial and origin are filled in
     * \param toAll whether all servers of the cube are told, and not only those whom this fact
     *        and the earlier ones that are known here concern
     */
    void Give(NumberedFact fact, bool toAll);

    /** \return the latest fact for a name that is known here, null if none is */
    const NumberedFact* Find(const std::string& name) const;

  private:
    static constexpr uint32_t MAX_TRIES = 12; //!< of a neighbor that can be reached and is silent

    /** A fact, and who of the neighbors knows it. */
    struct Known
    {
        NumberedFact fact;             //!< the latest
        std::set<uint32_t> confirmed;  //!< neighbors that know it
        std::set<uint32_t> waitingFor; //!< those that were told, and have not confirmed
        uint32_t tries{0};             //!< since somebody was first told
        EventId timer;                 //!< the next try
    };

    void AskNeighbors();
    void Receive(FramePtr frame, const RoutingHeader& header);
    void ReceiveFact(const NumberedFact& fact, const TorusCoordinate& from);
    void Adopt(const NumberedFact& fact, const std::set<uint32_t>& confirmed = {});
    void Spread(Known& known);
    void Retry(const std::string& name);
    void RoutesChanged();
    std::set<uint32_t> FindPeers(const TorusRegion& scope) const;
    std::set<uint32_t> FindEntry(const TorusRegion& scope) const;
    void Send(uint32_t to, const NumberedFact& fact, NumberedFact::Kind kind);
    uint32_t GetHere() const;

    const Torus& GetTorus() const
    {
        return *m_torus;
    }

    Ptr<MultiHopRouting> m_routing;           //!< carries the packets
    std::shared_ptr<const Torus> m_torus;     //!< the cube
    TorusCoordinate m_here;                   //!< this server
    uint16_t m_endpoint;                      //!< of the packets
    Time m_retry;                             //!< for the first confirmation
    Check m_check;                            //!< whether there is what a fact names
    Listener m_listener;                      //!< told of new facts
    FloodCounters& m_counters;                //!< what was sent and refused
    std::map<std::string, Known> m_known;     //!< by name
    EventId m_ask;                            //!< asks neighbors what they know
    std::array<Registration, 2> m_registered; //!< packets, changes of routes
};

} // namespace ns3::camcube

#endif /* FACT_FLOOD_H */
