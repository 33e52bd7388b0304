/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONVERGECAST_ROUNDS_H
#define CONVERGECAST_ROUNDS_H

#include "convergecast-state.h"

#include <functional>
#include <map>
#include <optional>

namespace ns3::camcube
{

/** \ingroup camcube \brief Attributes of Convergecast. */
struct ConvergecastTimes
{
    Time quiet;   //!< how long a tree that has changed is not relied on
    Time timeout; //!< of a round at its root
};

/**
 * \ingroup camcube
 *
 * Rounds of convergecast over the trees of groups, as one server takes part in them. The root asks
 * its kids, these ask theirs, and what comes back is combined at each server on the way up. A
 * server puts its value into one report a round. It calls a round incomplete if a kid that it waits
 * for is lost, and if it has lost a kid, or become root, of late: whoever was below may be nowhere
 * now. The part of Convergecast that has to do with neighbours.
 */
class ConvergecastRounds : public ConvergecastLinks
{
  public:
    /** What the service above does. It may change trees, or End() this, but not destroy it. */
    struct Hooks
    {
        /** \return this server's own part; nothing if the function is not known here */
        std::function<std::optional<Aggregate>(const GroupId&, uint16_t function)> own;
        /** Adds a report to what is there. */
        std::function<void(Aggregate& to, const Aggregate& report, uint16_t function)> add;
        /** A round that was started here is over. */
        std::function<void(const GroupId&, const ConvergecastAnswer&)> finished;
    };

    /**
     * \param times how long things may take
     * \param tree that of this server
     * \param counters counts; like what the hooks use, which are asked and told, it outlives this
     * \param hooks what the service above does
     */
    ConvergecastRounds(const ConvergecastTimes& times,
                       Ptr<GroupTree> tree,
                       ConvergecastCounters& counters,
                       Hooks hooks);
    ~ConvergecastRounds() override;

    /** Ends all, without a word to anybody. */
    void End();

    /** Starts a round of a group whose root is here. */
    void Start(const GroupId& group, uint16_t function);

    /** \return whether a round that was started here is open */
    bool IsOpen(const GroupId& group);

    // GroupTreeUser
    void TreeChanged(const GroupId& group) override;

  private:
    void Queried(const GroupId& group, uint8_t in, const ConvergecastHeader& header) override;
    void Reported(const GroupId& group,
                  uint8_t in,
                  const ConvergecastHeader& header,
                  const Packet& report) override;
    ConvergecastState* Find(const GroupId& group);
    ConvergecastRound* FindAwaiting(const GroupId& group,
                                    const ConvergecastHeader& header,
                                    uint8_t port);
    void Begin(const GroupId& group, const ConvergecastHeader& header, uint8_t asker);
    void EndIfDone(const GroupId& group);
    void Abandon(const GroupId& group);

    ConvergecastTimes m_times;                     //!< how long things may take
    Hooks m_hooks;                                 //!< asked and told
    uint32_t m_boot;                               //!< when this was made, in us
    uint32_t m_lastRound{0};                       //!< started here
    std::map<GroupId, ConvergecastState> m_states; //!< of groups in whose trees this server is
};

} // namespace ns3::camcube

#endif /* CONVERGECAST_ROUNDS_H */
