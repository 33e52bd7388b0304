/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users and the wire may get wrong: each ends in a sentence or is counted.

#include "booting-cube.h"
#include "misuse.h"

#include "ns3/bootstrap-state.h"
#include "ns3/camcube-net-device.h"
#include "ns3/string.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Bytes = std::vector<uint8_t>;

/** Servers without coordinates, and messages to the first of them that nobody has sent. */
struct Scene
{
    TorusHelper torus{3, 3, 3};
    NodeContainer servers;
    ServiceHelper<Bootstrap> helper;

    Scene()
    {
        torus.SetPlaced(false);
        servers = torus.Create();
    }

    ~Scene()
    {
        Simulator::Destroy();
    }

    void Install(const char* sides)
    {
        helper.SetAttribute("Sides", StringValue(sides));
        helper.Install(servers);
    }

    Bootstrap& Get(uint32_t server = 0) const
    {
        return *ServiceHelper<Bootstrap>::Get(servers.Get(server));
    }

    /** Deploys the first one, which is refused, and ends the scene: the others would be, too. */
    void DeployInVain() const
    {
        try
        {
            Get().Deploy();
        }
        catch (const std::logic_error&)
        {
            Simulator::Destroy();
            throw;
        }
    }

    uint64_t CountMalformed() const
    {
        return Get().GetCounters().malformed;
    }

    /** Has server 0 receive some bytes by a port. */
    void Forge(const Bytes& bytes, uint8_t in = PLUS_X) const
    {
        Get().Receive(std::make_unique<Frame>(Bootstrap::SERVICE_ID,
                                              Create<Packet>(bytes.data(), bytes.size())),
                      in);
    }

    /** \return a message with a state, or an answer */
    static Bytes Make(const BootstrapState* state, uint32_t session = 77, uint8_t port = MINUS_X)
    {
        Bytes bytes{0, 0, 0, static_cast<uint8_t>(session), 0, 9, 0, 0, 0, 0, 0, 0, port, !!state};
        if (state)
        {
            bytes.resize(14 + WireBytesOf<BootstrapState>);
            WriteHeader(*state, bytes.data() + 14);
        }
        return bytes;
    }

    /** Deploys all, and has server 0 receive a state that has something wrong. */
    void ForgeState(const std::function<void(BootstrapState& state)>& spoil, uint64_t malformed)
    {
        Install("3x3x3");
        Simulator::Stop(MicroSeconds(100));
        Simulator::Run();
        BootstrapState state;
        state.server = 4711;
        state.frame = 1;
        state.grade = Placement::CONFIRMED;
        Forge(Make(&state));
        EXPECT_EQ(CountMalformed(), 0U);
        spoil(state);
        Forge(Make(&state, 78));
        EXPECT_EQ(CountMalformed(), malformed);
    }
};

