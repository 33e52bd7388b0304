/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHUNK_SENDER_H
#define CHUNK_SENDER_H

#include "image-copy.h"
#include "image-counters.h"

#include "ns3/disk.h"
#include "ns3/group-tree.h"
#include "ns3/torus-port.h"

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Sends chunks to neighbours that have asked for them: to each from a queue of its own, a block
 * whenever its link has taken the one before, so that a slow one delays none of the others. Chunks
 * that are not in memory are read from disk first, once for all that ask meanwhile; those that are
 * not here wait until they are.
 */
class ChunkSender
{
  public:
    using Copy = std::shared_ptr<ImageCopy>;

    static constexpr std::size_t MAX_ASKED = 1024; //!< chunks, of all images and neighbours

    /**
     * \param tree knows the neighbours
     * \param user whose frames these are
     * \param disk where chunks are; it reads nothing any more once this is gone
     * \param counters counts, and outlives this
     */
    ChunkSender(Ptr<GroupTree> tree,
                const GroupTreeUser& user,
                Disk& disk,
                ImageCounters& counters);

    /**
     * A neighbour asks for a chunk, perhaps once more.
     * \param image the image
     * \param copy what is here of it
     * \param chunk which; there is such a chunk, if it is here
     * \param block from which one on
     * \param port the neighbour
     * \return whether the chunk is not here, and has to come in
     */
    bool Add(const GroupId& image, const Copy& copy, uint32_t chunk, uint16_t block, uint8_t port);

    /** Sends a chunk, which is in memory now, to those that have asked for it. */
    void Arrived(const GroupId& image, uint32_t chunk);

    /** \return the neighbours that have asked for a chunk and have not been sent all of it */
    PortSet GetAskers(const GroupId& image, uint32_t chunk) const;

    /** \return the chunks of an image that have been asked for and are not here */
    std::vector<uint32_t> FindWaiting(const GroupId& image) const;

    /** Forgets what some neighbours have asked for. */
    void Forget(const GroupId& image, PortSet ports);

    /** Forgets all that a neighbour has asked for. */
    void Forget(uint8_t port);

    /** Sends a frame of an image that passes those of blocks. \return whether it goes */
    bool Say(const GroupId& image, uint8_t port, const ImageHeader& header, Ptr<Packet> payload);

    /** Sends blocks to a neighbour while its link takes them. */
    void Pump(uint8_t port);

  private:
    using Key = std::tuple<GroupId, uint32_t, uint8_t>; //!< image, chunk, port

    /** How far a chunk is. */
    enum State
    {
        WAITING, //!< it is not here
        READING, //!< it is on its way from disk
        QUEUED   //!< it is in memory
    };

    /** A chunk that a neighbour has asked for. */
    struct Asked
    {
        Copy copy;            //!< of its image
        uint16_t block{0};    //!< the next to be sent
        State state{WAITING}; //!< how far it is
    };

    using AskedMap = std::map<Key, Asked>;

    /** \return those that ask for a chunk: from the first one up to the second */
    std::pair<AskedMap::const_iterator, AskedMap::const_iterator> Range(const GroupId& image,
                                                                        uint32_t chunk) const;
    void Read(const GroupId& image, const Copy& copy, uint32_t chunk);
    bool SendBlock(const Key& key, const Asked& asked);
    bool Send(const GroupId& image,
              uint8_t port,
              const ImageHeader& header,
              Ptr<Packet> payload,
              bool isFirst);

    Ptr<GroupTree> m_tree;                              //!< knows the neighbours
    const GroupTreeUser& m_user;                        //!< whose frames these are
    Disk& m_disk;                                       //!< where chunks are
    ImageCounters& m_counters;                          //!< counts
    AskedMap m_asked;                                   //!< all of them
    std::array<std::deque<Key>, N_TORUS_PORTS> m_queue; //!< those in memory, by port
};

} // namespace ns3::camcube

#endif /* CHUNK_SENDER_H */
