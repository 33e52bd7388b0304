/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "coded-loads.h"

#include <algorithm>
#include <boost/archive/iterators/base64_from_binary.hpp>
#include <boost/archive/iterators/transform_width.hpp>

namespace ns3::camcube
{

namespace
{

constexpr std::size_t ONE_BYTE = 1U << 8;   //!< numbers that an index of one byte tells apart
constexpr std::size_t TWO_BYTES = 1U << 16; //!< the same for two

/** How many numbers a table may have, beside indices of two bytes; ONE_BYTE if those do not fit. */
std::size_t
GetTableLimit(std::size_t indices, uint64_t largest, std::size_t room)
{
    const std::size_t left = indices < room ? room - indices : 0;
    return std::clamp(left / (std::to_string(largest).size() + 1), ONE_BYTE, TWO_BYTES);
}

/** The different numbers, rising, 0 among them. */
std::vector<uint64_t>
FindDifferent(const CodedLoads::Loads& loads)
{
    std::vector<uint64_t> different{0};
    for (const auto& interval : loads)
    {
        different.insert(different.end(), interval.begin(), interval.end());
        std::sort(different.begin(), different.end());
        different.erase(std::unique(different.begin(), different.end()), different.end());
    }
    return different;
}

/**
 * So many numbers from 0 to the largest, closer together where they are small: a link that carries
 * little is not one that carries nothing.
 */
std::vector<uint64_t>
Spread(uint64_t largest, std::size_t count)
{
    std::vector<uint64_t> table;
    for (std::size_t i = 0; i < count; ++i)
    {
        const double root = static_cast<double>(i) / static_cast<double>(count - 1);
        table.push_back(static_cast<uint64_t>(root * root * static_cast<double>(largest) + 0.5));
    }
    table.back() = largest;
    table.erase(std::unique(table.begin(), table.end()), table.end());
    return table;
}

/** The index of the number in a table that is nearest to one that is not above them all. */
std::size_t
FindNearestIn(const std::vector<uint64_t>& table, uint64_t number)
{
    const auto above = std::lower_bound(table.begin(), table.end(), number);
    const auto index = static_cast<std::size_t>(above - table.begin());
    return index > 0 && number - table[index - 1] < *above - number ? index - 1 : index;
}

} // namespace

CodedLoads::CodedLoads(const Loads& loads, std::size_t room)
    : table(FindDifferent(loads))
{
    const std::size_t links = loads.empty() ? 0 : loads.front().size();
    const std::size_t most = GetTableLimit(2 * links * loads.size() * 4 / 3, table.back(), room);
    if (table.size() > ONE_BYTE)
    {
        width = most > ONE_BYTE ? 2 : 1;
        if (table.size() > most)
        {
            const uint64_t largest = table.back();
            table = Spread(largest, most);
        }
    }
    for (const auto& interval : loads)
    {
        std::string indices;
        for (uint64_t bytes : interval)
        {
            const std::size_t index = FindNearestIn(table, bytes);
            const uint64_t found = table[index];
            largestError = std::max(largestError, found > bytes ? found - bytes : bytes - found);
            indices.push_back(static_cast<char>(index & 0xff));
            if (width == 2)
            {
                indices.push_back(static_cast<char>(index >> 8));
            }
        }
        const bool isSilent = indices.find_first_not_of('\0') == std::string::npos;
        codes.push_back(isSilent ? "" : EncodeBase64(indices));
    }
}

std::string
EncodeBase64(const std::string& bytes)
{
    using Sextets =
        boost::archive::iterators::transform_width<std::string::const_iterator, 6, 8, uint8_t>;
    using Characters = boost::archive::iterators::base64_from_binary<Sextets>;
    std::string padded = bytes; // the iterators read whole groups of three
    padded.resize((bytes.size() + 2) / 3 * 3, '\0');
    std::string text(Characters(padded.cbegin()), Characters(padded.cend()));
    const std::size_t missing = padded.size() - bytes.size();
    text.replace(text.size() - missing, missing, missing, '=');
    return text;
}

} // namespace ns3::camcube
