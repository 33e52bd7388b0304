/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_H
#define KEY_H

#include "torus-ring.h"

#include "ns3/fast-random.h"

#include <array>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A key of 160 bits: the first 96 say where in a cube it belongs, 32 for each axis, and the last 64
 * which of equally near servers it prefers.
 *
 * Its heirs are all servers, in an order that depends on nothing else: those nearest to its place
 * in the intact cube come first. Source: Abu-Libdeh et al., SIGCOMM 2010, section 2.1.
 */
struct Key
{
    /** \throws std::invalid_argument for a text that is not 40 hexadecimal digits */
    static Key FromHex(const std::string& text);

    /** \return the key of a name of any length: well mixed, though not against an adversary */
    static Key FromName(const std::string& name);

    /**
     * \return a key that belongs to a place in a cube, and has these last 64 bits
     * \throws std::invalid_argument for a place outside the cube
     */
    static Key At(const Torus& torus, const TorusCoordinate& place, uint64_t rest);

    /** \return where it belongs: as many keys to each coordinate, whatever the sides are */
    TorusCoordinate GetPlace(const Torus& torus) const;

    /** \return the last 64 bits */
    uint64_t GetRest() const
    {
        return uint64_t{words[3]} << 32 | words[4];
    }

    /**
     * Calls visit(server) for each heir, in their order, until one answers false. What it takes
     * grows with the rings that are visited, not with the cube.
     */
    template <typename V>
    void VisitHeirs(const Torus& torus, V visit) const
    {
        const TorusCoordinate place = GetPlace(torus);
        bool isMore = visit(place);
        std::vector<std::pair<uint64_t, uint32_t>> ring; // how late a server comes, and its number
        for (uint32_t hops = 1; isMore && hops <= torus.GetDiameter(); ++hops)
        {
            ring.clear();
            VisitRing(torus, place, hops, [&](const TorusCoordinate& at) {
                const uint32_t server = torus.GetServer(at);
                ring.emplace_back(FastRandom::Mix(GetRest() ^ FastRandom::Mix(server + 1)), server);
            });
            std::sort(ring.begin(), ring.end());
            for (std::size_t i = 0; isMore && i < ring.size(); ++i)
            {
                isMore = visit(torus.GetCoordinate(ring[i].second));
            }
        }
    }

    /** \return 40 hexadecimal digits */
    std::string GetName() const;

    friend bool operator==(const Key& a, const Key& b)
    {
        return a.words == b.words;
    }

    friend bool operator<(const Key& a, const Key& b)
    {
        return a.words < b.words;
    }

    std::array<uint32_t, 5> words{}; //!< the bits, the first ones first
};

} // namespace ns3::camcube

#endif /* KEY_H */
