/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTING_HOOKS_H
#define ROUTING_HOOKS_H

#include "routing-callbacks.h"

#include "ns3/handler-list.h"
#include "ns3/traced-callback.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * All that services and traces have hooked into one server's packets on their way. The routing
 * service has one from the first registration on, and without it spends no time on any of this.
 */
struct RoutingHooks : public RoutingCallbacks
{
    using Packets = TracedCallback<Ptr<const Packet>, const RoutingHeader&>;
    using Ports = TracedCallback<Ptr<const Packet>, const RoutingHeader&, uint8_t>;

    /** One call of a handler, which may send packets of which the same handler is told. */
    class Nesting
    {
      public:
        /** \throws std::logic_error if that does not end */
        explicit Nesting(const RoutingHooks& hooks);

        ~Nesting()
        {
            --m_depth;
        }

        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

      private:
        static constexpr uint32_t MAX_DEPTH = 100; //!< calls within calls

        uint32_t& m_depth; //!< how many there are now
    };

    HandlerList<Interceptor> interceptors; //!< who sees packets
    HandlerList<Forwarder> forwarders;     //!< who chooses where they go
    HandlerList<Undelivered> undelivered;  //!< who is given back what was given up
    HandlerList<Departure> departures;     //!< who learns by which port packets leave
    Packets sent;                          //!< packets that start here
    Packets intercepted;                   //!< packets that an interceptor or forwarder took
    Ports forwarded;                       //!< packets put on a link
    mutable uint32_t depth{0};             //!< handlers that run now, one within another

    /**
     * Shows a packet to the interceptors.
     * \param frame a packet with a routing header; null afterwards if it was taken
     * \param in as for Interceptor
     * \return the last verdict
     * \throws std::logic_error if an interceptor takes a packet and does not say so
     */
    Verdict Intercept(FramePtr& frame, uint8_t in) const;

    /**
     * Tells of a packet that is about to leave.
     * \throws std::logic_error if a listener takes its payload
     */
    void Depart(Frame& frame, RoutingHeader& header, uint8_t out) const;
};

} // namespace ns3::camcube

#endif /* ROUTING_HOOKS_H */
