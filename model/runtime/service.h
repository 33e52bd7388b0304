/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVICE_H
#define SERVICE_H

#include "ns3/application.h"
#include "ns3/frame.h"

namespace ns3::camcube
{

class Runtime;

/**
 * \ingroup camcube
 *
 * A service on one server. It is given every frame that comes in with its service id, and what
 * becomes of the frame is its decision: consume it, change it, drop it, or send it on over a link
 * of its choice. Several services share a server's links.
 *
 * A service is an Application, so it is deployed and withdrawn at run time by its start and stop
 * times. One that starts at time zero is deployed before any application starts.
 *
 * Source: Abu-Libdeh et al., SIGCOMM 2010, section 3; Costa et al., WREN 2009, section 3.
 */
class Service : public Application
{
  public:
    static TypeId GetTypeId();

    /** \param serviceId the id of this class of service; 0 if attribute ServiceId will say */
    explicit Service(uint16_t serviceId = 0);

    /** \return the two-byte id that this service's frames carry */
    uint16_t GetServiceId() const
    {
        return m_serviceId;
    }

    /** \return the number of frames it may send in one turn on a link that others wait for */
    uint16_t GetWeight() const
    {
        return m_weight;
    }

    /**
     * \return whether its frames take a link before those of services that are not urgent, so that
     *         on any link they wait for one frame of others at most; false unless overridden
     */
    virtual bool IsUrgent() const;

    /** \return whether the service is on its server now */
    bool IsDeployed() const
    {
        return m_runtime != nullptr;
    }

    /**
     * A frame for this service has come in.
     * \param frame the frame, now this service's
     * \param in the port it came in by
     */
    virtual void Receive(FramePtr frame, uint8_t in) = 0;

    /**
     * A link is free, and it is this service's turn. Asked after a Send that found the link busy,
     * or after Runtime::RequestPoll, and again after each frame it returns.
     * \param out the port
     * \return a frame to send there, or null if this service does not wait for it any more
     */
    virtual FramePtr Poll(uint8_t out);

    /** Cache lines of a service that are fetched before it is asked what else it will touch. */
    static constexpr std::size_t N_HOT_LINES = 4;

    /**
     * A call of Receive or Poll is near: a chance to fetch what it will touch into the cache.
     * Nothing may change, for the call may never come.
     * \param frame the frame that comes in; null before a Poll
     * \param port the port
     * \param step which time this is, from 0 on; what was fetched in one is there in the next
     * \param time of the call, in time steps
     */
    virtual void Prefetch(const Frame* frame, uint8_t port, uint32_t step, int64_t time) const;

    /**
     * Spares a link the polls that would be in vain.
     * \return false if the service has nothing more for a link, now that it has returned a frame
     *         for it; it is polled there again after its next request
     */
    virtual bool IsWaitingFor(uint8_t out) const;

    /** \return the frames that this service holds for a link, for link statistics */
    virtual uint32_t GetQueuedFrames(uint8_t out) const;

    /** The link at a port has gone down. */
    virtual void LinkDown(uint8_t port);

    /** The link at a port has come up. */
    virtual void LinkUp(uint8_t port);

    /** The link at a port falls asleep: it is up, but takes no frames until it has woken. */
    virtual void LinkAsleep(uint8_t port);

    /** The link at a port is awake again. */
    virtual void LinkAwake(uint8_t port);

  protected:
    void DoInitialize() override;
    void DoDispose() override;

    /** The service has just been deployed: its runtime may be used from here on. */
    virtual void Deployed();

    /** The service is about to be withdrawn. */
    virtual void Withdrawing();

    /** \return the runtime of this service's server, while it is deployed */
    Runtime& GetRuntime() const
    {
        return *m_runtime;
    }

  private:
    void StartApplication() override;
    void StopApplication() override;

    void SetServiceId(uint16_t id);

    Runtime* m_runtime{nullptr}; //!< the server's runtime, while deployed
    uint16_t m_serviceId;        //!< what this service's frames carry
    uint16_t m_weight{1};        //!< frames in one turn
};

} // namespace ns3::camcube

#endif /* SERVICE_H */
