/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_INJECTOR_H
#define FAILURE_INJECTOR_H

#include "ns3/camcube-channel.h"
#include "ns3/channel.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

class FailureState;

/**
 * \ingroup camcube
 *
 * Breaks cables, servers and switches of any topology at given times, and mends them.
 *
 * \code
 * FailureInjector failures;
 * failures.FailLinks(torus.Links(), 0.1, Seconds(1));
 * failures.FailCables(dcell.GetCables(), 0.1, Seconds(1));
 * failures.FailSwitches(dcell.GetSwitches(), 0.1, Seconds(1));
 * \endcode
 *
 * Links are the cables of a cube; what can be said of them can be said of cables in general, which
 * CableEnds cuts. A server or switch that has failed has lost all its cables. A cable carries
 * while it is not broken itself and both nodes at its ends work, so the order of repairs does not
 * matter. All times are simulated
 * times since the start. Everything that cannot be is refused with std::invalid_argument.
 */
class FailureInjector
{
  public:
    using Links = std::vector<Ptr<CamCubeChannel>>; //!< of a cube
    using Cables = std::vector<Ptr<Channel>>;       //!< of any network

    /** What happens. */
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

    /** \return a share of some links, 0 to 1, drawn at random; the number is rounded */
    Links ChooseLinks(const Links& links, double fraction);

    /** \return a share of some servers, 0 to 1, drawn at random; the number is rounded */
    NodeContainer ChooseServers(const NodeContainer& servers, double fraction);

    /**
     * Breaks a share of some links, chosen at random.
     * \param links the links to choose from
     * \param fraction the share, 0 to 1; the number is rounded
     * \param at when the first one breaks
     * \param spacing time from one to the next; zero for all at once
     * \return the chosen links, in the order in which they break
     */
    Links FailLinks(const Links& links, double fraction, Time at, Time spacing = Time());

    /** Breaks all of some links, in their order. */
    void FailLinks(const Links& links, Time at, Time spacing = Time());

    /** Mends all of some links, in their order. */
    void RepairLinks(const Links& links, Time at, Time spacing = Time());

    /** Breaks and mends some links again and again. \param times how often */
    void FlapLinks(const Links& links, uint32_t times, Time at, Time down, Time up);

    /** Breaks a share of some servers, chosen at random. \return the chosen ones */
    NodeContainer FailServers(const NodeContainer& servers,
                              double fraction,
                              Time at,
                              Time spacing = Time());

    /** Breaks all of some servers, in their order. */
    void FailServers(const NodeContainer& servers, Time at, Time spacing = Time());

    /** Mends all of some servers, in their order. */
    void RepairServers(const NodeContainer& servers, Time at, Time spacing = Time());

    /** \name The same for cables of any network */
    ///@{
    Cables ChooseCables(const Cables& cables, double fraction);
    Cables FailCables(const Cables& cables, double fraction, Time at, Time spacing = Time());
    void FailCables(const Cables& cables, Time at, Time spacing = Time());
    void RepairCables(const Cables& cables, Time at, Time spacing = Time());
    void FlapCables(const Cables& cables, uint32_t times, Time at, Time down, Time up);
    ///@}

    /** \name The same for switches */
    ///@{
    NodeContainer FailSwitches(const NodeContainer& switches,
                               double fraction,
                               Time at,
                               Time spacing = Time());
    void FailSwitches(const NodeContainer& switches, Time at, Time spacing = Time());
    void RepairSwitches(const NodeContainer& switches, Time at, Time spacing = Time());
    ///@}

    /**
     * Does what a file says, line by line: time_us,kind,server,port. Kinds are those of GetName();
     * a switch is named by its number as a server is. A port stands in lines for links only, as
     * CableEnds::GetCable() takes it.
     * \param file the file; its first line may be that header
     * \param nodes the servers, by number, and switches after them
     * \return when the last thing happens
     */
    Time ReadFile(const std::string& file, const NodeContainer& nodes);

    /** \return whether a server or switch is broken now */
    bool IsFailed(Ptr<const Node> node) const;

    /** Fixes the random stream of the choices. \return streams used */
    int64_t AssignStreams(int64_t stream);

  private:
    template <typename T>
    std::vector<T> Choose(std::vector<T> from, double fraction, const char* what);

    NodeContainer ChooseNodes(const NodeContainer& nodes, double fraction, const char* what);
    void Schedule(Kind kind, const Cables& cables, Time at, Time spacing);
    void Schedule(Kind kind, const NodeContainer& nodes, Time at, Time spacing);

    std::shared_ptr<FailureState> m_state; //!< what is broken; events may outlive the injector
    Ptr<UniformRandomVariable> m_random;   //!< chooses
};

} // namespace ns3

#endif /* FAILURE_INJECTOR_H */
