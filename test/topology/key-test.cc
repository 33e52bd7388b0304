/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Keys as text, their places, the order of their heirs, and rings of servers.

#include "ns3/key.h"

#include <gtest/gtest.h>
#include <set>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const char* const TEXT = "00112233445566778899aabbccddeeff01234567";

} // namespace

TEST(Key, HasFortyDigits)
{
    const Key key = Key::FromHex(TEXT);
    EXPECT_EQ(key.GetName(), TEXT);
    EXPECT_EQ(key.GetRest(), 0xccddeeff01234567U);
    EXPECT_EQ(Key::FromHex("00112233445566778899AABBCCDDEEFF01234567"), key);
    EXPECT_EQ(Key().GetName(), std::string(40, '0'));
}

TEST(Key, RefusesWhatIsNoKey)
{
    const std::string longText(1000, 'a');
    for (const std::string& text : {std::string(),
                                    std::string("abc"),
                                    std::string(TEXT) + "0",
                                    std::string(39, '0') + "g",
                                    "+" + std::string(39, '0'),
                                    std::string(39, '0') + " ",
                                    longText})
    {
        try
        {
            Key::FromHex(text);
            ADD_FAILURE() << "taken: " << text;
        }
        catch (const std::invalid_argument& error)
        {
            const std::string said = error.what();
            EXPECT_NE(said.find("40 hexadecimal digits"), std::string::npos) << said;
            EXPECT_LT(said.size(), 200U);
        }
    }
    EXPECT_THROW(Key::At(Torus(3, 3, 3), {3, 0, 0}, 0), std::invalid_argument);
}

TEST(Key, OfANameIsMixed)
{
    std::set<Key> keys{Key::FromName(""), Key::FromName(std::string(1, '\0'))};
    for (int i = 0; i < 10000; ++i)
    {
        keys.insert(Key::FromName("name " + std::to_string(i)));
    }
    EXPECT_EQ(keys.size(), 10002U);
    EXPECT_EQ(Key::FromName("a").GetName(), Key::FromName("a").GetName());
}

TEST(Key, BelongsToThePlaceThatWasNamed)
{
    for (const Torus& torus : {Torus(1, 2, 3), Torus(7, 5, 256), Torus(8, 8, 8)})
    {
        for (uint32_t server = 0; server < torus.GetNServers(); ++server)
        {
            const TorusCoordinate place = torus.GetCoordinate(server);
            const Key key = Key::At(torus, place, server);
            EXPECT_EQ(key.GetPlace(torus), place);
            EXPECT_EQ(key.GetRest(), server);
        }
    }
}

TEST(Key, HasAllServersAsHeirsTheNearestFirst)
{
    for (const Torus& torus : {Torus(1, 1, 1), Torus(2, 2, 2), Torus(1, 5, 2), Torus(4, 5, 6)})
    {
        for (int i = 0; i < 20; ++i)
        {
            const Key key = Key::FromName(std::to_string(i));
            std::set<uint32_t> heirs;
            uint32_t last = 0;
            key.VisitHeirs(torus, [&](const TorusCoordinate& heir) {
                const uint32_t distance = torus.GetDistance(heir, key.GetPlace(torus));
                EXPECT_GE(distance, last);
                last = distance;
                EXPECT_TRUE(heirs.insert(torus.GetServer(heir)).second) << "twice: " << heir;
                return true;
            });
            EXPECT_EQ(heirs.size(), torus.GetNServers());
        }
    }
}

TEST(TorusRing, HasEachServerAtItsDistanceOnce)
{
    for (const Torus& torus : {Torus(1, 1, 1), Torus(2, 3, 4), Torus(5, 1, 2), Torus(6, 6, 5)})
    {
        const TorusCoordinate center = torus.GetCoordinate(torus.GetNServers() - 1);
        std::set<uint32_t> all;
        const auto histogram = torus.GetDistanceHistogram();
        for (uint32_t hops = 0; hops < histogram.size() + 3; ++hops)
        {
            uint32_t count = 0;
            VisitRing(torus, center, hops, [&](const TorusCoordinate& at) {
                EXPECT_EQ(torus.GetDistance(center, at), hops);
                EXPECT_TRUE(all.insert(torus.GetServer(at)).second) << "twice: " << at;
                ++count;
            });
            EXPECT_EQ(count, hops < histogram.size() ? histogram[hops] : 0);
        }
        EXPECT_EQ(all.size(), torus.GetNServers());
    }
}
