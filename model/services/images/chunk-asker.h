/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHUNK_ASKER_H
#define CHUNK_ASKER_H

#include "chunk-sender.h"

#include "ns3/event-id.h"

#include <functional>
#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Asks neighbours for chunks of one image, again and again while none comes, and for what the image
 * is before that is known. A parent is asked, unless it asks itself; a root, which is no source
 * then, and who is asked by its parent ask their kids, one after the other.
 * Always of a std::shared_ptr.
 */
class ChunkAsker : public std::enable_shared_from_this<ChunkAsker>
{
  public:
    /**
     * \param image the image
     * \param copy what is here of it
     * \param tree knows the neighbours
     * \param sender knows who asks here, and sends; like the counters, it outlives this
     * \param counters counts
     * \param retryTime after which to ask again
     * \param gaveUp called when that has been in vain for long
     */
    ChunkAsker(const GroupId& image,
               ChunkSender::Copy copy,
               Ptr<GroupTree> tree,
               ChunkSender& sender,
               ImageCounters& counters,
               Time retryTime,
               std::function<void()> gaveUp);

    /** Asks for a chunk, unless it is coming in; before it for the index, if that is not here. */
    void Begin(uint32_t chunk);

    /**
     * Asks for a chunk now that is coming in, from the next block on; or for the index.
     * \param chunk which
     * \param except neighbours that are not asked
     */
    void Ask(uint32_t chunk, PortSet except = {});

    /** Asks for all once more, as somebody has come who may have it. */
    void Restart();

    /** A neighbour has asked for a chunk that is not here. */
    void HeardAsk(uint32_t chunk, uint8_t in);

    /** A block has come. */
    void Moved();

    /** Has this asked again in a while, if there is anything to ask for. */
    void SetTimer();

    /** \return whether nothing has come for a while */
    bool IsInVain() const
    {
        return m_tries > 0;
    }

    /** Asks for nothing any more. */
    void Stop();

  private:
    static constexpr uint32_t MAX_TRIES = 6; //!< in vain, each after twice the time of the last

    bool IsWaiting() const;
    void AskAgain(bool isIdle);
    PortSet ChooseSupplier(uint32_t chunk, PortSet except);
    void TimeOver();

    const GroupId m_image;          //!< the image
    ChunkSender::Copy m_copy;       //!< what is here
    Ptr<GroupTree> m_tree;          //!< knows the neighbours
    ChunkSender& m_sender;          //!< knows who asks here
    ImageCounters& m_counters;      //!< counts
    Time m_retryTime;               //!< after which to ask again
    std::function<void()> m_gaveUp; //!< called when that is in vain
    uint32_t m_tries{0};            //!< in vain, of late
    uint32_t m_turn{0};             //!< which kid to ask next
    bool m_hasMoved{false};         //!< whether a block has come since the last try
    bool m_isStopped{false};        //!< whether this is over
    EventId m_timer;                //!< the next try
};

} // namespace ns3::camcube

#endif /* CHUNK_ASKER_H */
