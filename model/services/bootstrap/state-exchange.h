/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STATE_EXCHANGE_H
#define STATE_EXCHANGE_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/queued-service.h"
#include "ns3/random-variable-stream.h"
#include "ns3/torus-port.h"

#include <array>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Keeps the neighbours of a server informed of its state, whatever that is: the whole of it is sent
 * to a neighbour soon after it has changed, and again until the neighbour has answered, so messages
 * may be lost, doubled or late. Needs no coordinate, and nothing known of who is at the other end.
 * Nothing is sent while nothing changes.
 */
class StateExchange : public QueuedService
{
  public:
    /** What this server has sent and refused. */
    struct Counters
    {
        uint64_t states{0};    //!< messages with a state, repeated ones among them
        uint64_t repeats{0};   //!< of these, repeated as no answer came
        uint64_t answers{0};   //!< messages that acknowledge, and no more
        uint64_t malformed{0}; //!< messages that make no sense
    };

    static TypeId GetTypeId();

    /** \copydoc Service::Service */
    explicit StateExchange(uint16_t serviceId);
    ~StateExchange() override;

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    /** Fixes the random stream that this service draws from. \return streams used: 1 */
    int64_t AssignStreams(int64_t stream);

    // Service
    void Receive(FramePtr frame, uint8_t in) override;
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;

  protected:
    void DoDispose() override;
    void Deployed() override;
    void Withdrawing() override;

    /** What neighbours at some ports should know has changed: they are told soon. */
    void Tell(PortSet ports);

    /** \return the state, for the neighbour at a port */
    virtual Ptr<Packet> MakeState(uint8_t port) = 0;

    /**
     * A neighbour has said something new.
     * \param in the port it came in by
     * \param farPort the sender's port, by its own label
     * \param state what the sender's MakeState gave
     * \return whether it makes sense
     */
    virtual bool StateHeard(uint8_t in, uint8_t farPort, Ptr<const Packet> state) = 0;

    /** Nothing that the neighbour at a port has said is true any more, or it is another one. */
    virtual void NeighborLost(uint8_t port) = 0;

    /** \return a random number from 0 to below 1, of this server */
    double Draw();

  private:
    /** What was said over one link, and what was heard. */
    struct Line
    {
        uint32_t session{0}; //!< of the neighbour; 0 if it has not been heard
        uint16_t heard{0};   //!< the last serial from it
        uint16_t serial{0};  //!< of what was said last
        uint32_t tries{0};   //!< how often it was sent
        EventId retry;       //!< when it is sent again
    };

    void SendDue();
    void SendTo(uint8_t port, bool withState);
    void Retry(uint8_t port);
    void Forget(uint8_t port);

    Time m_hold;                             //!< attribute Hold
    Time m_retryTime;                        //!< attribute RetryTime
    uint32_t m_maxTries;                     //!< attribute Tries
    Ptr<UniformRandomVariable> m_random;     //!< draws
    uint32_t m_session{0};                   //!< of this server, since it was deployed
    std::array<Line, N_TORUS_PORTS> m_lines; //!< by port
    PortSet m_toTell;                        //!< ports where the state is due
    PortSet m_toAnswer;                      //!< ports where an answer is due
    EventId m_due;                           //!< when they are sent
    Counters m_counters;                     //!< what was sent and refused
};

} // namespace ns3::camcube

#endif /* STATE_EXCHANGE_H */
