/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key.h"

#include "ns3/fast-random.h"
#include "ns3/text-parsing.h"

#include <stdexcept>

namespace ns3::camcube
{

namespace
{

constexpr const char* DIGITS = "0123456789abcdefABCDEF";

} // namespace

Key
Key::FromHex(const std::string& text)
{
    if (text.size() != 40 || text.find_first_not_of(DIGITS) != std::string::npos)
    {
        throw std::invalid_argument("\"" + Abridge(text) + "\" is no key; give 40 hexadecimal " +
                                    "digits, or make a key of a name with Key::FromName");
    }
    Key key;
    for (std::size_t i = 0; i < key.words.size(); ++i)
    {
        key.words[i] = static_cast<uint32_t>(std::stoul(text.substr(8 * i, 8), nullptr, 16));
    }
    return key;
}

Key
Key::FromName(const std::string& name)
{
    Key key;
    for (std::size_t i = 0; i < key.words.size(); ++i)
    {
        uint64_t hash = i + 1;
        for (char character : name)
        {
            hash = FastRandom::Mix(hash + static_cast<uint8_t>(character) + 1);
        }
        key.words[i] = static_cast<uint32_t>(FastRandom::Mix(hash + name.size()) >> 32);
    }
    return key;
}

Key
Key::At(const Torus& torus, const TorusCoordinate& place, uint64_t rest)
{
    if (!torus.Contains(place))
    {
        throw std::invalid_argument("no key belongs to " + place.GetName() + " in a torus of " +
                                    torus.GetName() + "; give a coordinate inside it");
    }
    const auto first = [&](uint64_t along, uint8_t axis) {
        const uint32_t side = torus.GetSide(axis);
        return static_cast<uint32_t>(((along << 32) + side - 1) / side);
    };
    return {{first(place.x, 0),
             first(place.y, 1),
             first(place.z, 2),
             static_cast<uint32_t>(rest >> 32),
             static_cast<uint32_t>(rest)}};
}

TorusCoordinate
Key::GetPlace(const Torus& torus) const
{
    const auto along = [&](uint8_t axis) {
        return static_cast<uint8_t>(uint64_t{words[axis]} * torus.GetSide(axis) >> 32);
    };
    return {along(0), along(1), along(2)};
}

std::string
Key::GetName() const
{
    std::string name;
    for (int bit = 156; bit >= 0; bit -= 4)
    {
        name += DIGITS[words[4 - bit / 32] >> bit % 32 & 15];
    }
    return name;
}

} // namespace ns3::camcube
