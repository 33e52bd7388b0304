/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_INJECTOR_H
#define FAILURE_INJECTOR_H

#include "failure-targets.h"

#include "ns3/camcube-channel.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3::camcube
{

class FailureState;

/**
 * \ingroup camcube
 *
 * Breaks cables, servers and switches of any topology at given times, and mends them.
 *
 * \code
 * FailureInjector failures;
 * failures.Fail(ChooseShare(torus.Links(), 0.1, random), Seconds(1));
 * failures.Fail(servers.Get(3), Seconds(2));
 * failures.Fail(FailureTargets::Switches(dcell.GetSwitches()), Seconds(1));
 * \endcode
 *
 * What CableEnds cuts can fail. A server or switch that has failed has lost all its cables. A
 * cable carries while it is not broken itself and both nodes at its ends work, so the order of
 * repairs does not matter. All times are simulated times since the start. Everything that cannot
 * be is refused with std::invalid_argument. Where several processes simulate a cube (Ranks), all of
 * them break and mend the same things at the same times.
 */
class FailureInjector
{
  public:
    using Links = std::vector<Ptr<CamCubeChannel>>; //!< of a cube

    /** What happens; a failure and a repair for each FailureTargets::Sort. */
    enum Kind : uint8_t
    {
        LINK_FAILURE,
        LINK_REPAIR,
        SERVER_FAILURE,
        SERVER_REPAIR,
        SWITCH_FAILURE,
        SWITCH_REPAIR
    };

    /** Told of each thing that happens, just before it does. */
    using Listener = std::function<void(Kind kind)>;

    FailureInjector();
    ~FailureInjector();

    /** \return "link", "server", "switch" or one of them with "-repair", as in failure files */
    static const char* GetName(Kind kind);

    /** Has somebody told of each thing that happens. */
    void SetListener(Listener listener);

    /**
     * Breaks some targets, in their order.
     * \param targets links, other cables, servers or switches
     * \param at when the first one breaks
     * \param spacing time from one to the next; zero for all at once, never negative
     */
    void Fail(const FailureTargets& targets, Time at, Time spacing = Time());

    /** Mends some targets, in their order, as Fail() breaks them. */
    void Repair(const FailureTargets& targets, Time at, Time spacing = Time());

    /**
     * Breaks and mends some targets again and again, all of them at once.
     * \param targets links, other cables, servers or switches
     * \param times how often
     * \param at when they break first
     * \param down how long they are broken
     * \param up how long they work before they break again
     */
    void Flap(const FailureTargets& targets, uint32_t times, Time at, Time down, Time up);

    /**
     * Does what a file says, line by line: time_us,kind,server,port. Kinds are those of GetName();
     * a switch is named by its number as a server is. A port stands in lines for links only, as
     * CableEnds::GetCable() takes it.
     * \param file a file or a pipe; its first line may be that header
     * \param nodes the servers, by number, and switches after them
     * \return when the last thing happens
     */
    Time ReadFile(const std::string& file, const NodeContainer& nodes);

    /** \return whether a server or switch is broken now */
    bool IsFailed(Ptr<const Node> node) const;

  private:
    void Schedule(Kind kind, const FailureTargets& targets, Time at, Time spacing);

    std::shared_ptr<FailureState> m_state; //!< what is broken; events may outlive the injector
};

} // namespace ns3::camcube

#endif /* FAILURE_INJECTOR_H */
