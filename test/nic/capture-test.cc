/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Captures and ascii traces from the helper, read by other programs and by hand.

#include "cube-fixture.h"

#include "ns3/udp-echo-helper.h"
#include "ns3/virtual-nic-helper.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class CaptureTest : public CubeTest
{
  protected:
    void SetUp() override
    {
        CubeTest::SetUp();
        m_folder = std::filesystem::temp_directory_path() /
                   ("camcube-capture-" + std::to_string(getpid()));
        std::filesystem::create_directories(m_folder);
    }

    void TearDown() override
    {
        CubeTest::TearDown();
        std::filesystem::remove_all(m_folder);
    }

    std::string Path(const std::string& name) const
    {
        return (m_folder / name).string();
    }

    /** One UDP echo from server 0 to server 13 of a 3x3x3 cube, three hops and back. */
    void Echo(const std::function<void(TorusHelper&, const NodeContainer&)>& enable)
    {
        TorusHelper torus(3, 3, 3);
        NodeContainer servers = torus.Create();
        VirtualNicHelper ip("10.0.0.0", "255.0.0.0");
        Ipv4InterfaceContainer interfaces = ip.Install(servers);
        enable(torus, servers);
        UdpEchoServerHelper(7).Install(servers.Get(13));
        UdpEchoClientHelper client(interfaces.GetAddress(13), 7);
        client.SetAttribute("MaxPackets", UintegerValue(1));
        client.SetAttribute("PacketSize", UintegerValue(100));
        client.Install(servers.Get(0));
        Simulator::Stop(Seconds(1));
        Simulator::Run();
        Simulator::Destroy();
    }

    /** \return what a command prints; it must succeed */
    static std::string Output(const std::string& command)
    {
        FILE* pipe = popen(command.c_str(), "r");
        std::string text;
        char part[4096];
        while (fgets(part, sizeof(part), pipe))
        {
            text += part;
        }
        EXPECT_EQ(pclose(pipe), 0) << command;
        return text;
    }

    std::filesystem::path m_folder;
};

} // namespace

TEST_F(CaptureTest, TsharkReadsServiceSourceAndDestination)
{
    Echo([this](TorusHelper& torus, const NodeContainer&) { torus.EnablePcapAll(Path("cube")); });
    // A frame is captured at both ends of each of its links: 12 lines for 6 hops.
    std::string lines;
    for (const auto& file : std::filesystem::directory_iterator(m_folder))
    {
        constexpr std::uintmax_t PCAP_HEADER_BYTES = 24;
        if (file.file_size() == PCAP_HEADER_BYTES)
        {
            continue; // a port that the packets did not pass
        }
        lines += Output("tshark -r " + file.path().string() +
                        " -X lua_script:" CAMCUBE_SOURCE_DIR "/doc/camcube.lua -T fields"
                        " -e eth.type -e camcube.service -e camcube.source -e camcube.destination"
                        " -e camcube.hops -e ip.src -e ip.dst -e udp.dstport 2>/dev/null");
    }
    std::istringstream is(lines);
    std::map<std::string, uint32_t> count;
    for (std::string line; std::getline(is, line);)
    {
        ++count[line];
    }
    std::cout << "measured: capture: tshark reads " << count.begin()->first << "\n";
    uint32_t frames = 0;
    for (const auto& [line, times] : count)
    {
        frames += times;
        EXPECT_EQ(times, 2U) << line;
        EXPECT_EQ(line.find("0x88b5\t1\t("), 0U) << line;
    }
    EXPECT_EQ(frames, 12U);
    EXPECT_EQ(count.count("0x88b5\t1\t(0,0,0)\t(1,1,1)\t0\t10.0.0.1\t10.0.0.14\t7"), 1U);
    EXPECT_EQ(count.count("0x88b5\t1\t(0,0,0)\t(1,1,1)\t2\t10.0.0.1\t10.0.0.14\t7"), 1U);
}

TEST_F(CaptureTest, TcpdumpReadsTheFile)
{
    Echo([this](TorusHelper& torus, const NodeContainer& servers) {
        for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
        {
            torus.EnablePcap(Path("server"), TorusHelper::GetPort(servers.Get(13), port), true);
        }
    });
    std::string text;
    for (const auto& file : std::filesystem::directory_iterator(m_folder))
    {
        text += Output("tcpdump -e -n -r " + file.path().string() + " 2>/dev/null");
    }
    EXPECT_NE(text.find("0x88b5"), std::string::npos) << text;
    EXPECT_NE(text.find("length 162"), std::string::npos) << text; // 14 + 2 + 12 + 6 + 20 + 8 + 100
}

TEST_F(CaptureTest, AsciiTracesTellEveryStep)
{
    Echo([this](TorusHelper& torus, const NodeContainer&) {
        AsciiTraceHelper ascii;
        torus.EnableAsciiAll(ascii.CreateFileStream(Path("cube.tr")));
    });
    std::ifstream is(Path("cube.tr"));
    std::map<char, uint32_t> count;
    for (std::string line; std::getline(is, line);)
    {
        ++count[line[0]];
        EXPECT_NE(line.find("/$ns3::camcube::CamCubeNetDevice/"), std::string::npos) << line;
    }
    EXPECT_EQ(count['+'], 6U);
    EXPECT_EQ(count['-'], 6U);
    EXPECT_EQ(count['r'], 6U);
    EXPECT_EQ(count.size(), 3U);
}
