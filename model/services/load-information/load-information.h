/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOAD_INFORMATION_H
#define LOAD_INFORMATION_H

#include "load-record.h"

#include "ns3/event-id.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/random-variable-stream.h"
#include "ns3/service.h"
#include "ns3/torus-coordinate.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a server knows of the load of all others, whichever way it learns of them. The classes that
 * derive from this are the ways: LoadPolling, LoadGossip, LoadConvergecast and LoadPiggyback. What
 * a load is the user says: a number that is small where there is little to do
 * (doc/load-information.rst).
 *
 * Install one of them, the same on all servers. Source: Costa et al., WREN 2009, section 4.5.1.
 */
class LoadInformation : public Service
{
  public:
    static constexpr uint16_t SERVICE_ID = 20; //!< on the server; it has no frames of its own
    static constexpr uint16_t ENDPOINT = 20;   //!< of what servers tell each other

    /** What is known of one server. */
    struct Known
    {
        uint16_t load{0}; //!< what was measured there
        Time age;         //!< since then, in whole microseconds
    };

    /** \return this server's load now */
    using Gauge = std::function<uint16_t()>;

    /** Of trace source Learned. */
    typedef void (*LearnedCallback)(const TorusCoordinate& server, uint16_t load);

    static TypeId GetTypeId();

    /** \param gauge measures this server's load when others are to be told; until then it is 0 */
    void SetGauge(Gauge gauge)
    {
        m_gauge = std::move(gauge);
    }

    /**
     * \param server of whom; of this server, what is measured now
     * \return the newest load that is known here; nothing if none is
     * \throws std::invalid_argument for a server outside the cube
     * \throws std::logic_error while this service is not deployed
     */
    std::optional<Known> Get(const TorusCoordinate& server) const;

    /** \return what came and made no sense: messages, and records of servers or times that are none
     */
    uint64_t GetMalformed() const
    {
        return m_malformed;
    }

    /**
     * Fixes the random stream of when this server begins, and whom it tells.
     * \param stream its number
     * \return streams used
     */
    int64_t AssignStreams(int64_t stream);

    // Service
    bool NeedsPlace() const override;
    void Placed() override;

  protected:
    LoadInformation();

    /** \return attribute Period */
    Time GetPeriod() const
    {
        return m_period;
    }

    /** \return what draws for this server */
    UniformRandomVariable& GetRandom() const
    {
        return *m_random;
    }

    /** \return the routing service here, which may not be deployed */
    MultiHopRouting& GetRouting() const
    {
        return *m_routing;
    }

    /** \return this server's number */
    uint16_t GetNumber() const;

    /**
     * Calls Tick() from now on, first within one interval, at random.
     * \param interval between two calls, above 0
     */
    void StartTicks(Time interval);

    /** Time to do something; does nothing unless overridden. */
    virtual void Tick();

    /** \return this server's load, measured now */
    LoadRecord Measure() const;

    /**
     * \param room bytes, enough for one record at least
     * \return records of servers, one behind the other: this server's, measured now, and the newest
     *         of the others for which there is room
     */
    std::vector<LoadRecord> Choose(uint32_t room) const;

    /** Notes a record, if it is newer than what is known and makes sense. */
    void Learn(const LoadRecord& record);

    /** \return the bytes of some records */
    static Ptr<Packet> Write(const std::vector<LoadRecord>& records);

    /** Notes all records of such bytes. */
    void Learn(const Packet& records);

    /** Counts what made no sense. */
    void NoteMalformed()
    {
        ++m_malformed;
    }

    void Withdrawing() override;
    void DoDispose() override;

  private:
    /** What is known of a server. */
    struct Entry
    {
        uint32_t measured{0}; //!< as in LoadRecord
        uint16_t load{0};     //!< what was measured
        bool isKnown{false};  //!< whether anything is
    };

    void TickAndGoOn(Time interval);

    Time m_period;                                              //!< attribute
    Gauge m_gauge;                                              //!< measures
    Ptr<UniformRandomVariable> m_random;                        //!< draws
    Ptr<MultiHopRouting> m_routing;                             //!< carries what is told
    std::vector<Entry> m_known;                                 //!< by server number
    EventId m_tick;                                             //!< the next
    uint64_t m_malformed{0};                                    //!< what made no sense
    TracedCallback<const TorusCoordinate&, uint16_t> m_learned; //!< something newer is known
};

} // namespace ns3::camcube

#endif /* LOAD_INFORMATION_H */
