/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NAMING_TRIAL_H
#define NAMING_TRIAL_H

#include "ns3/failure-injector.h"
#include "ns3/naming.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"
#include "ns3/sample-summary.h"
#include "ns3/torus.h"

#include <functional>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Clients of the naming service that put, get and delete a few keys, one operation after another,
 * while servers crash and return without memory, and others are cut off for a moment. What clients
 * asked and were told is a history that can be judged. It must live until the simulation has run.
 */
class NamingTrial
{
  public:
    /** What is to happen. */
    struct Settings
    {
        uint32_t clients{4};                    //!< on servers drawn at random
        uint32_t replicas{3};                   //!< servers that keep a key
        uint32_t keys{2};                       //!< that all clients use
        uint32_t operations{40};                //!< of each client
        Time begin{MilliSeconds(1)};            //!< when clients begin
        Time pause{MicroSeconds(500)};          //!< mean between two operations of a client
        uint32_t crashes{4};                    //!< servers that crash, if that can be survived
        uint32_t storms{0};                     //!< times that many links fail for a moment
        double stormShare{0.3};                 //!< of the links, that fail then
        uint32_t partitions{0};                 //!< times that the cube falls apart for a while
        Time longestPartition{MilliSeconds(8)}; //!< which that is at most
        uint32_t cuts{2};                       //!< servers that are cut off for a moment
        Time span{MilliSeconds(20)};            //!< from the begin, in which that happens
        Time shortestAbsence{MicroSeconds(50)}; //!< after which a crashed server returns
        Time longestAbsence{MilliSeconds(9)};   //!< the same
        Time longestCut{MicroSeconds(600)};     //!< of servers that are cut off
        uint32_t lateReads{2};                  //!< of each key, when all is over
        Time rest{MilliSeconds(130)};           //!< before these
        bool onlyHolders{true};                 //!< whether only servers that keep keys crash
    };

    /** An operation, as a client has seen it. */
    struct Operation
    {
        uint32_t client{0};    //!< who
        std::string op;        //!< put, get or delete
        std::string key;       //!< the name
        std::string value;     //!< put, or read
        int64_t invoked{0};    //!< nanoseconds
        int64_t completed{-1}; //!< nanoseconds; -1 if it never was
        std::string result;    //!< ok, absent, failed; nothing if it never was completed
    };

    /** What has happened. */
    struct Counts
    {
        uint32_t crashes{0};     //!< servers that have crashed
        uint32_t refused{0};     //!< that were not allowed to
        uint32_t cuts{0};        //!< servers cut off
        uint64_t viewChanges{0}; //!< slots that a server keeps in another epoch than before
    };

    /** Has a server return without memory; it deploys the service again unless another is set. */
    using Returner = std::function<void(const Ptr<Node>& server)>;

    /**
     * \param torus the cube
     * \param servers with Naming, by number
     * \param failures breaks them
     * \param settings what is to happen
     * \param random decides
     */
    NamingTrial(const Torus& torus,
                const NodeContainer& servers,
                FailureInjector& failures,
                const Settings& settings,
                const Ptr<UniformRandomVariable>& random);

    NamingTrial(const NamingTrial&) = delete;
    NamingTrial& operator=(const NamingTrial&) = delete;

    /** Has servers return in another way. */
    void SetReturner(Returner returner)
    {
        m_returner = std::move(returner);
    }

    /**
     * Schedules all of it.
     * \return when it is over; HaveClientsEnded() says whether some clients take longer
     */
    Time Schedule();

    /** \return whether all clients have made all operations */
    bool HaveClientsEnded() const
    {
        return m_ended.size() == m_settings.clients;
    }

    const std::vector<Operation>& GetHistory() const
    {
        return m_history;
    }

    const Counts& GetCounts() const
    {
        return m_counts;
    }

    /** \return how many operations ended so: ok, absent, failed, or nothing if they never ended */
    uint64_t CountResults(const std::string& result) const;

    /** \return how long operations of a kind took that did not fail, in microseconds */
    SampleSummary GetTimesUs(const std::string& op) const;

    /** Writes client,op,key,value,invoked_us,completed_us,result for each operation. */
    void Write(std::ostream& os) const;

  private:
    void Next(uint32_t client, uint32_t left);
    void Begin(uint32_t client,
               uint32_t server,
               const std::string& op,
               const std::string& key,
               std::function<void()> then);
    void TryCrash(uint32_t attempts);
    void Crash(uint32_t server);
    void Return(uint32_t server);
    void TryCut();
    void Storm();
    void FallApart();
    void CutFor(const FailureTargets& targets, Time length);
    bool MayCrash(uint32_t server);
    bool IsComplete(uint32_t slot) const;
    bool IsHolder(uint32_t server, uint32_t slot) const;
    void Changed(uint32_t slot, uint64_t epoch);
    Time Draw(Time shortest, Time longest);
    uint32_t Below(uint32_t bound);
    Ptr<Naming> At(uint32_t server) const;

    const Torus& m_torus;                //!< the cube
    NodeContainer m_servers;             //!< by number
    FailureInjector& m_failures;         //!< breaks them
    Settings m_settings;                 //!< what is to happen
    Ptr<UniformRandomVariable> m_random; //!< decides
    Returner m_returner;                 //!< has servers return
    std::vector<uint32_t> m_clients;     //!< the server of each
    std::set<uint32_t> m_ended;          //!< clients that have made all operations
    std::vector<std::string> m_keys;     //!< their names
    std::vector<uint32_t> m_slots;       //!< of the keys, each once
    std::map<uint32_t, uint32_t> m_lost; //!< crashes since all members of a slot were there
    std::vector<bool> m_isCut;           //!< servers that are cut off now, or were just now
    std::vector<bool> m_isDown;          //!< servers that have crashed and not returned
    std::vector<Operation> m_history;    //!< in the order of their beginning
    uint64_t m_values{0};                //!< that were put so far
    Counts m_counts;                     //!< what has happened
};

} // namespace ns3::camcube

#endif /* NAMING_TRIAL_H */
