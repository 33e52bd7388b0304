/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "wiring-faults.h"

#include "ns3/choose-share.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-helper.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** In the order of the kinds. */
const std::vector<std::string> NAMES = {"failed", "wrong-server", "swapped", "wrong-port", "mixed"};

/** The first so many of a list, taken off it. */
std::vector<uint32_t>
TakeFirst(std::vector<uint32_t>& list, std::size_t count)
{
    const auto end = list.begin() + static_cast<std::ptrdiff_t>(std::min(count, list.size()));
    std::vector<uint32_t> taken(list.begin(), end);
    list.erase(list.begin(), end);
    return taken;
}

/** Which cable is in which port, before any is exchanged. */
class CableFinder
{
  public:
    explicit CableFinder(const TorusWiring& wiring)
    {
        for (uint32_t cable = 0; cable < wiring.GetCables().size(); ++cable)
        {
            for (uint32_t end : {0, 1})
            {
                const TorusWiring::End& at = wiring.GetPlanned(cable)[end];
                m_cables[{at.server, at.port}] = {cable, end};
            }
        }
    }

    /** \return the number of the cable in a port, and which of its ends it is */
    std::pair<uint32_t, uint32_t> Find(uint32_t server, uint8_t port) const
    {
        return m_cables.at({server, port});
    }

  private:
    /** By server and port. */
    std::map<std::pair<uint32_t, uint8_t>, std::pair<uint32_t, uint32_t>> m_cables;
};

} // namespace

std::string
WiringFaults::GetName(Kind kind)
{
    return NAMES.at(kind);
}

std::vector<std::string>
WiringFaults::GetNames()
{
    return NAMES;
}

WiringFaults::Kind
WiringFaults::FromName(const std::string& name)
{
    const auto found = std::find(NAMES.begin(), NAMES.end(), name);
    if (found == NAMES.end())
    {
        throw std::invalid_argument("\"" + Abridge(name) + "\" is no kind of fault; give " +
                                    JoinWithOr(NAMES));
    }
    return static_cast<Kind>(found - NAMES.begin());
}

WiringFaults::WiringFaults(const Torus& torus)
    : m_wiring(torus),
      m_hasFailed(torus.GetNCables())
{
}

WiringFaults::WiringFaults(const Torus& torus,
                           Kind kind,
                           double share,
                           const Ptr<UniformRandomVariable>& random)
    : WiringFaults(torus)
{
    if (!(share >= 0 && share <= 1))
    {
        throw std::invalid_argument("a share of " + FormatNumber(share) +
                                    " of all cables cannot be bad; give 0 to 1");
    }
    Cables left = ChooseShare(torus.GetNCables(), 1, random);
    const auto bad = static_cast<std::size_t>(std::llround(share * torus.GetNCables()));
    std::array<std::size_t, MIXED> counts{};
    for (std::size_t i = 0; i < bad; ++i)
    {
        ++counts[kind == MIXED ? i % MIXED : kind];
    }
    for (uint32_t cable : TakeFirst(left, counts[FAILED]))
    {
        m_hasFailed[cable] = true;
    }
    ExchangeInCircles(TakeFirst(left, counts[WRONG_SERVER]));
    SwapEnds(TakeFirst(left, counts[SWAPPED]), random);
    ExchangePorts(torus, left, counts[WRONG_PORT], random);
}

void
WiringFaults::ExchangeInCircles(const Cables& cables)
{
    std::array<Cables, 3> ofAxis;
    for (uint32_t cable : cables)
    {
        ofAxis[AxisOfPort(m_wiring.GetPlanned(cable)[0].port)].push_back(cable);
    }
    for (const Cables& circle : ofAxis)
    {
        for (std::size_t i = 0; i + 1 < circle.size(); ++i)
        {
            m_wiring.Exchange(circle[i], 1, circle[i + 1], 1);
        }
    }
}

void
WiringFaults::SwapEnds(const Cables& cables, const Ptr<UniformRandomVariable>& random)
{
    for (std::size_t i = 0; i + 1 < cables.size(); i += 2)
    {
        const uint32_t endOfA = random->GetInteger(0, 1);
        m_wiring.Exchange(cables[i], endOfA, cables[i + 1], random->GetInteger(0, 1));
    }
}

void
WiringFaults::ExchangePorts(const Torus& torus,
                            const Cables& candidates,
                            std::size_t wanted,
                            const Ptr<UniformRandomVariable>& random)
{
    const CableFinder finder(m_wiring);
    std::vector<bool> isFree(torus.GetNCables());
    for (uint32_t cable : candidates)
    {
        isFree[cable] = true;
    }
    std::size_t done = 0;
    for (auto cable = candidates.begin(); cable != candidates.end() && done + 2 <= wanted; ++cable)
    {
        const uint32_t end = random->GetInteger(0, 1);
        const uint32_t server = m_wiring.GetPlanned(*cable)[end].server;
        std::vector<std::pair<uint32_t, uint32_t>> others; // cables there, and their ends
        for (uint8_t port : torus.GetPorts())
        {
            const auto other = finder.Find(server, port);
            if (isFree[other.first] && other.first != *cable)
            {
                others.push_back(other);
            }
        }
        if (isFree[*cable] && !others.empty())
        {
            const auto last = static_cast<uint32_t>(others.size() - 1);
            const auto [other, endOfOther] = others[random->GetInteger(0, last)];
            m_wiring.Exchange(*cable, end, other, endOfOther);
            isFree[*cable] = false;
            isFree[other] = false;
            done += 2;
        }
    }
}

uint32_t
WiringFaults::CountBad() const
{
    uint32_t bad = 0;
    for (uint32_t cable = 0; cable < m_hasFailed.size(); ++cable)
    {
        bad += IsBad(cable);
    }
    return bad;
}

void
WiringFaults::Cut(const TorusHelper& torus) const
{
    for (uint32_t cable = 0; cable < m_hasFailed.size(); ++cable)
    {
        if (m_hasFailed[cable])
        {
            torus.Links().at(cable)->Cut();
        }
    }
}

} // namespace ns3::camcube
