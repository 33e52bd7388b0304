/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "naming.h"

#include "naming-client.h"

#include "ns3/boolean.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/runtime.h"
#include "ns3/shared-clock.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

namespace
{

/** Bytes of the longest message: a STORE of a value and the operation that has put it. */
constexpr std::size_t LONGEST_MESSAGE = NamingMessage::LEAST_BYTES +
                                        2 * (NamingEntry::LEAST_BYTES + Naming::MAX_NAME_BYTES) +
                                        Naming::MAX_VALUE_BYTES;

/** Of attributes: far more than makes sense, and far less than would overflow. */
const Time LONGEST_TIME = Seconds(3600);

} // namespace

NS_OBJECT_ENSURE_REGISTERED(Naming);

TypeId
Naming::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::Naming")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<Naming>()
            .AddAttribute("Replicas",
                          "Servers that keep a value, the same on all servers",
                          UintegerValue(3),
                          MakeUintegerAccessor(&Naming::m_replicas),
                          MakeUintegerChecker<uint32_t>(1, 16))
            .AddAttribute("SlotsPerPlace",
                          "Parts into which the names of each coordinate fall, to be kept by "
                          "different servers and handed over one by one; the same on all servers",
                          UintegerValue(16),
                          MakeUintegerAccessor(&Naming::m_slots),
                          MakeUintegerChecker<uint32_t>(1, 256))
            .AddAttribute("ExclusionTime",
                          "How long a server is out of reach before others go on without it: more "
                          "than three times what routes take to settle, or what is read may be old",
                          TimeValue(MicroSeconds(1500)),
                          MakeTimeAccessor(&Naming::m_exclusion),
                          MakeTimeChecker(Time(), LONGEST_TIME))
            .AddAttribute("ResendInterval",
                          "Time after which servers send again what others have not answered",
                          TimeValue(MicroSeconds(500)),
                          MakeTimeAccessor(&Naming::m_resend),
                          MakeTimeChecker(NanoSeconds(1), LONGEST_TIME))
            .AddAttribute("BackoffLimit",
                          "ResendIntervals from one time that a message is sent again to the next, "
                          "at most: they double up to that, for servers that may be slow",
                          UintegerValue(1),
                          MakeUintegerAccessor(&Naming::m_backoff),
                          MakeUintegerChecker<uint32_t>(1, 1024))
            .AddAttribute("RetryInterval",
                          "Time after which clients send an operation again",
                          TimeValue(MicroSeconds(600)),
                          MakeTimeAccessor(&Naming::m_retry),
                          MakeTimeChecker(NanoSeconds(1), LONGEST_TIME))
            .AddAttribute("Timeout",
                          "Time after which an operation has failed",
                          TimeValue(MilliSeconds(100)),
                          MakeTimeAccessor(&Naming::m_timeout),
                          MakeTimeChecker(NanoSeconds(1), LONGEST_TIME))
            .AddAttribute("IsFirstLife",
                          "Whether all servers begin with the first deployment of the service, "
                          "empty; otherwise others have slots already, and give this one its own",
                          BooleanValue(true),
                          MakeBooleanAccessor(&Naming::m_isFirstLife),
                          MakeBooleanChecker())
            .AddTraceSource("Changed",
                            "This server keeps a slot in another epoch than before: slot, epoch, "
                            "0 for not any more",
                            MakeTraceSourceAccessor(&Naming::m_changed),
                            "ns3::camcube::Naming::ChangedCallback");
    return tid;
}

Naming::Naming()
    : Service(SERVICE_ID)
{
}

Naming::~Naming() = default;

bool
Naming::NeedsPlace() const
{
    return true;
}

void
Naming::Placed()
{
    const Runtime& runtime = GetRuntime();
    const std::size_t mtu = LONGEST_MESSAGE + UINT16_MAX - MultiHopRouting::GetMtu(UINT16_MAX);
    if (runtime.GetMtu() < mtu)
    {
        throw std::invalid_argument("Naming has messages that do not fit into frames of ports with "
                                    "an Mtu of " +
                                    std::to_string(runtime.GetMtu()) + "; raise it to " +
                                    std::to_string(mtu) + " at least");
    }
    const auto routing = runtime.Require<MultiHopRouting>();
    // First, as it throws if the endpoint is taken: then nothing has begun.
    m_receives = routing->AddEndpoint(this, ENDPOINT, [this](FramePtr frame, const auto& header) {
        m_server->Receive(*frame->GetPayload(), GetRuntime().GetTorus().GetServer(header.source));
    });
    m_routesChanged = routing->OnRoutesChanged(
        this,
        [this] { m_server->RoutesChanged(); },
        false);
    const bool isFirst = std::exchange(m_isFirstLife, false);
    m_lastLife = isFirst ? 0 : std::max(m_lastLife + 1, SharedClock::Now().GetNanoSeconds());
    m_server = std::make_unique<NamingServer>(
        runtime,
        routing,
        ENDPOINT,
        static_cast<uint64_t>(m_lastLife),
        NamingServer::Settings{m_replicas, m_slots, m_exclusion, m_resend, m_backoff});
    m_client = std::make_unique<NamingClient>(*m_server, m_retry, m_timeout);
    m_server->SetClientReceiver([this](const auto& message) { m_client->Receive(message); });
    m_server->SetChanged([this](uint32_t slot, uint64_t epoch) {
        m_changes.emplace_back(slot, epoch);
        if (m_tell.IsExpired())
        {
            m_tell = Simulator::ScheduleNow(&Naming::TellChanges, this);
        }
    });
    if (isFirst)
    {
        m_server->Found();
    }
    else
    {
        m_server->Return();
    }
}

