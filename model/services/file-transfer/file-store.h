/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FILE_STORE_H
#define FILE_STORE_H

#include "file-message.h"

#include "ns3/disk.h"
#include "ns3/event-id.h"
#include "ns3/packet.h"
#include "ns3/port-set.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>

namespace ns3::camcube
{

/** \ingroup camcube \brief A piece of a file on a server's disk. */
struct StoredPiece
{
    Ptr<const Packet> content;        //!< its bytes
    uint32_t custody{0};              //!< tells this stay on this disk from others
    bool isWritten{false};            //!< it is on the disk, and not only on its way there
    uint32_t timesSent{0};            //!< to other servers, during this stay
    uint8_t port{PortSet::MAX_PORTS}; //!< by which it is on its way now; MAX_PORTS if it is not
    Time sentAt;                      //!< when it was sent last
    EventId timer;                    //!< the end of a write or a read, or the next try
};

/** \ingroup camcube \brief What a server has of a file. */
struct StoredFile
{
    std::map<uint32_t, StoredPiece> pieces; //!< by number
    std::set<uint32_t> waiting;             //!< those that are to be sent, or have arrived
};

/**
 * \ingroup camcube
 *
 * The files on a server's disk. What is written survives a failure of the server.
 */
class FileStore
{
  public:
    using Files = std::map<FileId, StoredFile>; //!< those with nearer deadlines first

    /** \copydoc Disk::Disk */
    FileStore(DataRate bandwidth, uint64_t size)
        : m_disk(bandwidth, size)
    {
    }

    /** \return what pieces of so many bytes together take on a disk, with what is noted of them */
    static uint64_t GetBytes(uint64_t bytes, uint32_t pieces = 1)
    {
        return bytes + uint64_t{pieces} * WireBytesOf<FileMessage>;
    }

    /** \return a new piece, which is to be written; null if there is no room for it */
    StoredPiece* Add(const FileId& id, uint32_t piece, Ptr<const Packet> content);

    /** A piece that is here is on the disk now. */
    void NoteWritten(const FileId& id, uint32_t piece);

    /** \return a piece, null if it is not here */
    StoredPiece* Find(const FileId& id, uint32_t piece);

    /** Forgets a piece that is here, and then its file if that was the last. */
    void Remove(const FileId& id, uint32_t piece);

    /** \return the content of a file, which is here no more; null if not all of it is written */
    Ptr<Packet> Take(const FileId& id);

    /** The server has failed: what was not written is gone, and nothing is on its way. */
    void Fail();

    /** \return the time from now to the end of a read or write of a piece */
    Time Transfer(const StoredPiece& piece)
    {
        return m_disk.Transfer(GetBytes(piece.content->GetSize()));
    }

    /** \return all files, those with nearer deadlines first */
    Files& GetFiles()
    {
        return m_files;
    }

    /** \return files that have been handed over here, of which more pieces may come */
    std::set<FileId>& GetReceived()
    {
        return m_received;
    }

    /** \return files from here that wait for their receipts */
    std::set<FileId>& GetAwaited()
    {
        return m_awaited;
    }

    /** \return the nearest deadline of all of these; nothing if there are none */
    std::optional<int64_t> GetNearestDeadline() const;

    /** \return the disk */
    const Disk& GetDisk() const
    {
        return m_disk;
    }

  private:
    Disk m_disk;                 //!< where they are
    Files m_files;               //!< what is on it
    std::set<FileId> m_received; //!< handed over here
    std::set<FileId> m_awaited;  //!< sent from here
    uint32_t m_lastCustody{0};   //!< of the stays so far
};

} // namespace ns3::camcube

#endif /* FILE_STORE_H */
