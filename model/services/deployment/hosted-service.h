/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HOSTED_SERVICE_H
#define HOSTED_SERVICE_H

#include "deployment-counters.h"
#include "service-catalogue.h"

#include "ns3/event-id.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/node.h"

#include <functional>
#include <map>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One service of the catalogue on one server: starts a version, and has it take the place of
 * another so that nothing is lost. Once the new one has started up, what comes waits until the old
 * one has sent all that it holds; then the old one is withdrawn and the new one deployed, in one
 * event, and what waits is delivered (Kramer and Magee's quiescence, IEEE TSE 16(11), 1990). If the
 * new one cannot be deployed, the old one is, again.
 */
class HostedService
{
  public:
    /** What all services of one server have in common. */
    struct Host
    {
        Ptr<Node> node;               //!< the server
        Ptr<MultiHopRouting> routing; //!< delivers what waits
        Time drainTime;               //!< how long an old version may take to send what it holds
        uint32_t holdLimit;           //!< packets that may wait for a service
        DeploymentCounters& counters; //!< what has happened
        std::function<void(const ServiceImage& image)> started; //!< is told
        std::function<void(const ServiceImage& image)> ended;   //!< is told
    };

    /** \param host that of the server, whose counters must outlive this */
    explicit HostedService(Host host)
        : m_host(std::move(host))
    {
    }

    ~HostedService();

    HostedService(const HostedService&) = delete;
    HostedService& operator=(const HostedService&) = delete;

    /** Has a version run here and no other, as soon as that can be; null for none. */
    void Want(const ServiceImage* image);

    /** Withdraws what runs here at once, and drops what waits. */
    void End();

    /** \return the version that runs here, null if none does */
    const ServiceImage* GetRunning() const
    {
        return m_running;
    }

    /** \return whether starting a version for what has come would help, as none serves it */
    bool CanSummon(const ServiceImage& image) const
    {
        return (!m_running || m_isDraining) && !m_wanted && m_failed != &image;
    }

    /** \return whether what comes for it now is to wait */
    bool IsAwaited() const
    {
        return m_wanted && (!m_running || m_isDraining);
    }

    /**
     * Keeps a packet or frame until the service is there; one that never is drops it.
     * \param frame taken, if the answer is true
     * \param port by which a frame came; PortSet::MAX_PORTS for a packet of multi-hop routing
     * \return false if too many wait, or IsAwaited() says no
     */
    bool Hold(FramePtr& frame, uint8_t port);

  private:
    /** What waits. */
    struct Held
    {
        FramePtr frame;
        uint8_t port; //!< as for Hold()
    };

    void Step();
    void StepSoon();
    bool IsDrained();
    void Withdraw();
    void Start();
    void Deploy(const ServiceImage& image);
    void Release();

    /** Of lines of the log. */
    Ptr<Node> GetNode() const
    {
        return m_host.node;
    }

    const Host m_host;                       //!< what it needs of the server
    const ServiceImage* m_running{nullptr};  //!< the version that runs
    const ServiceImage* m_wanted{nullptr};   //!< the one that is to run
    const ServiceImage* m_replaced{nullptr}; //!< the one whose place that takes
    const ServiceImage* m_failed{nullptr};   //!< could not be started, and none was since
    bool m_isDraining{false};                //!< whether the running one is being withdrawn
    Time m_readyAt;                          //!< when the wanted one has started up
    Time m_drainUntil;                       //!< when the running one is withdrawn anyway
    EventId m_step;                          //!< the next
    std::map<uint16_t, Ptr<Service>> m_made; //!< by version, to be deployed again perhaps
    std::vector<Held> m_held;                //!< what waits, in order
};

} // namespace ns3::camcube

#endif /* HOSTED_SERVICE_H */
