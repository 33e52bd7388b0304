/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DESCRIPTOR_WATCH_H
#define DESCRIPTOR_WATCH_H

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Waits for file descriptors, all in one thread, beside a simulation in real time. Of ns-3 and of
 * this module, that thread may call Simulator::ScheduleWithContext, once the simulation runs, and
 * nothing else: no Packet, no Time::Now, no counter of another class.
 */
class DescriptorWatch
{
  public:
    /** Called in the thread, when there is something to read or an end to be noticed. */
    using Handler = std::function<void()>;

    /** \throws std::runtime_error if the system gives no descriptors for it */
    DescriptorWatch();
    ~DescriptorWatch();

    DescriptorWatch(const DescriptorWatch&) = delete;
    DescriptorWatch& operator=(const DescriptorWatch&) = delete;

    /**
     * Adds a descriptor; from any thread, as all below but for Start() and Stop().
     * \param descriptor remains the caller's, and must not block
     * \param handler called again and again while there is something to read
     * \throws std::runtime_error if it cannot be watched
     */
    void Add(int descriptor, Handler handler);

    /** Takes a descriptor out: once this returns, its handler does not run and is not called. */
    void Remove(int descriptor);

    /** Leaves what comes by a descriptor where it is, until Resume(). */
    void Pause(int descriptor);

    /** Looks at a descriptor again. */
    void Resume(int descriptor);

    /** Begins to wait; in an event of the simulation, for before there is nobody to tell. */
    void Start();

    /** Ends the thread, if it runs. */
    void Stop();

  private:
    void Watch();
    void Control(int operation, int descriptor, uint32_t events) const;

    int m_epoll;                         //!< waits for all of them
    int m_wake;                          //!< for this too, which ends it
    std::atomic<bool> m_stopping{false}; //!< the thread is to end
    std::recursive_mutex m_mutex;        //!< held while a handler runs, which may add and remove
    std::map<int, Handler> m_handlers;   //!< by descriptor
    std::thread m_thread;                //!< waits
};

} // namespace ns3::camcube

#endif /* DESCRIPTOR_WATCH_H */
