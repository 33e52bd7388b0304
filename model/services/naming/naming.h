/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NAMING_H
#define NAMING_H

#include "naming-status.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/registration.h"
#include "ns3/service.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::camcube
{

class NamingClient;
class NamingServer;
struct SlotRecord;

/**
 * \ingroup camcube
 *
 * A replicated store of values by name. A name belongs to a coordinate of the cube, and its value
 * is kept by the servers nearest to there; when they fail, others take over, and when they return,
 * it returns to them. What is read and written under each name is linearizable, and what was put
 * is found as long as fewer servers than keep it fail at a time (doc/naming.rst). While nothing is
 * asked and nothing fails, nothing is sent. Install it on all servers.
 *
 * Source: Costa et al., WREN 2009, section 4.5.2.
 */
class Naming : public Service
{
  public:
    static constexpr uint16_t SERVICE_ID = 15; //!< on the server; it has no frames of its own
    static constexpr uint16_t ENDPOINT = 15;   //!< of the packets that multi-hop routing carries

    static constexpr std::size_t MAX_NAME_BYTES = 128;   //!< of a name
    static constexpr std::size_t MAX_VALUE_BYTES = 1024; //!< of a value

    /** Told once of what has become of an operation; of a get that is OK also the value. */
    using Receiver = std::function<void(NamingStatus status, const std::string& value)>;

    /** What this server has sent, and been sent. */
    struct Counters
    {
        uint64_t packets{0};   //!< sent
        uint64_t messages{0};  //!< in these
        uint64_t malformed{0}; //!< packets that made no sense, or whose rest did not
    };

    /** Of trace source Changed. */
    typedef void (*ChangedCallback)(uint32_t slot, uint64_t epoch);

    static TypeId GetTypeId();
    Naming();
    ~Naming() override;

    /**
     * \name Operations
     * The receiver is told later, never within the call, and not at all if the service is withdrawn
     * before; this server is the client.
     * \throws std::invalid_argument for no name or a longer one than MAX_NAME_BYTES, a longer value
     *         than MAX_VALUE_BYTES, a time to live that is not above 0, or no receiver
     * \throws std::logic_error while the service is not deployed
     */
    ///@{
    /**
     * Puts a value under a name, instead of the one that is there.
     * \param name the name
     * \param value the value
     * \param receiver told OK or FAILED
     * \param timeToLive after which the value is absent; nothing, or more than the simulator can
     *        tell, for one that stays
     */
    void Put(const std::string& name,
             const std::string& value,
             Receiver receiver,
             std::optional<Time> timeToLive = std::nullopt);

    /**
     * Reads what is under a name.
     * \param name the name
     * \param receiver told OK and the value, ABSENT or FAILED
     */
    void Get(const std::string& name, Receiver receiver);

    /**
     * Deletes what is under a name, if there is anything.
     * \param name the name
     * \param receiver told OK or FAILED
     */
    void Delete(const std::string& name, Receiver receiver);
    ///@}

    /**
     * \return the slot of a name: names of a slot are kept by the same servers
     * \throws std::logic_error while the service is not deployed
     */
    uint32_t GetSlot(const std::string& name) const;

    /** \return what this server keeps of a slot, null if nothing; for tests */
    const SlotRecord* PeekRecord(uint32_t slot) const;

    /** \return what was sent in all lives of this service */
    Counters GetCounters() const;

  protected:
    bool NeedsPlace() const override;
    void Placed() override;
    void Withdrawing() override;
    void DoDispose() override;

  private:
    void Begin(uint8_t operation,
               const std::string& name,
               const std::string& value,
               int64_t expiry,
               Receiver receiver);
    void TellChanges();
    void Clear();
    [[noreturn]] static void ThrowNotDeployed();

    uint32_t m_replicas;          //!< servers that keep a value
    uint32_t m_slots;             //!< of each coordinate
    Time m_exclusion;             //!< how long one is out of reach before others go on without it
    Time m_resend;                //!< after which servers send again
    uint32_t m_backoff;           //!< multiple of that from one time to the next, at most
    Time m_retry;                 //!< after which clients send again
    Time m_timeout;               //!< after which operations have failed
    bool m_isFirstLife;           //!< whether all servers begin with this one, empty
    int64_t m_lastLife{0};        //!< the number of the last life
    Counters m_past;              //!< what was sent in former lives
    Registration m_receives;      //!< packets
    Registration m_routesChanged; //!< changes of routes
    std::unique_ptr<NamingServer> m_server; //!< the slots that are kept here, while deployed
    std::unique_ptr<NamingClient> m_client; //!< what is asked for here, while deployed
    std::vector<std::pair<uint32_t, uint64_t>> m_changes; //!< of this instant: slots and epochs
    EventId m_tell;                                       //!< tells of them
    TracedCallback<uint32_t, uint64_t> m_changed;         //!< a slot is kept here in another epoch
};

} // namespace ns3::camcube

#endif /* NAMING_H */
