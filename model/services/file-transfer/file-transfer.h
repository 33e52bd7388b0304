/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FILE_TRANSFER_H
#define FILE_TRANSFER_H

#include "ns3/data-rate.h"
#include "ns3/event-id.h"
#include "ns3/handler-list.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/port-set.h"
#include "ns3/service.h"
#include "ns3/torus-port.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <memory>
#include <optional>

namespace ns3::camcube
{

class Disk;
class FileStore;
class PieceCustody;
struct FileId;

/**
 * \ingroup camcube
 *
 * Carries files that must arrive by a deadline, link by link: each server on the way takes the
 * pieces that routing carries past it, writes them to its disk, answers for them, and sends them on
 * from there. So a bottleneck somewhere on the path holds up what is before it only, and a loss is
 * repaired on its link. Files with nearer deadlines go first.
 *
 * A piece is erased from a disk when another disk has it, so it outlives failures of servers that
 * return with their disks. Once its deadline has passed a file is given up everywhere
 * (doc/file-transfer.rst). A server without this service is passed by.
 *
 * Install it on all servers. Source: Costa et al., WREN 2009, section 4.1.2.
 */
class FileTransfer : public Service
{
  public:
    static constexpr uint16_t SERVICE_ID = 19; //!< on the server; it has no frames of its own
    static constexpr uint16_t ENDPOINT = 19;   //!< of pieces and answers

    /** What has become of a file, for its origin. */
    enum Outcome : uint8_t
    {
        DELIVERED, //!< its destination has all of it
        EXPIRED    //!< no receipt has come by its deadline
    };

    /** What has passed through this server. */
    struct Counters
    {
        uint64_t sent{0};       //!< pieces given to routing, again and again if need be
        uint64_t retries{0};    //!< of these, those that had been sent by this server before
        uint64_t stored{0};     //!< pieces that came and were written to the disk
        uint64_t duplicates{0}; //!< pieces that came and were here already
        uint64_t full{0};       //!< pieces that came, and files that were sent, without room here
        uint64_t stale{0};      //!< answers for what is not here, or not any more
        uint64_t expired{0};    //!< pieces that came, or were here, when their deadline had passed
        uint64_t malformed{0};  //!< what came and made no sense
    };

    /**
     * Is given a file that has arrived.
     * \param origin who has sent it
     * \param number what Send() returned there
     * \param content all of it
     */
    using Receiver = std::function<
        void(const TorusCoordinate& origin, uint32_t number, Ptr<const Packet> content)>;

    /**
     * Is told, once, what has become of a file of this server.
     * \param number what Send() returned
     * \param outcome what has become of it
     */
    using Listener = std::function<void(uint32_t number, Outcome outcome)>;

    /** Of trace source Received. */
    typedef void (*ReceivedCallback)(const TorusCoordinate& origin,
                                     uint32_t number,
                                     Ptr<const Packet> content);

    /** Of trace source Ended. */
    typedef void (*EndedCallback)(uint32_t number, Outcome outcome);

    static TypeId GetTypeId();
    FileTransfer();
    ~FileTransfer() override;

    /** \return an outcome in a word */
    static const char* GetName(Outcome outcome);

    /**
     * Sends a file, which is on this server's disk from then on until others have it. One to a
     * server out of reach waits for a path.
     * \param destination where to
     * \param content what to carry, of no bytes perhaps
     * \param deadline by when it must be there, since the start of the simulation
     * \return its number, of those of this server; nothing, and it is counted, if the disk here has
     *         no room for it now
     * \throws std::invalid_argument for no content, a server outside the cube, a deadline that is
     *         not to come, a file that is larger than the disk, or ports whose MTU leaves no room
     * \throws std::logic_error while this service or the multi-hop routing service is not deployed
     */
    std::optional<uint32_t> Send(const TorusCoordinate& destination,
                                 Ptr<const Packet> content,
                                 Time deadline);

    /**
     * Has files that arrive here handed over, each once. Without anybody they wait on the disk.
     * \param owner the service that registers, or null
     * \param receiver is given them
     * \throws std::invalid_argument for no function
     */
    Registration AddReceiver(Service* owner, Receiver receiver);

    /**
     * Tells what has become of files that were sent from here.
     * \param owner the service that registers, or null
     * \param listener is told
     * \throws std::invalid_argument for no function
     */
    Registration AddListener(Service* owner, Listener listener);

    /** \return what has passed */
    const Counters& GetCounters() const
    {
        return m_counters;
    }

    /** \return this server's disk; null before the service has been deployed first */
    const Disk* GetDisk() const;

    // Service
    bool NeedsPlace() const override;
    void Placed() override;
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;

  protected:
    void Withdrawing() override;
    void DoDispose() override;

  private:
    void Stored(const FileId& id);
    void DeliverSoon();
    void Deliver(FileId id);
    void End(FileId id, Outcome outcome);
    void WatchDeadline();
    void Expire();

    DataRate m_bandwidth;                    //!< attribute DiskBandwidth
    uint64_t m_diskSize;                     //!< attribute DiskSize
    uint32_t m_window;                       //!< attribute Window
    Time m_retryTime;                        //!< attribute RetryTime
    std::unique_ptr<FileStore> m_store;      //!< what is on the disk
    std::unique_ptr<PieceCustody> m_custody; //!< takes pieces, and sends them on
    uint32_t m_lastNumber{0};                //!< of the files from here
    EventId m_deadline;                      //!< the nearest of any file, or earlier
    HandlerList<Receiver> m_receivers;       //!< of files
    HandlerList<Listener> m_listeners;       //!< for outcomes
    Counters m_counters;                     //!< what has passed
    TracedCallback<const TorusCoordinate&, uint32_t, Ptr<const Packet>> m_traceReceived; //!< here
    TracedCallback<uint32_t, Outcome> m_traceEnded; //!< a file from here
};

} // namespace ns3::camcube

#endif /* FILE_TRANSFER_H */
