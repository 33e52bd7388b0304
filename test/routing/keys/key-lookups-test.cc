/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Look-ups while servers and links fail: each ends at a root that is right, or is reported.

#include "cube-fixture.h"
#include "key-cube.h"

#include <iostream>
#include <map>
#include <numeric>
#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint16_t LOOKUP_NUMBER = 7;

/** Looks keys up: the root answers the source, which waits for that so long. */
template <typename Helper>
class LookUps
{
  public:
    LookUps(uint32_t side, uint32_t seed)
        : m_random(seed),
          m_cube(side, side, side)
    {
        m_choice->SetStream(seed);
        m_views.assign(m_cube.Size(), std::vector<bool>(m_cube.Size(), true));
        for (uint32_t server = 0; server < m_cube.Size(); ++server)
        {
            KeyRouting& keys = m_cube.Keys(server);
            m_kept.push_back(
                keys.Forward(nullptr, LOOKUP_NUMBER, [=](auto&, auto& packet, auto& next) {
                    const uint32_t to = m_cube.GetTorus().GetServer(*next);
                    m_circles += !m_seen[Id(*packet)].insert({server, to}).second;
                }));
            m_kept.push_back(
                keys.Deliver(nullptr, LOOKUP_NUMBER, [=](auto& key, auto packet, auto& header) {
                    Judge(server, key);
                    m_longest = std::max<uint32_t>(m_longest, header.hops);
                    ++m_delivered;
                    m_doubled += !m_ended.insert(Id(*packet)).second;
                    m_cube.Routing(server)->Send(header.source, TEST_ENDPOINT, packet);
                }));
            m_kept.push_back(
                keys.AddUndelivered(nullptr, LOOKUP_NUMBER, [=](auto&, auto packet, auto) {
                    m_returned.insert(Id(*packet));
                }));
            m_kept.push_back(m_cube.Routing(server)->AddEndpoint(
                nullptr,
                TEST_ENDPOINT,
                [=](FramePtr frame, auto&) { m_answered.insert(Id(*frame->GetPayload())); }));
            m_kept.push_back(
                m_cube.Routing(server)->OnRoutesChanged(nullptr, [=] { Look(server); }));
            keys.TraceConnectWithoutContext("Rerouted", MakeCallback(&LookUps::Rerouted, this));
        }
    }

