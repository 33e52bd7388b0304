/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LOAD_PIGGYBACK_H
#define LOAD_PIGGYBACK_H

#include "load-information.h"

#include "ns3/port-set.h"

#include <array>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Tells neighbours of loads in packets that are on their way over a link anyway, whoever's they
 * are: one a Period on each link, in the room that is left in its frame, never beyond the MTU. The
 * next server takes off what was put on. There are no frames for it, but greetings when a link
 * comes up: only neighbours that have this service get such packets.
 */
class LoadPiggyback : public LoadInformation
{
  public:
    /** Under which a packet with loads crosses one link; its own endpoint stands behind these. */
    static constexpr uint16_t RIDING_ENDPOINT = 21;

    static TypeId GetTypeId();

    /** \return packets that have left this server with loads */
    uint64_t GetRidden() const
    {
        return m_ridden;
    }

    // Service
    void Placed() override;
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;

  protected:
    void Withdrawing() override;

  private:
    /** What neighbours say to each other. */
    enum Greeting : uint8_t
    {
        HELLO, //!< I have this service: answer
        REPLY, //!< so have I
        BYE    //!< not any more
    };

    /** At the end of a packet with loads. */
    struct Trailer
    {
        uint8_t records{0};   //!< before it
        uint16_t endpoint{0}; //!< the packet's own
        static constexpr auto FIELDS = HeaderFields(&Trailer::records, &Trailer::endpoint);
    };

    void Greet(PortSet ports, Greeting greeting);
    void Greeted(const Packet& message, const TorusCoordinate& neighbor);
    void Depart(Frame& frame, RoutingHeader& header, uint8_t out);
    RoutingCallbacks::Verdict Arrive(FramePtr& frame, RoutingHeader& header, uint8_t in);

    PortSet m_neighbors;                         //!< those that have this service
    std::array<Time, PortSet::MAX_PORTS> m_next; //!< when loads may go by each port again
    uint64_t m_ridden{0};                        //!< packets with loads
    Registration m_greetings;                    //!< what neighbours say
    Registration m_departures;                   //!< packets that leave
    Registration m_arrivals;                     //!< packets with loads; kept when withdrawn
};

} // namespace ns3::camcube

#endif /* LOAD_PIGGYBACK_H */
