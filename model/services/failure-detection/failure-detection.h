/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_DETECTION_H
#define FAILURE_DETECTION_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/port-set.h"
#include "ns3/service.h"
#include "ns3/torus-port.h"

#include <array>
#include <functional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Tells whoever asks which neighbours of a server are alive.
 *
 * A neighbour is lost when its link loses the carrier, which both ends notice at once, or when
 * nothing has come from it for Multiplier intervals. So that this means something, a server sends
 * a keep-alive in each interval in which it has sent nothing else over a link. Keep-alives also
 * say whether their sender hears the receiver, so that a link which fails one way only is lost to
 * both ends. Without an interval there are no keep-alives, and carrier alone counts.
 *
 * A link that sleeps by agreement is silent, and its neighbour counts as alive; nothing is sent to
 * find out. Silence begins to count when it is awake again.
 *
 * Source: Costa et al., WREN 2009, section 3 (notification of link failure).
 */
class FailureDetection : public Service
{
  public:
    /** The service's id on the wire. */
    static constexpr uint16_t SERVICE_ID = 3;
    /** Intervals of silence after which a neighbour that comes again was gone, and not late. */
    static constexpr uint32_t MOST_SILENT = 50;

    /** Told when the neighbour at a port is lost, or is there again. */
    using Listener = std::function<void(uint8_t port, bool alive)>;

    static TypeId GetTypeId();
    FailureDetection();
    ~FailureDetection() override;

    /** Has somebody told of every change from now on, in the order of these calls. */
    void AddListener(Listener listener);

    /**
     * Says that servers run in real time, where this one or a neighbour may be late. Intervals then
     * do not count as silent while this server itself is: frames that it has not come to look at
     * are no silence. And a neighbour that was silent for some intervals before it was heard again,
     * up to MOST_SILENT, has twice as many from then on, fewer by the second: on a machine with too
     * much to do nobody is lost and found by the hundred, which would be yet more to do.
     * \param lateness says how late the event is that runs
     */
    void SetLateness(std::function<Time()> lateness);

    /** \return the ports whose neighbours are alive, once the service is deployed */
    PortSet GetAlive() const
    {
        return m_alive;
    }

    /** \return the most that the two ends of a link differ in noticing its loss */
    Time GetDifference() const;

    /** \return keep-alives sent */
    uint64_t GetKeepAlives() const
    {
        return m_keepAlives;
    }

    // Service
    bool IsUrgent() const override;
    void Receive(FramePtr frame, uint8_t in) override;
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;
    void LinkAwake(uint8_t port) override;

  protected:
    void DoDispose() override;
    bool NeedsPlace() const override;
    void Placed() override;
    void Withdrawing() override;

  private:
    /** What is known about one link. */
    struct Watch
    {
        uint64_t sent{0};     //!< frames sent when last looked at
        uint64_t received{0}; //!< frames received when last looked at
        uint32_t silent{0};   //!< intervals without a frame since
        uint32_t late{0};     //!< most of them before one came all the same, of late
        bool heard{true};     //!< whether the neighbour says that it hears this server
        bool carrier{true};   //!< whether the link has carrier
    };

    void Look();
    void LookAt(uint8_t port, bool isLate);
    void Judge(uint8_t port);
    void Heard(Watch& watch) const;
    bool Hears(const Watch& watch) const;
    FramePtr MakeKeepAlive(uint8_t port) const;

    Time m_interval;                            //!< between two looks; zero for none
    uint32_t m_multiplier;                      //!< silent intervals until a neighbour is lost
    bool m_useCarrier;                          //!< whether loss of carrier counts
    std::array<Watch, N_TORUS_PORTS> m_watches; //!< by port
    PortSet m_alive;                            //!< ports whose neighbours are alive
    std::vector<Listener> m_listeners;          //!< told of changes
    std::function<Time()> m_lateness;           //!< says how late this server is, if it may be
    uint64_t m_keepAlives{0};                   //!< keep-alives sent
    uint32_t m_looks{0};                        //!< looks so far
    EventId m_look;                             //!< the next look
};

} // namespace ns3::camcube

#endif /* FAILURE_DETECTION_H */