    /** \param repair when each is mended, after it has failed; zero for never */
    void FailServers(double share, Time repair = Time())
    {
        const auto servers = ChooseShare(m_cube.Servers(), share, m_choice);
        m_failures.Fail(servers, Simulator::Now() + MilliSeconds(1), MilliSeconds(1));
        m_time = MilliSeconds(1 + servers.GetN());
        if (repair.IsStrictlyPositive())
        {
            m_failures.Repair(servers, MilliSeconds(1) + repair, MilliSeconds(1));
        }
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            m_failing.push_back(servers.Get(i)->GetId());
        }
    }

    void FailLinks(double share)
    {
        const auto links = ChooseShare(m_cube.Links(), share, m_choice);
        m_failures.Fail(links, Simulator::Now() + MilliSeconds(1), MilliSeconds(1));
        m_time = MilliSeconds(1 + links.size());
    }

    /**
     * Looks so many keys up during the failures, each from a server that lives then. Every second
     * key belongs to the server that fails last before, or next.
     */
    void Run(uint32_t count)
    {
        const int64_t step = m_time.GetNanoSeconds() / count;
        for (uint32_t id = 0; id < count; ++id)
        {
            Simulator::Schedule(NanoSeconds(step * id), [=] {
                uint32_t server = m_random() % m_cube.Size();
                while (m_failures.IsFailed(m_cube.Servers().Get(server)))
                {
                    server = m_random() % m_cube.Size();
                }
                m_cube.Keys(server).Route(DrawNextKey(), LOOKUP_NUMBER, MakePacket(Payload{id}));
            });
        }
        Simulator::Run();
        m_count = count;
    }

    /** Expects nothing wrong, and prints what there was. */
    void Report(const std::string& name, bool isLoopFree = true)
    {
        uint64_t dropped = 0;
        for (uint32_t server = 0; server < m_cube.Size(); ++server)
        {
            const auto& drops = m_cube.Routing(server)->GetCounters().dropped;
            EXPECT_EQ(drops[MultiHopRouting::HOP_LIMIT], 0U) << name;
            EXPECT_EQ(drops[MultiHopRouting::BY_INTERCEPTOR], 0U) << name;
            dropped += std::accumulate(drops.begin(), drops.end(), uint64_t{0});
        }
        EXPECT_EQ(m_wrong, 0U) << name;
        EXPECT_TRUE(m_circles == 0 || !isLoopFree) << name << ": " << m_circles;
        EXPECT_EQ(m_doubled, 0U) << name;
        EXPECT_GT(m_answered.size(), m_count * 98 / 100) << name;
        std::cout << "measured: look-ups, " << name << ": " << m_count << ", " << m_delivered
                  << " delivered, " << m_wrong << " of them at a wrong root, " << m_late
                  << " that cables did not confirm at that instant, " << m_answered.size()
                  << " answered, " << m_returned.size()
                  << " given back at once, the others reported as unanswered; " << m_rerouted
                  << " went on to another root, " << m_circles
                  << " packets twice at a server on one way, at most " << m_longest << " hops, "
                  << dropped << " packets dropped\n";
    }

  private:
    struct Payload
    {
        uint32_t id{0};
        static constexpr auto FIELDS = HeaderFields(&Payload::id);
    };

    static uint32_t Id(const Packet& packet)
    {
        return ReadPacket<Payload>(packet).value().id;
    }

    /** Keeps which servers one can reach, now that its routes have settled. */
    void Look(uint32_t server)
    {
        for (uint32_t other = 0; other < m_cube.Size(); ++other)
        {
            m_views[server][other] = m_cube.Routing(server)->IsReachable(m_cube.At(other));
        }
    }

    /** \return the root of a key among the servers that a view can reach */
    uint32_t FindRoot(const std::vector<bool>& view, const Key& key) const
    {
        uint32_t root = m_cube.Size();
        key.VisitHeirs(m_cube.GetTorus(), [&](const TorusCoordinate& heir) {
            root = m_cube.GetTorus().GetServer(heir);
            return !view[root];
        });
        return root;
    }

    /** A packet is delivered: that must be the root in the settled view of some live server. */
    void Judge(uint32_t root, const Key& key)
    {
        bool isRight = false;
        for (uint32_t server = 0; !isRight && server < m_cube.Size(); ++server)
        {
            // Packets that waited go on before anybody else hears that routes have settled.
            isRight = !m_failures.IsFailed(m_cube.Servers().Get(server)) &&
                      root == (m_cube.Routing(server)->GetTable().IsSettled()
                                   ? m_cube.Root(server, key)
                                   : FindRoot(m_views[server], key));
        }
        m_wrong += !isRight;
        std::vector<bool> connected(m_cube.Size());
        const auto distance = m_cube.Search(root);
        for (uint32_t server = 0; server < m_cube.Size(); ++server)
        {
            connected[server] = distance[server] != m_cube.NO_PATH;
        }
        m_late += FindRoot(connected, key) != root;
    }

    Key DrawNextKey()
    {
        const std::size_t failed = Simulator::Now().GetMilliSeconds() + m_random() % 2;
        if (m_random() % 2 == 0 || failed == 0 || failed > m_failing.size())
        {
            return DrawKey(m_random);
        }
        return Key::At(m_cube.GetTorus(), m_cube.At(m_failing[failed - 1]), m_random());
    }

    void Rerouted(const TorusCoordinate& from, const TorusCoordinate& to)
    {
        EXPECT_FALSE(from == to);
        ++m_rerouted;
    }

    std::mt19937 m_random;
    KeyCubeOf<Helper> m_cube;
    Ptr<UniformRandomVariable> m_choice = CreateObject<UniformRandomVariable>();
    FailureInjector m_failures;
    std::vector<Registration> m_kept;
    std::vector<std::vector<bool>> m_views; // whom a server could reach when last settled
    Time m_time;
    std::vector<uint32_t> m_failing; // servers, in the order in which they fail
    std::map<uint32_t, std::set<std::pair<uint32_t, uint32_t>>> m_seen; // server and aim, by packet
    std::set<uint32_t> m_answered;
    std::set<uint32_t> m_returned;
    std::set<uint32_t> m_ended;
    uint64_t m_count{0};
    uint64_t m_delivered{0};
    uint64_t m_doubled{0};
    uint64_t m_wrong{0};
    uint64_t m_late{0}; // at a root that cables do not confirm at that instant
    uint64_t m_circles{0};
    uint64_t m_rerouted{0};
    uint32_t m_longest{0};
};

class KeyLookUps : public CubeTest
{
};

} // namespace

TEST_F(KeyLookUps, EndAtRootsWhileServersFail)
{
    LookUps<DistanceVectorHelper> lookUps(5, 1);
    lookUps.FailServers(0.1);
    lookUps.Run(2000);
    lookUps.Report("10% of the servers of 5x5x5 fail");
}

TEST_F(KeyLookUps, EndAtRootsWhileServersFailWithLinkState)
{
    LookUps<LinkStateHelper> lookUps(5, 2);
    lookUps.FailServers(0.1);
    lookUps.Run(2000);
    lookUps.Report("10% of the servers of 5x5x5 fail, link state", false); // its floods allow loops
}

TEST_F(KeyLookUps, EndAtRootsWhileServersFailAndReturn)
{
    for (uint32_t seed = 1; seed <= 5; ++seed)
    {
        LookUps<DistanceVectorHelper> lookUps(5, seed);
        lookUps.FailServers(0.2, MicroSeconds(700 * seed));
        lookUps.Run(2000);
        lookUps.Report("20% of the servers of 5x5x5 fail and return, seed " + std::to_string(seed));
        Simulator::Destroy();
    }
}

TEST_F(KeyLookUps, EndAtRootsWhileManyServersFailSlow)
{
    LookUps<DistanceVectorHelper> lookUps(8, 3);
    lookUps.FailServers(0.1);
    lookUps.Run(10000);
    lookUps.Report("10% of the servers of 8x8x8 fail");
}

TEST_F(KeyLookUps, EndAtRootsWhileManyLinksFailSlow)
{
    LookUps<DistanceVectorHelper> lookUps(8, 4);
    lookUps.FailLinks(0.1);
    lookUps.Run(10000);
    lookUps.Report("10% of the links of 8x8x8 fail");
}
