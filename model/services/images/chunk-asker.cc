/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chunk-asker.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::camcube
{

ChunkAsker::ChunkAsker(const GroupId& image,
                       ChunkSender::Copy copy,
                       Ptr<GroupTree> tree,
                       ChunkSender& sender,
                       ImageCounters& counters,
                       Time retryTime,
                       std::function<void()> gaveUp)
    : m_image(image),
      m_copy(std::move(copy)),
      m_tree(std::move(tree)),
      m_sender(sender),
      m_counters(counters),
      m_retryTime(retryTime),
      m_gaveUp(std::move(gaveUp))
{
}

void
ChunkAsker::Stop()
{
    m_isStopped = true;
    m_timer.Cancel();
}

void
ChunkAsker::Begin(uint32_t chunk)
{
    if (const auto first = m_copy->Begin(chunk))
    {
        Ask(*first);
    }
}

void
ChunkAsker::Ask(uint32_t chunk, PortSet except)
{
    const uint16_t block = m_copy->GetNextBlock(chunk);
    const ImageHeader header{0, m_copy->GetTag(), chunk, block, ImageHeader::ASK};
    for (uint8_t port : m_isStopped ? PortSet() : ChooseSupplier(chunk, except))
    {
        m_counters.asks += m_sender.Say(m_image, port, header, Create<Packet>());
    }
}

PortSet
ChunkAsker::ChooseSupplier(uint32_t chunk, PortSet except)
{
    const PortSet parent = m_tree->GetParent(m_image) - except;
    const PortSet askers = m_sender.GetAskers(m_image, chunk);
    // Who asks does not have it. In vain, though, that may have been long ago.
    if (!(parent - askers).IsEmpty() || (m_tries % 2 == 1 && !parent.IsEmpty()))
    {
        return parent;
    }
    PortSet kids = m_tree->GetKids(m_image) - m_tree->GetParent(m_image) - except;
    kids = (kids - askers).IsEmpty() ? kids : kids - askers;
    uint32_t skip = kids.IsEmpty() ? 0 : m_turn++ % kids.GetSize();
    for (uint8_t kid : kids)
    {
        if (skip-- == 0)
        {
            return PortSet::Of(kid);
        }
    }
    return {};
}

void
ChunkAsker::HeardAsk(uint32_t chunk, uint8_t in)
{
    const bool isKnown = m_copy->GetManifest().has_value();
    const auto asked = isKnown ? m_copy->Begin(chunk) : std::nullopt;
    // A parent that asks lacks what it was asked for itself.
    const bool isLate = m_tries > MAX_TRIES || m_tree->GetParent(m_image).Contains(in);
    if (asked || isLate)
    {
        // Not back, or two that both lack it would go on for ever.
        Ask(asked ? *asked : m_copy->HasIndex() ? chunk : ImageManifest::INDEX, PortSet::Of(in));
    }
    SetTimer();
}

void
ChunkAsker::AskAgain(bool isIdle)
{
    if (!m_copy->GetManifest())
    {
        Ask(ImageManifest::INDEX); // for what it is, at first
    }
    for (uint32_t chunk : m_copy->FindComing(isIdle))
    {
        Ask(chunk);
    }
}

void
ChunkAsker::Restart()
{
    m_tries = 0;
    AskAgain(false);
    SetTimer();
}

void
ChunkAsker::Moved()
{
    m_hasMoved = true;
    if (std::exchange(m_tries, 0) > 0)
    {
        m_timer.Cancel();
        SetTimer();
    }
}

bool
ChunkAsker::IsWaiting() const
{
    return !m_copy->GetManifest() || m_copy->CountComing() > 0;
}

void
ChunkAsker::SetTimer()
{
    if (IsWaiting() && !m_isStopped && m_tries <= MAX_TRIES && m_timer.IsExpired())
    {
        m_timer =
            Simulator::Schedule(m_retryTime * (int64_t{1} << m_tries), &ChunkAsker::TimeOver, this);
    }
}

void
ChunkAsker::TimeOver()
{
    const auto kept = shared_from_this(); // whatever is done to it meanwhile
    m_tries += IsWaiting() && !std::exchange(m_hasMoved, false);
    if (m_tries <= MAX_TRIES)
    {
        AskAgain(true);
        SetTimer();
        return;
    }
    ++m_counters.gaveUp;
    m_gaveUp();
}

} // namespace ns3::camcube
