/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus.h"

#include "ns3/text-parsing.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ns3::camcube
{

Torus::Torus(uint32_t kx, uint32_t ky, uint32_t kz)
    : m_sides{kx, ky, kz}
{
    for (uint8_t axis = 0; axis < 3; ++axis)
    {
        const uint32_t side = m_sides[axis];
        if (side < 1 || side > MAX_SIDE)
        {
            throw std::invalid_argument("a torus side of " + std::to_string(side) +
                                        " is impossible; give 1 to " + std::to_string(MAX_SIDE) +
                                        " servers for each axis");
        }
        m_reciprocals[axis] = ((uint64_t{1} << RECIPROCAL_BITS) + side - 1) / side;
        const uint8_t plus = 2 * axis;
        if (side > 1)
        {
            m_ports.Insert(plus);
            m_ports.Insert(OppositePort(plus));
        }
        for (uint32_t i = 0; i < m_axisPaths[axis].size(); ++i)
        {
            const uint32_t up = (i + MAX_SIDE * side - UINT8_MAX) % side;
            const uint32_t down = (side - up) % side;
            AxisPath& path = m_axisPaths[axis][i];
            path.hops = static_cast<uint8_t>(std::min(up, down));
            if (up != 0)
            {
                path.ports = (up <= down ? 1U << plus : 0U) | (down <= up ? 2U << plus : 0U);
            }
        }
    }
}

Torus
Torus::SmallestFor(uint32_t servers)
{
    if (servers < 1 || servers > MAX_SIDE * MAX_SIDE * MAX_SIDE)
    {
        throw std::invalid_argument("no torus has " + std::to_string(servers) +
                                    " servers; give 1 to " +
                                    std::to_string(MAX_SIDE * MAX_SIDE * MAX_SIDE));
    }
    std::array<uint32_t, 3> sides{1, 1, 1};
    for (uint8_t axis = 0; sides[0] * sides[1] * sides[2] < servers; axis = (axis + 1) % 3)
    {
        ++sides[axis];
    }
    return Torus(sides[0], sides[1], sides[2]);
}

std::optional<Torus>
Torus::FromSides(const std::string& sides)
{
    std::vector<uint32_t> numbers;
    for (const std::string& word : SplitAt('x', sides))
    {
        const int64_t side = ParseWholeNumber(word).value_or(0);
        if (side < 1 || side > MAX_SIDE)
        {
            return std::nullopt;
        }
        numbers.push_back(static_cast<uint32_t>(side));
    }
    if (numbers.size() == 1)
    {
        numbers.resize(3, numbers[0]);
    }
    return numbers.size() == 3 ? std::optional(Torus(numbers[0], numbers[1], numbers[2]))
                               : std::nullopt;
}

uint32_t
Torus::GetNCables() const
{
    return GetNServers() * m_ports.GetSize() / 2;
}

uint32_t
Torus::GetNeighbor(uint32_t server, uint8_t port) const
{
    if (!m_ports.Contains(port) || server >= GetNServers())
    {
        throw std::invalid_argument("server " + std::to_string(server) + " has no neighbor at " +
                                    PortName(port) + " in a torus of " + GetName());
    }
    return GetServer(GetStep(GetCoordinate(server), port));
}

TorusCoordinate
Torus::GetStep(TorusCoordinate from, uint8_t port) const
{
    const uint8_t axis = AxisOfPort(port);
    uint8_t& along = axis == 0 ? from.x : axis == 1 ? from.y : from.z;
    const uint32_t step = port == 2 * axis ? 1 : m_sides[axis] - 1;
    const uint32_t place = along + step;
    along = static_cast<uint8_t>(place < m_sides[axis] ? place : place - m_sides[axis]);
    return from;
}

TorusCoordinate
Torus::GetOffset(const TorusCoordinate& from, const TorusCoordinate& to) const
{
    const auto along = [this](uint8_t axis, uint32_t low, uint32_t high) {
        return static_cast<uint8_t>((high + m_sides[axis] - low) % m_sides[axis]);
    };
    return {along(0, from.x, to.x), along(1, from.y, to.y), along(2, from.z, to.z)};
}

uint32_t
Torus::GetDiameter() const
{
    return m_sides[0] / 2 + m_sides[1] / 2 + m_sides[2] / 2;
}

double
Torus::GetMeanDistance() const
{
    if (GetNServers() == 1)
    {
        return 0;
    }
    // On a ring of k the distances from any server add up to floor(k^2 / 4), and each is met once
    // for every place on the two other axes.
    double sum = 0;
    for (uint32_t side : m_sides)
    {
        sum += static_cast<double>(side * side / 4) * (GetNServers() / side);
    }
    return sum / (GetNServers() - 1);
}

std::vector<uint32_t>
Torus::GetDistanceHistogram() const
{
    std::vector<uint32_t> servers{1};
    for (uint32_t side : m_sides)
    {
        std::vector<uint32_t> sum(servers.size() + side / 2, 0);
        for (uint32_t place = 0; place < side; ++place)
        {
            const uint32_t hops = std::min(place, side - place);
            for (std::size_t h = 0; h < servers.size(); ++h)
            {
                sum[h + hops] += servers[h];
            }
        }
        servers = std::move(sum);
    }
    return servers;
}

std::string
Torus::GetName() const
{
    return std::to_string(m_sides[0]) + "x" + std::to_string(m_sides[1]) + "x" +
           std::to_string(m_sides[2]);
}

} // namespace ns3::camcube
