/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVICE_H
#define SERVICE_H

#include "ns3/application.h"
#include "ns3/frame.h"
#include "ns3/registration.h"

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
    ~Service() override;

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

    /**
     * \return whether the service is of no use before the server knows its coordinate: it is then
     *         deployed when the server is placed, and Placed() follows at once; false unless
     *         overridden
     */
    virtual bool NeedsPlace() const;

    /** \return whether the service is on its server now */
    bool IsDeployed() const
    {
        return m_runtime != nullptr;
    }

    /**
     * Puts the service on its node's server now, whatever its start time. What Deployed() or
     * Placed() throws undoes it.
     * \throws std::invalid_argument if its id is 0 or taken there
     * \throws std::logic_error if its node is no server of a cube
     */
    void Deploy();

    /** Takes the service off its server now; it can be deployed again. */
    void Withdraw();

    /**
     * Names the time of withdrawal, also while the service runs.
     * \param stop since the start of the simulation; one that is past is now
     */
    void SetStopTime(Time stop);

    /**
     * \return what is undone when this service is withdrawn, for those with whom it registers
     * \throws std::logic_error if its node is no server of a cube
     */
    Registration::List& GetRegistrations() const;

    /** \return the same of an owner who may be nobody, null then */
    static Registration::List* GetRegistrations(Service* owner)
    {
        return owner ? &owner->GetRegistrations() : nullptr;
    }

    /**
     * A frame for this service has come in. Drops it unless overridden, as those may leave it that
     * have no frames of their own and ride on routing.
     * \param frame the frame, now this service's
     * \param in the port it came in by
     */
    virtual void Receive(FramePtr frame, uint8_t in);

    /**
     * A link is free, and it is this service's turn. Asked after a Send that found the link busy,
     * or after Runtime::RequestPoll, and again after each frame it returns.
     * \param out the port
     * \return a frame to send there, or null if this service does not wait for it any more
     */
    virtual FramePtr Poll(uint8_t out);

    /**
     * Spares a link the polls that would be in vain.
     * \return false if the service has nothing more for a link, now that it has returned a frame
     *         for it; it is polled there again after its next request
     */
    virtual bool IsWaitingFor(uint8_t out) const;

    /** \return the frames that this service holds for a link, for link statistics */
    virtual uint32_t GetQueuedFrames(uint8_t out) const;

    /**
     * \return whether withdrawing it now would lose something that was entrusted to it: frames
     *         that it holds for a link, unless overridden by a service that keeps other things
     */
    virtual bool IsBusy() const;

    /** The link at a port has gone down. */
    virtual void LinkDown(uint8_t port);

    /** The link at a port has come up. */
    virtual void LinkUp(uint8_t port);

    /** The link at a port falls asleep: it is up, but takes no frames until it has woken. */
    virtual void LinkAsleep(uint8_t port);

    /** The link at a port is awake again. */
    virtual void LinkAwake(uint8_t port);

    /** The server has learnt where in the cube it is; told again to services deployed later. */
    virtual void Placed();

    /**
     * \return the runtime of this service's server
     * \throws std::logic_error while the service is not deployed
     */
    Runtime& GetRuntime() const
    {
        if (!m_runtime)
        {
            ThrowNotDeployed();
        }
        return *m_runtime;
    }

  protected:
    /** \return the same, null while the service is not deployed; for who knows that it is */
    Runtime* PeekRuntime() const
    {
        return m_runtime;
    }

    void DoInitialize() override;
    void DoDispose() override;

    /** The service has just been deployed: its runtime may be used from here on. */
    virtual void Deployed();

    /** The service is about to be withdrawn. */
    virtual void Withdrawing();

  private:
    [[noreturn]] void ThrowNotDeployed() const;
    Ptr<Runtime> RequireRuntime() const;

    void StartApplication() override;
    void StopApplication() override;

    void SetServiceId(uint16_t id);

    void Leave();
    void StopAt(Time stop);

    friend class Runtime;

    Runtime* m_runtime{nullptr}; //!< the server's runtime, while deployed
    uint16_t m_serviceId;        //!< what this service's frames carry
    uint16_t m_weight{1};        //!< frames in one turn
    bool m_isWithdrawing{false}; //!< whether Withdrawing() runs
};

} // namespace ns3::camcube

#endif /* SERVICE_H */
