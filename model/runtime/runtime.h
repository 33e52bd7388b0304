/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUNTIME_H
#define RUNTIME_H

#include "turn-queue.h"

#include "ns3/camcube-net-device.h"
#include "ns3/event-time.h"
#include "ns3/handler-list.h"
#include "ns3/node.h"
#include "ns3/object-pool.h"
#include "ns3/object.h"
#include "ns3/port-owner.h"
#include "ns3/registration.h"
#include "ns3/send-result.h"
#include "ns3/torus.h"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::camcube
{

class Service;
class ServicePrefetcher;

/**
 * \ingroup camcube
 *
 * What every server runs: it owns the ports, hands each incoming frame to the service that it
 * names, and shares each link among the services that want to send.
 *
 * A link has one frame slot. Send() tests and takes it in one step; a service that finds it taken
 * keeps the frame and is polled, in weighted turn with the others that wait, once the link has
 * sent. No layer below a service knows a destination: this interface reaches one hop.
 *
 * The runtime is aggregated to the server's Node.
 * Source: Abu-Libdeh et al., SIGCOMM 2010, section 3.1; Costa et al., WREN 2009, section 3.
 */
class Runtime : public Object, public Pooled<Runtime>, private PortOwner
{
  public:
    /** What a service may learn about one link of its server. */
    struct LinkStatistics
    {
        LinkCounters counters;    //!< frames and bytes since the start
        uint32_t queuedFrames{0}; //!< frames that this server's services hold for the link
        double utilization{0};    //!< share of the time since the start spent sending, 0 to 1
    };

    /** Told that a service has frames for some ports, one of which sleeps at least. */
    using Waker = std::function<void(const Service* service, PortSet ports)>;

    /** Given a frame whose service is not here, and its port; answers whether it has taken it. */
    using UnknownServiceTaker = std::function<bool(FramePtr& frame, uint8_t port)>;

    /** Of trace source UnknownService. */
    typedef void (*UnknownServiceCallback)(Ptr<const Packet> payload, uint8_t port);

    static TypeId GetTypeId();
    Runtime();
    ~Runtime() override;

    /**
     * Tells the server where it is, once, and then its services.
     * \param torus the cube's geometry, shared by its servers
     * \param here this server's coordinate
     * \throws std::invalid_argument for no torus, or a coordinate outside it
     * \throws std::logic_error if the server is placed already
     */
    void Place(std::shared_ptr<const Torus> torus, const TorusCoordinate& here);

    /** \return whether the server knows its coordinate */
    bool IsPlaced() const
    {
        return m_torus != nullptr;
    }

    /**
     * Gives the runtime a port: torus ports under their numbers, gateways from N_TORUS_PORTS on.
     * \throws std::invalid_argument for no device, or a number that is taken or above
     *         PortSet::MAX_PORTS - 1
     */
    void AddPort(uint8_t port, Ptr<CamCubeNetDevice> device);

    /**
     * \return the geometry of the cube: its size, and the coordinates of others
     * \throws std::logic_error while the server is not placed
     */
    const Torus& GetTorus() const
    {
        if (!m_torus)
        {
            ThrowNotPlaced();
        }
        return *m_torus;
    }

    /**
     * \return the geometry as its servers share it, which outlives them
     * \throws std::logic_error while the server is not placed
     */
    std::shared_ptr<const Torus> ShareTorus() const
    {
        GetTorus();
        return m_torus;
    }

    /**
     * \return this server's coordinate
     * \throws std::logic_error while the server is not placed
     */
    const TorusCoordinate& GetCoordinate() const
    {
        GetTorus();
        return m_here;
    }

    /**
     * \return the coordinate of the server at the other end of a torus port's cable
     * \throws std::invalid_argument for a port that leads to none
     * \throws std::logic_error while the server is not placed
     */
    TorusCoordinate GetNeighbor(uint8_t port) const;

    /** \return the ports that are cabled to other servers of the cube, gateways not among them */
    PortSet GetTorusPorts() const
    {
        return m_all & PortSet((1U << N_TORUS_PORTS) - 1);
    }

    /**
     * \return the service of a class on this server, deployed or not; null if there is none, and
     *         the first if there are several
     */
    template <typename T>
    Ptr<T> Find() const;

    /**
     * \copydoc Find
     * \throws std::logic_error if there is none, with its name
     */
    template <typename T>
    Ptr<T> Require() const;

    /** \return the ports this server has, gateways among them */
    PortSet GetPorts() const
    {
        return m_all;
    }

    /** \return the ports whose links are up */
    PortSet GetUpPorts() const
    {
        return m_up;
    }

    /**
     * \return the ports whose links are up but take no frames for now: they sleep, fall asleep or
     *         wake
     */
    PortSet GetAsleepPorts() const
    {
        return m_asleep;
    }

    /** Names who decides which links to wake; nobody, and a link wakes when a frame waits for it.
     */
    void SetWaker(Waker waker)
    {
        m_waker = std::move(waker);
    }

    /** \return those of some ports whose links would take a frame now */
    PortSet GetFreePorts(PortSet among) const
    {
        return GetFreePorts(among, EventTime::Now());
    }

    /**
     * \param among the ports in question
     * \param now the current time, in time steps, of a caller who knows it
     * \return those whose links would take a frame now
     */
    PortSet GetFreePorts(PortSet among, int64_t now) const
    {
        // Without a branch on what is free, which nobody can predict.
        uint32_t free = 0;
        for (uint8_t port : among& m_notPolling)
        {
            free |= uint32_t{m_portStates[port].freeAt <= now} << port;
        }
        return PortSet(static_cast<uint16_t>(free));
    }

    /** Fetches what tells whether some ports are free into the cache. */
    void PrefetchPortStates(PortSet ports) const
    {
        for (uint8_t port : ports)
        {
            PrefetchLines(&m_portStates[port]);
        }
    }

    /** Fetches what sending a frame by any of some free ports will touch beyond that. */
    void PrefetchPorts(PortSet free) const
    {
        for (uint8_t port : free)
        {
            PrefetchLines(m_portStates[port].transmitter, PortTransmitter::N_HOT_LINES);
            PrefetchLines(m_portStates[port].receiver);
        }
    }

    /** The same for a frame that has to wait for any of some ports. */
    void PrefetchTurns(PortSet busy) const
    {
        for (uint8_t port : busy)
        {
            if (m_portStates[port].freeAt != PortTransmitter::NEVER)
            {
                PrefetchLines(m_portStates[port].transmitter);
            }
        }
    }

    /** \return the smallest MTU of this server's torus ports, in bytes */
    uint16_t GetMtu() const;

    /** \return a port's device, null if there is no such port */
    Ptr<CamCubeNetDevice> GetDevice(uint8_t port) const;

    /**
     * Sends a frame over a link if its slot is free: an atomic test and insert.
     * \param from the service that sends; the frame gets its id
     * \param port the link
     * \param frame taken, and then null, if the answer is SENT, and still the caller's otherwise
     * \return SENT; BUSY, and the service is polled for the link when its slot is free; DOWN, and
     *         it is told when the link comes up, but not polled; TOO_LONG for a frame above the
     *         link's MTU
     * \throws std::invalid_argument for no frame, one without payload, or a port that the server
     *         does not have
     * \throws std::logic_error if the service is not deployed here
     */
    SendResult Send(const Service* from, uint8_t port, FramePtr& frame);

    /**
     * \return bytes that a frame may still grow before it exceeds the MTU of a link, negative if it
     *         does
     * \throws std::invalid_argument for a port that the server does not have
     */
    int32_t GetRoom(uint8_t port, const Frame& frame) const;

    /**
     * Sends a packet to all neighbours one hop away.
     * \return the links that took it; the service will be polled for the busy ones
     * \throws as Send
     */
    PortSet Broadcast(const Service* from, Ptr<const Packet> packet);

    /**
     * Has a service polled for each of some links that are up, as soon as it is free.
     * \throws std::logic_error if the service is not deployed here
     */
    void RequestPoll(const Service* from, PortSet ports);

    LinkStatistics GetLinkStatistics(uint8_t port) const;

    /** Switches a link off, to save power; the neighbour sees it go down too. */
    void DeactivateLink(uint8_t port);

    /** Switches a link on again. */
    void ActivateLink(uint8_t port);

    /**
     * Offers frames of services that are not here to somebody who may keep them, until the service
     * is, say. What nobody takes is dropped, counted and traced as without.
     * \param owner the service that registers, or null
     * \param taker is offered them; several are asked in the order in which they came
     * \return undoes it
     * \throws std::invalid_argument for no function
     */
    Registration OnUnknownService(Service* owner, UnknownServiceTaker taker);

    /**
     * Has a service's frames treated as those of a service that is not here, until its withdrawal.
     * It sends what it holds, as before.
     * \throws std::logic_error if it is not deployed here
     */
    void Suspend(const Service* service);

    /** \return frames that named a service which is not deployed here */
    uint64_t GetUnknownServiceDrops() const
    {
        return m_unknownServiceDrops;
    }

    /** \return frames that came from a poll when the link had just gone down */
    uint64_t GetLostPolledFrames() const
    {
        return m_lostPolledFrames;
    }

  protected:
    void DoDispose() override;

  private:
    friend class Service;         //!< which is deployed and withdrawn, and tells whoever asks
    friend class MultiHopRouting; //!< which sends so often that it matters

    /** One deployed service; its place in the list is its place in every TurnQueue. */
    struct Entry
    {
        uint16_t id{0};                               //!< its service id
        uint8_t place{0};                             //!< its place in the list
        bool isSuspended{false};                      //!< whether it receives nothing any more
        Service* service{nullptr};                    //!< null where a service was withdrawn
        const ServicePrefetcher* prefetcher{nullptr}; //!< the same, if it is one
    };

    /**
     * Puts a service on this server.
     * \throws std::invalid_argument if its id is zero or taken, or the server is full
     */
    void Deploy(Service* service);

    /** Deploys a service as soon as the server is placed. */
    void DeployWhenPlaced(Service* service);

    /** Takes a service off this server; its frames are dropped and counted from then on. */
    void Withdraw(Service* service);

    /** \return the registrations of a service of this server, undone when it is withdrawn */
    Registration::List& GetRegistrations(const Service* owner)
    {
        return m_registrations[owner];
    }

    /**
     * As Send() above, for who has seen to its conditions.
     * \param from deployed here
     * \param port one that the server has
     * \param frame not null, and with its payload
     * \param now the current time, in time steps
     */
    SendResult Send(const Service* from, uint8_t port, FramePtr& frame, int64_t now);

    /** \throws std::invalid_argument for no frame, or one whose payload has been taken */
    static void RequireSendable(const FramePtr& frame);
    [[noreturn]] static void ThrowNotPlaced();
    [[noreturn]] void ThrowMissing(const std::string& name) const;
    void RequireDeployed(const Service* service) const;
    SendResult NoteRefusal(const Service* from, uint8_t port, SendResult result);
    Ptr<Node> GetNode() const;

    void FrameArrived(FramePtr frame, uint8_t port) override;
    /** Finds the service that receives a frame. \return false if none does: somebody has taken the
     *  frame, or it is counted */
    bool FindReceiver(FramePtr& frame, uint8_t port);
    void SlotFree(uint8_t port) override;
    void LinkChanged(uint8_t port, bool up) override;
    void SleepChanged(uint8_t port, bool asleep) override;

    void WakeFor(const Service* from, PortSet ports);
    void Prefetch(const Frame* frame, uint8_t port, uint32_t step, int64_t time) const override;

    /** \return the service at a place, which most often is the one that last received */
    const Entry& EntryAt(uint8_t place) const
    {
        return m_recent.service && m_recent.place == place ? m_recent : m_services[place];
    }

    std::optional<uint8_t> PlaceOf(const Service* service) const;
    const Ptr<CamCubeNetDevice>& At(uint8_t port) const;

    /** What of a port a frame touches when it is sent, or has to wait: a cache line of its own. */
    struct alignas(CACHE_LINE_BYTES) PortState
    {
        int64_t freeAt{PortTransmitter::NEVER}; //!< from when on the port is free
        PortTransmitter* transmitter{nullptr};  //!< of the port here
        const PortReceiver* receiver{
            nullptr};    //!< of the port at the other end, once the link was up
        TurnQueue turns; //!< the services that wait
    };

    // What every frame touches comes first, on one line with the interface to ports.
    Entry m_recent;                   //!< the service of the last arrival
    PortSet m_all;                    //!< ports that exist
    PortSet m_up;                     //!< ports whose links are up
    PortSet m_asleep;                 //!< of these, ports that take no frames now
    PortSet m_notPolling{UINT16_MAX}; //!< ports that no service is polled for
    std::array<PortState, PortSet::MAX_PORTS> m_portStates;          //!< by port number
    TorusCoordinate m_here;                                          //!< this server's place
    std::shared_ptr<const Torus> m_torus;                            //!< the cube
    std::array<Ptr<CamCubeNetDevice>, PortSet::MAX_PORTS> m_devices; //!< by port number
    Waker m_waker;                         //!< decides which links to wake
    std::vector<Entry> m_services;         //!< the deployed services
    std::vector<Service*> m_awaitingPlace; //!< services to be deployed when the server is placed
    std::map<const Service*, Registration::List> m_registrations; //!< by owner
    uint64_t m_unknownServiceDrops{0}; //!< frames for services not deployed here
    uint64_t m_lostPolledFrames{0};    //!< frames polled for a link that went down
    TracedCallback<Ptr<const Packet>, uint8_t> m_unknownService; //!< told of each of them
    HandlerList<UnknownServiceTaker> m_takers;                   //!< offered them before
};

template <typename T>
Ptr<T>
Runtime::Find() const
{
    const Ptr<Node> node = GetNode();
    for (uint32_t i = 0; node && i < node->GetNApplications(); ++i)
    {
        if (auto service = DynamicCast<T>(node->GetApplication(i)))
        {
            return service;
        }
    }
    return nullptr;
}

template <typename T>
Ptr<T>
Runtime::Require() const
{
    Ptr<T> service = Find<T>();
    if (!service)
    {
        ThrowMissing(T::GetTypeId().GetName());
    }
    return service;
}

} // namespace ns3::camcube

#endif /* RUNTIME_H */
