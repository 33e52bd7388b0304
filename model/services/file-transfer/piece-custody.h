/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PIECE_CUSTODY_H
#define PIECE_CUSTODY_H

#include "file-store.h"
#include "file-transfer.h"
#include "retransmission-timeout.h"

#include "ns3/multi-hop-routing.h"
#include "ns3/torus-port.h"

#include <array>
#include <functional>
#include <utility>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Hands pieces of files on from disk to disk. It takes those that routing carries past, writes
 * them, and answers to who has sent them; and it sends on what is written, by any link on a
 * shortest path, so many at a time that are not answered, until another server has them.
 */
class PieceCustody
{
  public:
    /** Told of a file of which a piece has come and is written. */
    using Receiver = std::function<void(const FileId& id)>;

    /** How pieces are sent: see the attributes of FileTransfer. */
    struct Settings
    {
        uint32_t window; //!< pieces on a link that are not answered
        Time retryTime;  //!< how long an answer is waited for, at least
    };

    /**
     * \param settings how pieces are sent
     * \param store where they are
     * \param counters of what passes
     * \param receiver told of pieces that have come
     */
    PieceCustody(const Settings& settings,
                 FileStore& store,
                 FileTransfer::Counters& counters,
                 Receiver receiver)
        : m_settings(settings),
          m_store(store),
          m_counters(counters),
          m_receiver(std::move(receiver))
    {
    }

    /**
     * Begins to take pieces, and to send them.
     * \param owner on whose server, and until whose withdrawal
     * \param routing carries them
     */
    void Start(FileTransfer& owner, Ptr<MultiHopRouting> routing);

    /** The server stops, or fails: what is not written is gone. */
    void Stop();

    /** Sends what waits, as much as may be on the way. */
    void Fill();

    /** A link has gone down: what was on it is sent anew, by another perhaps. */
    void LinkDown(uint8_t port);

    /** Forgets a piece that is here. */
    void Remove(const FileId& id, uint32_t number);

  private:
    RoutingCallbacks::Verdict Intercept(const Packet& payload,
                                        const RoutingHeader& header,
                                        uint8_t in);
    Forwarding Forward(const Hop& hop);
    void Arrived(const FileMessage& message, const TorusCoordinate& from, const Packet& payload);
    void Written(const FileMessage& message, const TorusCoordinate& from);
    void Acknowledge(FileMessage message, const TorusCoordinate& from);
    void Acknowledged(const Packet& payload);
    /** \return the port with fewest pieces on their way; MAX_PORTS if each has a full window */
    uint8_t Choose(PortSet among) const;
    void Read(const FileId& id, StoredFile& file, uint8_t port);
    void Transmit(const FileId& id, uint32_t number);
    void Expired(const FileId& id, uint32_t number, Time waited);
    void Return(const FileId& id, uint32_t number);
    void TakeBack(StoredPiece& piece);

    Settings m_settings;                //!< how pieces are sent
    FileStore& m_store;                 //!< where they are
    FileTransfer::Counters& m_counters; //!< of what passes
    Receiver m_receiver;                //!< told of those that have come
    FileTransfer* m_owner{nullptr};     //!< whose server this is, while it runs
    Ptr<MultiHopRouting> m_routing;     //!< carries them
    std::array<Registration, 4> m_told; //!< answers, pieces, choices of paths, changes of routes
    PortSet m_choice;                   //!< by which port the piece goes that is being sent
    std::array<uint32_t, N_TORUS_PORTS> m_inFlight{};            //!< pieces on their way, by port
    std::array<RetransmissionTimeout, N_TORUS_PORTS> m_timeouts; //!< by port
    EventId m_wake;                                              //!< looks whether routing is back
};

} // namespace ns3::camcube

#endif /* PIECE_CUSTODY_H */
