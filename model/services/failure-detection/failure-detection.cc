/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "failure-detection.h"

#include "ns3/boolean.h"
#include "ns3/runtime.h"
#include "ns3/server-log.h"
#include "ns3/shared-clock.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("FailureDetection");
NS_OBJECT_ENSURE_REGISTERED(FailureDetection);

namespace
{

/** Looks after which a neighbour that was late is trusted to be so by an eighth less. */
constexpr uint32_t N_FORGIVING_LOOKS = 50;

/** What a keep-alive says, in one byte: whether its sender hears the receiver. */
struct KeepAliveHeader
{
    static constexpr uint32_t WIRE_BYTES = 1;

    bool hears{true}; //!< whether something has come in of late

    void Write(uint8_t* bytes) const
    {
        bytes[0] = hears;
    }

    bool Read(const uint8_t* bytes)
    {
        hears = bytes[0] != 0;
        return bytes[0] <= 1;
    }
};

} // namespace

TypeId
FailureDetection::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::FailureDetection")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<FailureDetection>()
            .AddAttribute("Carrier",
                          "Whether a link without carrier is lost at once",
                          BooleanValue(true),
                          MakeBooleanAccessor(&FailureDetection::m_useCarrier),
                          MakeBooleanChecker())
            .AddAttribute("Interval",
                          "After so long without a frame a keep-alive is sent; 0 for none",
                          TimeValue(Time()),
                          MakeTimeAccessor(&FailureDetection::m_interval),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Multiplier",
                          "Intervals of silence after which a neighbour is lost; two frames may be "
                          "almost two intervals apart",
                          UintegerValue(3),
                          MakeUintegerAccessor(&FailureDetection::m_multiplier),
                          MakeUintegerChecker<uint32_t>(2));
    return tid;
}

FailureDetection::FailureDetection()
    : Service(SERVICE_ID)
{
}

FailureDetection::~FailureDetection() = default;

void
FailureDetection::DoDispose()
{
    Service::DoDispose();
    m_listeners.clear();
    m_lateness = nullptr;
}

void
FailureDetection::AddListener(Listener listener)
{
    m_listeners.push_back(std::move(listener));
}

void
FailureDetection::SetLateness(std::function<Time()> lateness)
{
    m_lateness = std::move(lateness);
}

Time
FailureDetection::GetDifference() const
{
    // One end may have begun to count just before the other's last frame, one interval of it late,
    // and hears of it by a keep-alive another interval later.
    return m_interval.IsZero() ? Time() : m_interval * static_cast<int64_t>(m_multiplier + 2);
}

bool
FailureDetection::IsUrgent() const
{
    return true;
}

bool
FailureDetection::NeedsPlace() const
{
    return true;
}

void
FailureDetection::Placed()
{
    m_alive = GetRuntime().GetTorus().GetPorts();
    for (uint8_t port : m_alive)
    {
        m_watches[port].carrier = GetRuntime().GetUpPorts().Contains(port);
        Judge(port);
    }
    if (!m_interval.IsZero())
    {
        m_look =
            Simulator::Schedule(SharedClock::UntilNext(m_interval), &FailureDetection::Look, this);
    }
}

void
FailureDetection::Withdrawing()
{
    m_look.Cancel();
}

void
FailureDetection::LinkDown(uint8_t port)
{
    if (port < N_TORUS_PORTS)
    {
        m_watches[port].carrier = false;
        Judge(port);
    }
}

void
FailureDetection::LinkUp(uint8_t port)
{
    if (port < N_TORUS_PORTS)
    {
        // A neighbour is given the benefit of the doubt: the time of a silence begins anew.
        m_watches[port] = Watch{m_watches[port].sent, m_watches[port].received};
        Judge(port);
    }
}

void
FailureDetection::LinkAwake(uint8_t port)
{
    if (port < N_TORUS_PORTS)
    {
        m_watches[port].received = UINT64_MAX; // so that the next look finds another number
    }
}

void
FailureDetection::Look()
{
    m_look = Simulator::Schedule(SharedClock::UntilNext(m_interval), &FailureDetection::Look, this);
    const bool isLate = m_lateness && m_lateness() >= m_interval;
    ++m_looks;
    for (uint8_t port : GetRuntime().GetTorus().GetPorts())
    {
        LookAt(port, isLate);
    }
}

void
FailureDetection::LookAt(uint8_t port, bool isLate)
{
    if (GetRuntime().GetAsleepPorts().Contains(port))
    {
        return;
    }
    Watch& watch = m_watches[port];
    const LinkCounters& counters = GetRuntime().GetDevice(port)->GetCounters();
    if (counters.rxFrames != watch.received)
    {
        Heard(watch);
    }
    else if (!isLate)
    {
        ++watch.silent;
    }
    watch.received = counters.rxFrames;
    watch.late -= m_looks % N_FORGIVING_LOOKS == 0 ? (watch.late + 7) / 8 : 0;
    Judge(port);
    const bool hears = Hears(watch);
    const bool quiet = counters.txFrames == watch.sent;
    watch.sent = counters.txFrames;
    // On a link that is busy this very moment something else is just being sent.
    FramePtr frame = quiet || !hears || !watch.heard ? MakeKeepAlive(port) : nullptr;
    if (frame && GetRuntime().Send(this, port, frame) == SendResult::SENT)
    {
        NS_LOG_LOGIC("keep-alive sent to " << PortName(port));
        ++m_keepAlives;
        ++watch.sent; // which does not spare the next one
    }
}

FramePtr
FailureDetection::MakeKeepAlive(uint8_t port) const
{
    auto frame = std::make_unique<Frame>(SERVICE_ID, Create<Packet>());
    frame->SetHeader(KeepAliveHeader{Hears(m_watches[port])});
    return frame;
}

void
FailureDetection::Receive(FramePtr frame, uint8_t in)
{
    const KeepAliveHeader* header = frame->PeekHeader<KeepAliveHeader>();
    if (header && in < N_TORUS_PORTS)
    {
        m_watches[in].heard = header->hears;
        Heard(m_watches[in]);
        Judge(in);
    }
}

void
FailureDetection::Heard(Watch& watch) const
{
    const bool isFirst = watch.received == 0; // before which nobody need have been there
    if (m_lateness && !isFirst && watch.silent <= MOST_SILENT)
    {
        watch.late = std::max(watch.late, watch.silent);
    }
    watch.silent = 0;
}

bool
FailureDetection::Hears(const Watch& watch) const
{
    return watch.silent < std::max(m_multiplier, 2 * watch.late);
}

void
FailureDetection::Judge(uint8_t port)
{
    const Watch& watch = m_watches[port];
    const bool alive = (watch.carrier || !m_useCarrier) && watch.heard && Hears(watch);
    if (alive == m_alive.Contains(port))
    {
        return;
    }
    if (alive)
    {
        NS_LOG_INFO("neighbor at " << PortName(port) << " found");
        m_alive.Insert(port);
    }
    else
    {
        NS_LOG_INFO("neighbor at " << PortName(port) << " lost: "
                                   << (!Hears(watch) ? "silent"
                                       : watch.heard ? "no carrier"
                                                     : "it does not hear us"));
        m_alive.Remove(port);
    }
    for (const Listener& listener : m_listeners)
    {
        listener(port, alive);
    }
}

} // namespace ns3::camcube
