/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PYTHON_SERVICE_H
#define PYTHON_SERVICE_H

#include "session.h"

#include "ns3/multi-hop-routing.h"
#include "ns3/queued-service.h"

#include <pybind11/pybind11.h>
#include <utility>
#include <vector>

namespace ns3::camcube::python
{

/** A frame in the hands of Python, until it is sent. */
struct FrameBox
{
    FramePtr frame; //!< null once it is sent

    /** \return the frame \throws std::logic_error once it is sent */
    Frame& Use() const;
};

/** A packet of multi-hop routing that Python is shown, for as long as the call lasts. */
struct PacketView
{
    FramePtr* frame;       //!< null afterwards
    RoutingHeader* header; //!< null afterwards

    /** \return its frame \throws std::logic_error afterwards */
    Frame& UseFrame() const;
    /** \return its header \throws std::logic_error afterwards */
    RoutingHeader& UseHeader() const;
};

/**
 * The C++ half of a service that is written in Python: what happens to it is handed to methods of
 * the Python half, if that has them. It keeps the Python half until it is disposed of.
 */
class PythonService : public QueuedService
{
  public:
    static TypeId GetTypeId();

    /**
     * \param serviceId the id of this class of service
     * \param self the Python half
     */
    PythonService(uint16_t serviceId, pybind11::object self);
    ~PythonService() override;

    /** Sends a frame, or bytes in a new one, over a link now. A frame that is sent is gone. */
    SendResult Send(uint8_t port, pybind11::handle frame);

    /** The same, or once those before it have been sent. */
    SendResult SendOrQueue(uint8_t port, pybind11::handle frame);

    /** \return how many neighbours a copy of some bytes was sent to, now or soon */
    uint32_t Broadcast(pybind11::handle payload);

    /** Sends bytes to a server, by multi-hop routing. */
    SendResult SendTo(const TorusCoordinate& destination,
                      uint16_t endpoint,
                      pybind11::handle payload,
                      uint16_t flow);

    /** \name Registrations with multi-hop routing, until this service is withdrawn */
    ///@{
    void AddEndpoint(uint16_t endpoint, pybind11::object fn);
    void AddInterceptor(uint32_t endpoint, int32_t priority, pybind11::object fn);
    void AddUndelivered(uint16_t endpoint, pybind11::object fn);
    void AddForwarder(uint16_t endpoint, pybind11::object fn);
    /** Keeps another one as long. */
    void Keep(Registration registration);

    ///@}

    /** Calls a function of Python; what it throws ends the run. \return what it returns, or None */
    template <typename... Args>
    pybind11::object Call(const pybind11::object& fn, Args&&... args) const
    {
        pybind11::object result = pybind11::none();
        if (fn && !fn.is_none())
        {
            Session::Get().Guard([&] { result = fn(std::forward<Args>(args)...); });
        }
        return result;
    }

    /** \return bytes that Python has answered; null if they are none, which ends the run */
    static Ptr<Packet> Take(pybind11::handle answer);

    /** \return multi-hop routing of this server \throws std::logic_error if there is none */
    Ptr<MultiHopRouting> GetRouting() const;

    // Service
    void Receive(FramePtr frame, uint8_t in) override;
    FramePtr Poll(uint8_t out) override;
    bool IsWaitingFor(uint8_t out) const override;
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;
    void Placed() override;

  protected:
    void Undelivered(uint8_t port, FramePtr frame, SendResult why) override;
    void Deployed() override;
    void Withdrawing() override;
    void DoDispose() override;

  private:
    /**
     * \return what a forwarder has answered
     * \throws pybind11::type_error if it is no Forwarding
     * \throws pybind11::value_error for one toward a server that is not there
     */
    Forwarding ToForwarding(pybind11::handle answer) const;

    /** The methods of the Python half; null where it has none. */
    struct Methods
    {
        pybind11::object receive;
        pybind11::object poll;
        pybind11::object linkDown;
        pybind11::object linkUp;
        pybind11::object placed;
        pybind11::object deployed;
        pybind11::object withdrawing;
        pybind11::object routesChanged;
        pybind11::object undelivered;
    };

    pybind11::object m_self;                   //!< the Python half
    Methods m_methods;                         //!< bound once, which halves what a call costs
    std::vector<Registration> m_registrations; //!< with multi-hop routing
};

} // namespace ns3::camcube::python

#endif /* PYTHON_SERVICE_H */
