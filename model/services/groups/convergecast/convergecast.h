/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONVERGECAST_H
#define CONVERGECAST_H

#include "convergecast-counters.h"

#include "ns3/group-id.h"
#include "ns3/handler-list.h"
#include "ns3/packet.h"
#include "ns3/service.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::camcube
{

struct Aggregate;
struct ConvergecastAnswer;
class ConvergecastRequests;
class ConvergecastRounds;
class GroupTree;

/**
 * \ingroup camcube
 *
 * Combines values of the members of a group on their way up its tree (GroupTree, on the same
 * servers): a sum, a maximum, a small set. Any server may ask, and the root does a round then. The
 * answer names the servers whose values are in it, and is exactly what these give together,
 * whatever fails. It is called complete if no member is known to be missing (doc/convergecast.rst).
 *
 * Install it on all servers, with the same functions. Source: Costa et al., WREN 2009, section 4.
 */
class Convergecast : public Service
{
  public:
    static constexpr uint16_t SERVICE_ID = 8; //!< on the server; it has no frames of its own

    using Counters = ConvergecastCounters;

    /** Combines two values; the order in which many are combined must not matter. */
    using Combine =
        std::function<Ptr<Packet>(const Ptr<const Packet>& a, const Ptr<const Packet>& b)>;

    /** \return the value of this server, a member; null if it has none now, and is left out */
    using Value = std::function<Ptr<Packet>(const GroupId& group)>;

    using Members = std::vector<TorusCoordinate>; //!< servers

    /** An answer. */
    struct Result
    {
        Ptr<Packet> value;      //!< of all these members; null of none
        Members members;        //!< whose values are in it
        bool isComplete{false}; //!< whether no member is known to be missing
        TorusCoordinate root;   //!< who was asked

        /**
         * Members in the root's last complete round of this group and function that are not in this
         * one: they are missing, or have left since. Nothing if the root has seen no complete round
         * since it became root, if the list does not fit into the answer, and if none has come.
         */
        std::optional<Members> missing;
    };

    /** Of trace source RoundEnded. */
    typedef void (*RoundCallback)(const GroupId& group, bool isComplete, uint32_t servers);

    /** Told of an answer. */
    using Receiver = std::function<void(const Result& result)>;

    static TypeId GetTypeId();
    Convergecast();
    ~Convergecast() override;

    /**
     * Names a function to combine values with. Without it this server, and those below it, are left
     * out.
     * \param owner the service that registers, or null
     * \param number the function's, the same on all servers
     * \param value this server's value, asked for once a round where it is a member
     * \param combine combines two; the order in which many are combined must not matter
     * \throws std::invalid_argument for no function, or a number that is taken
     */
    Registration AddFunction(Service* owner, uint16_t number, Value value, Combine combine);

    /**
     * Asks the root of a group for a round.
     * \param owner the service that asks, or null
     * \param group the group; this server need not be a member
     * \param function what to combine values with
     * \param receiver is told once, later, unless the registration goes, or its owner or this
     *        service is withdrawn; if no answer comes within three times Timeout, of an empty one
     * \throws std::invalid_argument for no receiver, or a place outside the cube
     * \throws std::logic_error while this service, GroupTree or routing is not deployed
     */
    Registration Ask(Service* owner, const GroupId& group, uint16_t function, Receiver receiver);

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    // Service
    bool NeedsPlace() const override;
    void Placed() override;

  protected:
    void Withdrawing() override;
    void DoDispose() override;

  private:
    /** What values are combined with. */
    struct Function
    {
        Value value;     //!< this server's
        Combine combine; //!< two of them
    };

    std::optional<Aggregate> GetOwn(const GroupId& group, uint16_t function) const;
    void Add(Aggregate& to, const Aggregate& report, uint16_t function) const;
    void Finished(const GroupId& group, const ConvergecastAnswer& answer);

    Time m_quietTime;                                         //!< attribute
    Time m_timeout;                                           //!< attribute
    Ptr<GroupTree> m_tree;                                    //!< knows the edges
    HandlerList<std::shared_ptr<const Function>> m_functions; //!< by number
    Counters m_counters;                                      //!< what has passed
    std::shared_ptr<ConvergecastRounds> m_rounds;             //!< with neighbours
    std::unique_ptr<ConvergecastRequests> m_requests;         //!< with servers further away
    Registration m_user;                                      //!< has rounds told of the tree
    TracedCallback<const GroupId&, bool, uint32_t> m_ended;   //!< a round, at its root
};

} // namespace ns3::camcube

#endif /* CONVERGECAST_H */
