/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef QUEUED_SERVICE_H
#define QUEUED_SERVICE_H

#include "service.h"

#include "ns3/frame-fifo.h"
#include "ns3/port-set.h"
#include "ns3/send-result.h"

#include <array>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A service with a queue of frames for each link, first in, first out: what a service needs that
 * sends more than a link takes at once. Override Receive(), and Undelivered() to learn what could
 * not be sent.
 */
class QueuedService : public Service
{
  public:
    static TypeId GetTypeId();

    /** \copydoc Service::Service */
    explicit QueuedService(uint16_t serviceId = 0);

    /**
     * Sends a frame over a link, now or once those before it have been sent.
     * \return SENT if the frame has been sent or waits; BUSY if QueueLimit frames wait already,
     *         DOWN or TOO_LONG otherwise, and Undelivered() has been given the frame
     * \throws as Runtime::Send; std::logic_error if Undelivered() cannot but come by again, as it
     *         sends what it was given by the same port
     */
    SendResult Enqueue(uint8_t port, FramePtr frame);

    /**
     * As Enqueue(), for the few frames that must not wait behind others, nor be refused as those
     * are too many: they pass all others and are limited by nothing, in order among themselves.
     */
    SendResult EnqueueFirst(uint8_t port, FramePtr frame);

    // Service
    FramePtr Poll(uint8_t out) override;
    bool IsWaitingFor(uint8_t out) const override;
    uint32_t GetQueuedFrames(uint8_t out) const override;
    void LinkDown(uint8_t port) override;

  protected:
    /**
     * A frame could not be sent: its queue was full, it is too long, or its link went down while it
     * waited. Drops it unless overridden.
     */
    virtual void Undelivered(uint8_t port, FramePtr frame, SendResult why);

    void Withdrawing() override;

  private:
    /** The frames that wait for one link. */
    struct Queue
    {
        FrameFifo frames;      //!< in order
        FrameFifo first;       //!< those that pass them, in order
        uint32_t size{0};      //!< how many of the former
        uint32_t firstSize{0}; //!< how many of the latter

        bool IsEmpty() const
        {
            return frames.IsEmpty() && first.IsEmpty();
        }

        FramePtr Pop()
        {
            --(first.IsEmpty() ? size : firstSize);
            return (first.IsEmpty() ? frames : first).Pop();
        }
    };

    void GiveBack(uint8_t port, FramePtr frame, SendResult why);

    std::array<Queue, PortSet::MAX_PORTS> m_queues; //!< by port
    PortSet m_givingBack;                           //!< ports for which Undelivered() runs
    uint32_t m_limit;                               //!< attribute QueueLimit
};

} // namespace ns3::camcube

#endif /* QUEUED_SERVICE_H */
