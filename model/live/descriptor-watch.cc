/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "descriptor-watch.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace ns3::camcube
{

namespace
{

/** Descriptors that are told of at once. */
constexpr int N_READY = 64;

[[noreturn]] void
ThrowRefused(const char* what)
{
    throw std::runtime_error(std::string("the system refuses ") + what + ": " +
                             std::strerror(errno) + "; raise the limit of open files, ulimit -n");
}

} // namespace

DescriptorWatch::DescriptorWatch()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC)),
      m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_epoll < 0 || m_wake < 0)
    {
        ThrowRefused("to watch descriptors");
    }
    Add(m_wake, [] {});
}

DescriptorWatch::~DescriptorWatch()
{
    Stop();
    close(m_wake);
    close(m_epoll);
}

void
DescriptorWatch::Control(int operation, int descriptor, uint32_t events) const
{
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    if (epoll_ctl(m_epoll, operation, descriptor, &event) != 0 && operation == EPOLL_CTL_ADD)
    {
        ThrowRefused("to watch one more descriptor");
    }
}

void
DescriptorWatch::Add(int descriptor, Handler handler)
{
    const std::lock_guard<std::recursive_mutex> lock(m_mutex);
    Control(EPOLL_CTL_ADD, descriptor, EPOLLIN);
    m_handlers[descriptor] = std::move(handler);
}

void
DescriptorWatch::Remove(int descriptor)
{
    const std::lock_guard<std::recursive_mutex> lock(m_mutex);
    Control(EPOLL_CTL_DEL, descriptor, 0);
    m_handlers.erase(descriptor);
}

void
DescriptorWatch::Pause(int descriptor)
{
    Control(EPOLL_CTL_MOD, descriptor, 0);
}

void
DescriptorWatch::Resume(int descriptor)
{
    Control(EPOLL_CTL_MOD, descriptor, EPOLLIN);
}

void
DescriptorWatch::Start()
{
    m_stopping = false;
    m_thread = std::thread([this] { Watch(); });
}

void
DescriptorWatch::Stop()
{
    if (!m_thread.joinable())
    {
        return;
    }
    m_stopping = true;
    const uint64_t one = 1;
    while (write(m_wake, &one, sizeof(one)) < 0 && errno == EINTR)
    {
    }
    m_thread.join();
}

void
DescriptorWatch::Watch()
{
    std::array<epoll_event, N_READY> ready;
    while (!m_stopping)
    {
        const int number = epoll_wait(m_epoll, ready.data(), N_READY, -1);
        const std::lock_guard<std::recursive_mutex> lock(m_mutex);
        for (int i = 0; i < number && !m_stopping; ++i)
        {
            const auto found = m_handlers.find(ready[i].data.fd);
            if (found != m_handlers.end()) // another handler may have removed it
            {
                const Handler handler = found->second; // which may remove itself
                handler();
            }
        }
    }
    uint64_t count = 0;
    static_cast<void>(!read(m_wake, &count, sizeof(count))); // so that it can start again
}

} // namespace ns3::camcube