const Misuse<Scene> MISUSES[] = {
    // Deployment
    {"NoSides",
     "Bootstrap does not know the sides of the cube; set its attribute Sides, such as 8x8x8",
     [](Scene& s) {
         s.helper.Install(s.servers);
         s.DeployInVain();
     }},
    {"SidesThatAreNone", "\"3x3\" are no sides of a cube", [](Scene& s) { s.Install("3x3"); }},
    {"SidesOfZero", "\"0x3x3\" are no sides of a cube", [](Scene& s) { s.Install("0x3x3"); }},
    {"SidesOfWords", "\"cube\" are no sides of a cube", [](Scene& s) { s.Install("cube"); }},
    {"SidesTooLong", "from 1 to 256", [](Scene& s) { s.Install("257x3x3"); }},
    {"OneAxis",
     "a cube of 9x1x1; it needs sides of 2 or more along two axes at least",
     [](Scene& s) {
         s.Install("9x1x1");
         s.DeployInVain();
     }},
    {"APlacedServer",
     "this one knows; call TorusHelper::SetPlaced(false)",
     [](Scene& s) {
         s.torus.SetPlaced(true);
         s.servers = s.torus.Create();
         s.Install("3x3x3");
         s.DeployInVain();
     }},
    {"SidesOfAnotherCube",
     nullptr,
     [](Scene& s) {
         s.Install("4x5x6");
         Simulator::Stop(Seconds(1));
         Simulator::Run();
     }},
    {"AskedBeforeDeployment",
     nullptr,
     [](Scene& s) {
         s.Install("3x3x3");
         EXPECT_FALSE(s.Get().IsIdentified());
         EXPECT_FALSE(s.Get().GetPlacement().IsKnown());
         EXPECT_TRUE(s.Get().GetFaults().empty());
     }},
    // The wire
    {"NoBytes",
     nullptr,
     [](Scene& s) {
         s.Install("3x3x3");
         s.Get().Deploy();
         s.Forge({});
         s.Forge(Bytes(13));
         s.Forge(Bytes(14));
         EXPECT_EQ(s.CountMalformed(), 3U); // session 0 is none
     }},
    {"AStateThatIsCutShort",
     nullptr,
     [](Scene& s) {
         s.Install("3x3x3");
         s.Get().Deploy();
         const BootstrapState state;
         Bytes bytes = Scene::Make(&state);
         while (bytes.size() > 14)
         {
             bytes.pop_back();
             s.Forge(bytes);
         }
         EXPECT_EQ(s.CountMalformed(), WireBytesOf<BootstrapState>);
     }},
    {"AnAnswerToNothing",
     nullptr,
     [](Scene& s) {
         s.Install("3x3x3");
         s.Get().Deploy();
         s.Forge(Scene::Make(nullptr));
         EXPECT_EQ(s.CountMalformed(), 0U);
     }},
    {"APortThatIsNone",
     nullptr,
     [](Scene& s) {
         s.Install("3x3x3");
         s.Get().Deploy();
         s.Forge(Scene::Make(nullptr, 77, N_TORUS_PORTS));
         s.Forge(Scene::Make(nullptr, 77, 255));
         s.Forge(Scene::Make(nullptr), N_TORUS_PORTS);
         EXPECT_EQ(s.CountMalformed(), 3U);
     }},
    {"ACoordinateOutsideTheCube",
     nullptr,
     [](Scene& s) {
         s.ForgeState([](auto& state) { state.here = {3, 0, 0}; }, 1);
     }},
    {"AGradeThatIsNone",
     nullptr,
     [](Scene& s) {
         s.ForgeState([](auto& state) { state.grade = static_cast<Placement::Grade>(4); }, 1);
     }},
    {"AServerWithoutAddress",
     nullptr,
     [](Scene& s) { s.ForgeState([](auto& state) { state.server = 0; }, 1); }},
    {"NeighborsAtPortsThatAreNone",
     nullptr,
     [](Scene& s) {
         s.ForgeState(
             [](auto& state) {
                 state.neighbors.fill(99);
                 state.neighborPorts.fill(200);
                 state.squares.fill(255);
                 state.parent = 255;
                 state.servers = UINT32_MAX;
             },
             0);
     }},
    {"ClaimsOutsideTheCube",
     nullptr,
     [](Scene& s) {
         s.ForgeState(
             [](auto& state) {
                 state.claimedPlaces.fill({200, 200, 200});
                 state.claimants.fill(99);
                 state.claimWeights.fill(255);
             },
             0);
     }},
    {"ItsOwnAddressAtEachPort",
     nullptr,
     [](Scene& s) {
         s.Install("3x3x3");
         s.Get().Deploy();
         BootstrapState state;
         uint8_t address[6];
         Mac48Address::ConvertFrom(TorusHelper::GetPort(s.servers.Get(0), PLUS_X)->GetAddress())
             .CopyTo(address);
         for (const uint8_t byte : address)
         {
             state.server = state.server << 8 | byte;
         }
         for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
         {
             s.Forge(Scene::Make(&state, 77, port), port);
         }
         EXPECT_EQ(s.CountMalformed(), 0U);
     }},
};

class BootstrapMisuse : public testing::TestWithParam<Misuse<Scene>>
{
};

} // namespace

TEST_P(BootstrapMisuse, EndsInASentenceOrIsCounted)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(All, BootstrapMisuse, testing::ValuesIn(MISUSES), [](const auto& info) {
    return std::string(info.param.name);
});
