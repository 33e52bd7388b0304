/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "descriptor-reader.h"

#include "descriptor-watch.h"

#include <cerrno>
#include <unistd.h>
#include <utility>

namespace ns3::camcube
{

DescriptorReader::DescriptorReader(std::shared_ptr<DescriptorWatch> watch,
                                   uint32_t limit,
                                   uint32_t mostBytes,
                                   Hooks hooks)
    : m_watch(std::move(watch)),
      m_ring(limit, mostBytes + 1),
      m_hooks(std::move(hooks))
{
}

DescriptorReader::~DescriptorReader()
{
    Close();
}

void
DescriptorReader::Open(int descriptor)
{
    Close();
    m_descriptor = descriptor;
    m_isPaused = false;
    m_watch->Add(descriptor, [this] { Read(); });
}

void
DescriptorReader::Close()
{
    if (m_descriptor != NONE)
    {
        m_watch->Remove(m_descriptor); // then nobody reads from it
        m_descriptor = NONE;
    }
}

void
DescriptorReader::Read()
{
    while (uint8_t* free = m_ring.PeekFree())
    {
        const ssize_t size = read(m_descriptor, free, m_ring.GetPacketBytes());
        if (size > 0)
        {
            m_ring.Push(static_cast<uint32_t>(size));
            m_hooks.arrived();
        }
        else if (size < 0 && errno == EAGAIN)
        {
            return;
        }
        else if (size == 0 || errno != EINTR)
        {
            // Of a socket whose interface went down, frames come again once it is up.
            if (size == 0 || errno != ENETDOWN)
            {
                m_watch->Remove(m_descriptor);
            }
            m_hooks.failed();
            return;
        }
    }
    m_watch->Pause(m_descriptor);
    m_isPaused = true;
    // What has been taken meanwhile has seen no pause to end.
    if (m_ring.PeekFree())
    {
        Resume();
    }
}

void
DescriptorReader::Resume()
{
    if (m_isPaused && m_isPaused.exchange(false))
    {
        m_watch->Resume(m_descriptor);
    }
}

} // namespace ns3::camcube
