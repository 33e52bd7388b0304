/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "file-transfer.h"

#include "file-store.h"
#include "piece-custody.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(FileTransfer);

TypeId
FileTransfer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::FileTransfer")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<FileTransfer>()
            .AddAttribute("DiskBandwidth",
                          "Bits a second of the server's disk, reads and writes together",
                          DataRateValue(DataRate("8Gbps")),
                          MakeDataRateAccessor(&FileTransfer::m_bandwidth),
                          MakeDataRateChecker())
            .AddAttribute("DiskSize",
                          "Bytes that the disk has for files on their way",
                          UintegerValue(uint64_t{1} << 30),
                          MakeUintegerAccessor(&FileTransfer::m_diskSize),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("Window",
                          "Pieces on their way over a link that the next server has not answered",
                          UintegerValue(16),
                          MakeUintegerAccessor(&FileTransfer::m_window),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("RetryTime",
                          "How long an answer is waited for at least: or twice the last round trip "
                          "of the link; doubled, up to 64 times, each time none has come",
                          TimeValue(MilliSeconds(5)),
                          MakeTimeAccessor(&FileTransfer::m_retryTime),
                          MakeTimeChecker(NanoSeconds(1), Seconds(3600)))
            .AddTraceSource("Received",
                            "A file has arrived: its origin, its number there, its content",
                            MakeTraceSourceAccessor(&FileTransfer::m_traceReceived),
                            "ns3::camcube::FileTransfer::ReceivedCallback")
            .AddTraceSource("Ended",
                            "What has become of a file from here: its number, its outcome",
                            MakeTraceSourceAccessor(&FileTransfer::m_traceEnded),
                            "ns3::camcube::FileTransfer::EndedCallback");
    return tid;
}

FileTransfer::FileTransfer()
    : Service(SERVICE_ID)
{
}

FileTransfer::~FileTransfer() = default;

const char*
FileTransfer::GetName(Outcome outcome)
{
    return outcome == DELIVERED ? "delivered" : "expired";
}

bool
FileTransfer::NeedsPlace() const
{
    return true;
}

const Disk*
FileTransfer::GetDisk() const
{
    return m_store ? &m_store->GetDisk() : nullptr;
}

void
FileTransfer::Placed()
{
    if (!m_store)
    {
        m_store = std::make_unique<FileStore>(m_bandwidth, m_diskSize);
        m_custody = std::make_unique<PieceCustody>(PieceCustody::Settings{m_window, m_retryTime},
                                                   *m_store,
                                                   m_counters,
                                                   [this](const FileId& id) { Stored(id); });
    }
    m_custody->Start(*this, GetRuntime().Require<MultiHopRouting>());
    DeliverSoon();
    Expire();
}

void
FileTransfer::Withdrawing()
{
    m_deadline.Cancel();
    if (m_custody)
    {
        m_custody->Stop();
    }
}

void
FileTransfer::DoDispose()
{
    Withdrawing();
    m_custody = nullptr;
    m_store = nullptr;
    m_receivers.Clear();
    m_listeners.Clear();
    Service::DoDispose();
}

Registration
FileTransfer::AddReceiver(Service* owner, Receiver receiver)
{
    Registration added =
        m_receivers.Append("receiver of files", GetRegistrations(owner), 0, std::move(receiver));
    DeliverSoon(); // what has waited for it
    return added;
}

Registration
FileTransfer::AddListener(Service* owner, Listener listener)
{
    return m_listeners.Append("listener to outcomes of files",
                              GetRegistrations(owner),
                              0,
                              std::move(listener));
}

std::optional<uint32_t>
FileTransfer::Send(const TorusCoordinate& destination, Ptr<const Packet> content, Time deadline)
{
    if (!IsDeployed())
    {
        throw std::logic_error("a file was sent while FileTransfer is not deployed; install it to "
                               "start no later than its users");
    }
    GetRuntime().Require<MultiHopRouting>()->IsReachable(destination); // refuses what is no server
    if (!content || deadline <= Simulator::Now())
    {
        throw std::invalid_argument(
            content ? "a file was to arrive by " + FormatTime(deadline) + ", and it is " +
                          FormatTime(Simulator::Now()) + "; give a deadline that is to come"
                    : "a file was sent without content; give a packet, of no bytes perhaps");
    }
    const uint32_t room = MultiHopRouting::GetMtu(GetRuntime().GetMtu());
    if (room <= WireBytesOf<FileMessage>)
    {
        throw std::invalid_argument("no piece of a file fits where a frame leaves " +
                                    std::to_string(room) + "; raise the ports' Mtu");
    }
    const uint32_t most = room - WireBytesOf<FileMessage>;
    const uint32_t size = content->GetSize();
    const uint32_t pieces = std::max(1U, size / most + (size % most != 0));
    const uint64_t bytes = FileStore::GetBytes(size, pieces);
    const Disk& disk = m_store->GetDisk();
    if (bytes > disk.GetSize())
    {
        throw std::invalid_argument(
            "a file that takes " + std::to_string(bytes) + " bytes cannot be on a disk of " +
            std::to_string(disk.GetSize()) + "; send it in parts, or raise DiskSize");
    }
    if (bytes > disk.GetFree())
    {
        ++m_counters.full;
        return std::nullopt;
    }
    const TorusCoordinate here = GetRuntime().GetCoordinate();
    const FileId id{deadline.GetNanoSeconds(), here, destination, ++m_lastNumber, pieces, false};
    for (uint32_t i = 0; i < pieces; ++i)
    {
        const uint32_t begin = i * most;
        m_store->Add(id, i, content->CreateFragment(begin, std::min(most, size - begin)));
        m_store->NoteWritten(id, i);
    }
    m_store->GetAwaited().insert(id);
    WatchDeadline();
    if (destination == here)
    {
        DeliverSoon();
    }
    m_custody->Fill();
    return id.number;
}

void
FileTransfer::Stored(const FileId& id)
{
    WatchDeadline();
    Deliver(id);
}

void
FileTransfer::DeliverSoon()
{
    Simulator::ScheduleNow([self = Ptr<FileTransfer>(this)] {
        std::vector<FileId> ids;
        if (self->IsDeployed())
        {
            for (const auto& entry : self->m_store->GetFiles())
            {
                ids.push_back(entry.first);
            }
        }
        for (const FileId& id : ids)
        {
            self->Deliver(id);
        }
    });
}

void
FileTransfer::Deliver(FileId id)
{
    if (!IsDeployed() || id.destination != GetRuntime().GetCoordinate() ||
        (!id.isReceipt && m_receivers.IsEmpty()))
    {
        return;
    }
    const Ptr<const Packet> content = m_store->Take(id);
    if (!content)
    {
        return; // pieces are missing
    }
    if (id.isReceipt)
    {
        End(id.GetOpposite(), DELIVERED);
        return;
    }
    m_store->GetReceived().insert(id);
    if (id.origin != GetRuntime().GetCoordinate())
    {
        m_store->Add(id.GetOpposite(), 0, Create<Packet>());
        m_store->NoteWritten(id.GetOpposite(), 0);
        m_custody->Fill();
    }
    m_traceReceived(id.origin, id.number, content);
    m_receivers.Visit(0, [&](const Receiver& receiver) {
        receiver(id.origin, id.number, content);
        return true;
    });
    End(id, DELIVERED); // if it is from here
}

void
FileTransfer::End(FileId id, Outcome outcome)
{
    if (m_store->GetAwaited().erase(id) == 0)
    {
        return;
    }
    m_traceEnded(id.number, outcome);
    m_listeners.Visit(0, [&](const Listener& listener) {
        listener(id.number, outcome);
        return true;
    });
}

void
FileTransfer::LinkDown(uint8_t port)
{
    m_custody->LinkDown(port);
}

void
FileTransfer::LinkUp(uint8_t)
{
    m_custody->Fill();
}

void
FileTransfer::WatchDeadline()
{
    const std::optional<int64_t> nearest = m_store->GetNearestDeadline();
    const Time wait = NanoSeconds(nearest.value_or(INT64_MAX)) - Simulator::Now();
    if (nearest && (m_deadline.IsExpired() || wait < Simulator::GetDelayLeft(m_deadline)))
    {
        m_deadline.Cancel();
        m_deadline = Simulator::Schedule(std::max(wait, Time()), &FileTransfer::Expire, this);
    }
}

void
FileTransfer::Expire()
{
    const int64_t now = Simulator::Now().GetNanoSeconds();
    FileStore::Files& files = m_store->GetFiles();
    while (!files.empty() && files.begin()->first.deadline <= now)
    {
        const auto& [id, file] = *files.begin();
        const uint32_t number = file.pieces.begin()->first;
        m_custody->Remove(id, number);
        ++m_counters.expired;
    }
    std::set<FileId>& received = m_store->GetReceived();
    while (!received.empty() && received.begin()->deadline <= now)
    {
        received.erase(received.begin());
    }
    const std::set<FileId>& awaited = m_store->GetAwaited();
    while (!awaited.empty() && awaited.begin()->deadline <= now)
    {
        End(*awaited.begin(), EXPIRED);
    }
    if (IsDeployed()) // who was told may have withdrawn this service
    {
        WatchDeadline();
        m_custody->Fill();
    }
}

} // namespace ns3::camcube
