/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "gateway-placement.h"

#include "torus-ring.h"

#include <cmath>
#include <set>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** Servers in the order in which they were chosen, each once. */
class Chosen
{
  public:
    explicit Chosen(const Torus& torus)
        : m_torus(torus)
    {
    }

    void Add(const TorusCoordinate& at)
    {
        if (m_seen.insert(m_torus.GetServer(at)).second)
        {
            m_servers.push_back(at);
        }
    }

    const std::vector<TorusCoordinate>& Get() const
    {
        return m_servers;
    }

  private:
    const Torus& m_torus;
    std::set<uint32_t> m_seen;
    std::vector<TorusCoordinate> m_servers;
};

/** \return the largest divisor of a number that is at most its root of a degree */
uint32_t
DivisorBelowRoot(uint32_t number, uint32_t degree)
{
    auto divisor = static_cast<uint32_t>(std::pow(number, 1.0 / degree) + 1e-9);
    while (number % divisor != 0)
    {
        --divisor;
    }
    return divisor;
}

/** \return places i of n on a side, evenly, shifted by a share of their distance */
uint8_t
PlaceOnSide(uint32_t side, uint32_t i, uint32_t n, double shift)
{
    return static_cast<uint8_t>(static_cast<uint32_t>((i + shift) * side / n) % side);
}

/** Adds gateways on the face at an end of an axis, those of one end shifted against the other's. */
void
AddFace(const Torus& torus, uint8_t port, uint32_t number, Chosen& chosen)
{
    if (number == 0)
    {
        return;
    }
    const bool isHigh = port % 2 == 0;
    const double shift = isHigh ? 0 : 0.5;
    const uint32_t rows = DivisorBelowRoot(number, 2);
    const uint32_t columns = number / rows;
    const uint8_t axis = AxisOfPort(port);
    for (uint32_t i = 0; i < number; ++i)
    {
        std::array<uint8_t, 3> at{};
        at[axis] = static_cast<uint8_t>(isHigh ? torus.GetSide(axis) - 1 : 0);
        const uint8_t first = (axis + 1) % 3;
        const uint8_t second = (axis + 2) % 3;
        at[first] = PlaceOnSide(torus.GetSide(first), i % columns, columns, 0.5);
        at[second] = PlaceOnSide(torus.GetSide(second), i / columns, rows, shift);
        chosen.Add({at[0], at[1], at[2]});
    }
}

void
AddLattice(const Torus& torus, uint32_t number, Chosen& chosen)
{
    const uint32_t layers = DivisorBelowRoot(number, 3);
    const uint32_t rows = DivisorBelowRoot(number / layers, 2);
    const uint32_t columns = number / layers / rows;
    for (uint32_t i = 0; i < number; ++i)
    {
        chosen.Add({PlaceOnSide(torus.GetSide(0), i % columns, columns, 0),
                    PlaceOnSide(torus.GetSide(1), i / columns % rows, rows, 0),
                    PlaceOnSide(torus.GetSide(2), i / columns / rows, layers, 0)});
    }
}

} // namespace

std::vector<std::string>
GatewayPlacement::GetNames()
{
    return {"corner", "face", "faces", "lattice"};
}

std::vector<TorusCoordinate>
GatewayPlacement::Place(const Torus& torus, Kind kind, uint32_t number)
{
    if (number == 0 || number > torus.GetNServers())
    {
        throw std::invalid_argument("a torus of " + torus.GetName() + " cannot have " +
                                    std::to_string(number) + " gateways; choose from 1 to " +
                                    std::to_string(torus.GetNServers()));
    }
    Chosen chosen(torus);
    if (kind == CORNER)
    {
        for (uint32_t hops = 0; hops <= torus.GetDiameter(); ++hops)
        {
            VisitRing(torus, {}, hops, [&](const TorusCoordinate& at) {
                if (chosen.Get().size() < number)
                {
                    chosen.Add(at);
                }
            });
        }
    }
    else if (kind == FACE)
    {
        AddFace(torus, MINUS_Z, number, chosen);
    }
    else if (kind == FACES)
    {
        for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
        {
            AddFace(torus, port, number / N_TORUS_PORTS + (port < number % N_TORUS_PORTS), chosen);
        }
    }
    else
    {
        AddLattice(torus, number, chosen);
    }
    return chosen.Get();
}

double
GatewayPlacement::GetMeanDistance(const Torus& torus, const std::vector<TorusCoordinate>& gateways)
{
    std::vector<uint32_t> distance(torus.GetNServers(), UINT32_MAX);
    std::vector<uint32_t> queue;
    for (const TorusCoordinate& gateway : gateways)
    {
        if (!torus.Contains(gateway))
        {
            throw std::invalid_argument("there is no server " + gateway.GetName() +
                                        " in a torus of " + torus.GetName() + " to be a gateway");
        }
        if (distance[torus.GetServer(gateway)] != 0)
        {
            distance[torus.GetServer(gateway)] = 0;
            queue.push_back(torus.GetServer(gateway));
        }
    }
    if (queue.empty())
    {
        throw std::invalid_argument("without a gateway there is no distance to the nearest one; "
                                    "give one at least");
    }
    uint64_t sum = 0;
    for (std::size_t i = 0; i < queue.size(); ++i)
    {
        sum += distance[queue[i]];
        for (uint8_t port : torus.GetPorts())
        {
            const uint32_t next = torus.GetNeighbor(queue[i], port);
            if (distance[next] == UINT32_MAX)
            {
                distance[next] = distance[queue[i]] + 1;
                queue.push_back(next);
            }
        }
    }
    return static_cast<double>(sum) / torus.GetNServers();
}

} // namespace ns3::camcube