void
Naming::TellChanges()
{
    // Not while the server is at it, for who is told may withdraw this.
    for (const auto& [slot, epoch] : std::exchange(m_changes, {}))
    {
        m_changed(slot, epoch);
    }
}

void
Naming::Withdrawing()
{
    m_server->SayGoodbye();
    Clear();
}

void
Naming::DoDispose()
{
    Clear();
    Service::DoDispose();
}

void
Naming::Clear()
{
    m_past = GetCounters();
    m_receives.Cancel();
    m_routesChanged.Cancel();
    m_tell.Cancel();
    m_changes.clear();
    m_client = nullptr;
    m_server = nullptr;
}

Naming::Counters
Naming::GetCounters() const
{
    Counters sum = m_past;
    if (m_server)
    {
        const Counters now = m_server->GetCounters();
        sum.packets += now.packets;
        sum.messages += now.messages;
        sum.malformed += now.malformed;
    }
    return sum;
}

void
Naming::Put(const std::string& name,
            const std::string& value,
            Receiver receiver,
            std::optional<Time> timeToLive)
{
    if (timeToLive && !timeToLive->IsStrictlyPositive())
    {
        throw std::invalid_argument("a value cannot be put for " +
                                    std::to_string(timeToLive->GetNanoSeconds()) +
                                    " ns; give a time to live above 0, or none for one that stays");
    }
    const int64_t now = SharedClock::Now().GetNanoSeconds();
    const int64_t left = NamingEntry::FOREVER - now;
    const int64_t life = timeToLive ? timeToLive->GetNanoSeconds() : NamingEntry::FOREVER;
    Begin(NamingMessage::PUT,
          name,
          value,
          life < left ? now + life : NamingEntry::FOREVER,
          std::move(receiver));
}

void
Naming::Get(const std::string& name, Receiver receiver)
{
    Begin(NamingMessage::GET, name, "", NamingEntry::FOREVER, std::move(receiver));
}

void
Naming::Delete(const std::string& name, Receiver receiver)
{
    Begin(NamingMessage::DELETE, name, "", NamingEntry::FOREVER, std::move(receiver));
}

void
Naming::ThrowNotDeployed()
{
    throw std::logic_error("Naming was used while it is not deployed; install it to start no later "
                           "than its users");
}

void
Naming::Begin(uint8_t operation,
              const std::string& name,
              const std::string& value,
              int64_t expiry,
              Receiver receiver)
{
    if (!m_client)
    {
        ThrowNotDeployed();
    }
    if (name.empty() || name.size() > MAX_NAME_BYTES)
    {
        throw std::invalid_argument("a name of " + std::to_string(name.size()) +
                                    " bytes was given; names have 1 to " +
                                    std::to_string(MAX_NAME_BYTES));
    }
    if (value.size() > MAX_VALUE_BYTES)
    {
        throw std::invalid_argument("a value of " + std::to_string(value.size()) +
                                    " bytes was put; values have at most " +
                                    std::to_string(MAX_VALUE_BYTES));
    }
    if (!receiver)
    {
        throw std::invalid_argument("no function was given that is to be told what becomes of an "
                                    "operation");
    }
    NamingEntry entry;
    entry.name = name;
    entry.value = value;
    entry.expiry = expiry;
    m_client->Begin(static_cast<NamingMessage::Operation>(operation),
                    std::move(entry),
                    std::move(receiver));
}

uint32_t
Naming::GetSlot(const std::string& name) const
{
    if (!m_server)
    {
        ThrowNotDeployed();
    }
    return m_server->GetSlot(name);
}

const SlotRecord*
Naming::PeekRecord(uint32_t slot) const
{
    return m_server ? m_server->PeekRecord(slot) : nullptr;
}

} // namespace ns3::camcube
