/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "lightweight-multicast.h"

#include "multicast-copy.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LightweightMulticast);

TypeId
LightweightMulticast::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::LightweightMulticast")
            .SetParent<MulticastForwarder>()
            .SetGroupName("CamCube")
            .AddConstructor<LightweightMulticast>()
            .AddAttribute("HopLimit",
                          "Links that a copy of a packet from this server may cross",
                          UintegerValue(255),
                          MakeUintegerAccessor(&LightweightMulticast::m_hopLimit),
                          MakeUintegerChecker<uint8_t>(1));
    return tid;
}

LightweightMulticast::LightweightMulticast()
    : MulticastForwarder(SERVICE_ID)
{
}

void
LightweightMulticast::CheckSent(const Receivers& receivers, const Ptr<const Packet>& packet) const
{
    GetRuntime().Require<MultiHopRouting>()->GetTable(); // throws unless it is deployed
    const Torus& torus = GetRuntime().GetTorus();
    if (!packet || receivers.empty())
    {
        throw std::invalid_argument(packet ? "a multicast was sent to nobody; name one receiver at "
                                             "least"
                                           : "a multicast was sent without a packet; give one, of "
                                             "no bytes perhaps");
    }
    if (GetMostReceivers(packet->GetSize()) == 0)
    {
        throw std::invalid_argument("a packet of " + std::to_string(packet->GetSize()) +
                                    " bytes leaves no room for a receiver in a frame of " +
                                    std::to_string(GetRuntime().GetMtu()) +
                                    " bytes; send it in pieces, or raise the ports' Mtu");
    }
    for (const TorusCoordinate& receiver : receivers)
    {
        if (!torus.Contains(receiver))
        {
            throw std::invalid_argument("a multicast was sent to " + receiver.GetName() +
                                        ", and there is no such server in a torus of " +
                                        torus.GetName() + "; name servers inside it");
        }
    }
}

uint32_t
LightweightMulticast::Send(Receivers receivers, uint16_t number, const Ptr<const Packet>& packet)
{
    CheckSent(receivers, packet);
    const Torus& torus = GetRuntime().GetTorus();
    const TorusCoordinate here = GetRuntime().GetCoordinate();
    std::sort(receivers.begin(), receivers.end(), [&torus](const auto& a, const auto& b) {
        return torus.GetServer(a) < torus.GetServer(b);
    });
    receivers.erase(std::unique(receivers.begin(), receivers.end()), receivers.end());
    const MulticastHeader header{here, number, ++m_lastId, 0, m_hopLimit};
    const Ptr<const Packet> copy = packet->Copy();
    ++m_counters.sent;
    const auto self = std::find(receivers.begin(), receivers.end(), here);
    if (self != receivers.end())
    {
        receivers.erase(self);
        Simulator::ScheduleNow([self = Ptr<LightweightMulticast>(this), header, copy] {
            if (self->IsDeployed())
            {
                self->Deliver(header, copy);
            }
        });
    }
    Spread({header, std::move(receivers), copy});
    return header.id;
}

bool
LightweightMulticast::Arrived(const MulticastHeader& header, const Ptr<const Packet>& packet)
{
    const auto receiver = m_receivers.Find(header.number);
    if (receiver)
    {
        ++m_counters.delivered;
        (*receiver)(packet->Copy(), header);
    }
    return receiver != nullptr;
}

void
LightweightMulticast::Reported(const MulticastHeader& header, const Receivers& receivers)
{
    if (const auto receiver = m_returned.Find(header.number))
    {
        (*receiver)(header.id, receivers, header.reason);
    }
}

Registration
LightweightMulticast::AddReceiver(Service* owner, uint16_t number, Receiver receiver)
{
    return m_receivers.Add("receiver of multicasts",
                           GetRegistrations(owner),
                           number,
                           0,
                           std::move(receiver));
}

Registration
LightweightMulticast::AddUndelivered(Service* owner, uint16_t number, Returned receiver)
{
    return m_returned.Add("receiver of reports of multicasts",
                          GetRegistrations(owner),
                          number,
                          0,
                          std::move(receiver));
}

} // namespace ns3::camcube
