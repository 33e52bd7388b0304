/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HOST_CUBE_H
#define HOST_CUBE_H

#include "cube-fixture.h"

#include "ns3/config.h"
#include "ns3/descriptor-watch.h"
#include "ns3/ipv4-header.h"
#include "ns3/live-port-helper.h"
#include "ns3/live-port.h"
#include "ns3/real-time-run.h"
#include "ns3/udp-header.h"

#include <array>
#include <chrono>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace ns3::camcube
{

/** A cube in real time whose hosts are sockets of the test, which need no rights. */
class HostCubeTest : public CubeTest
{
  protected:
    static constexpr uint16_t CLIENT_PORT = 5000;
    static constexpr uint32_t DATAGRAM_HEADER_BYTES = 28; //!< of IPv4 and UDP

    void SetUp() override
    {
        CubeTest::SetUp();
        RealTimeRun::Choose();
    }

    void TearDown() override
    {
        m_run = nullptr;
        CubeTest::TearDown();
        for (int host : m_hosts)
        {
            close(host);
        }
        Config::SetGlobal("SimulatorImplementationType", StringValue("ns3::DefaultSimulatorImpl"));
    }

    /** Makes the cube and its hosts; a packet of a host is a message of its socket. */
    void Build(TorusHelper& torus, const MultiHopRoutingHelper& routing = MultiHopRoutingHelper())
    {
        m_servers = torus.Create();
        routing.Install(m_servers);
        m_watch = std::make_shared<DescriptorWatch>();
        const LivePortHelper helper(torus.GetTorus());
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            int ends[2];
            ASSERT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends), 0);
            m_hosts.push_back(ends[0]);
            m_ports.push_back(helper.Install(m_servers.Get(i), ends[1], m_watch));
        }
        m_run = std::make_unique<RealTimeRun>(m_watch);
    }

    /** Runs it while hosts do something, in a thread of their own, until they have. */
    void Run(const std::function<void()>& hosts)
    {
        std::thread thread;
        Simulator::ScheduleNow([&] {
            thread = std::thread([&hosts] {
                hosts();
                Simulator::ScheduleWithContext(Simulator::NO_CONTEXT, Time(), [] {
                    Simulator::Stop();
                });
            });
        });
        m_run->Run(Time(), [] {});
        thread.join();
    }

    /** \return an IPv4 packet of some length from one server to another */
    static std::string MakeIpv4(uint32_t from, Ipv4Address to, const std::string& payload)
    {
        Ptr<Packet> packet =
            Create<Packet>(reinterpret_cast<const uint8_t*>(payload.data()), payload.size());
        Ipv4Header header;
        header.SetSource(LivePortHelper::GetIpv4Address(from));
        header.SetDestination(to);
        header.SetProtocol(17);
        header.SetPayloadSize(payload.size());
        header.SetTtl(64);
        packet->AddHeader(header);
        std::string bytes(packet->GetSize(), '\0');
        packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size());
        return bytes;
    }

    /** \return what a host's program sends to a service of the cube: a line, by UDP */
    static std::string MakeDatagram(uint32_t from, uint16_t udpPort, const std::string& line)
    {
        UdpHeader udp;
        udp.SetSourcePort(CLIENT_PORT);
        udp.SetDestinationPort(udpPort);
        Ptr<Packet> packet =
            Create<Packet>(reinterpret_cast<const uint8_t*>(line.data()), line.size());
        packet->AddHeader(udp);
        std::string bytes(packet->GetSize(), '\0');
        packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size());
        return MakeIpv4(from, LivePortHelper::SERVICE_ADDRESS, bytes);
    }

    /** \return the next line that a host is told by a service; empty if none comes */
    std::string Hear(uint32_t host)
    {
        const std::string datagram = Read(host, std::chrono::milliseconds(20000));
        return datagram.size() > DATAGRAM_HEADER_BYTES ? datagram.substr(DATAGRAM_HEADER_BYTES)
                                                       : "";
    }

    /** \return what a host is answered; empty if it is not */
    std::string Ask(uint32_t host, const std::string& datagram)
    {
        EXPECT_TRUE(Write(host, datagram));
        return Hear(host);
    }

    /** \return whether a host's device took a packet */
    bool Write(uint32_t host, const std::string& packet)
    {
        return send(m_hosts[host], packet.data(), packet.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(packet.size());
    }

    /** \return the next packet that a host gets; empty if none comes for a while */
    std::string Read(uint32_t host, std::chrono::milliseconds patience)
    {
        const auto end = std::chrono::steady_clock::now() + patience;
        std::array<char, 10000> bytes;
        do
        {
            const ssize_t size = recv(m_hosts[host], bytes.data(), bytes.size(), 0);
            if (size > 0)
            {
                return {bytes.data(), static_cast<std::size_t>(size)};
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        } while (std::chrono::steady_clock::now() < end);
        return "";
    }

    NodeContainer m_servers;
    std::vector<int> m_hosts; //!< their sockets
    std::vector<Ptr<LivePort>> m_ports;
    std::shared_ptr<DescriptorWatch> m_watch;
    std::unique_ptr<RealTimeRun> m_run;
};

} // namespace ns3::camcube

#endif /* HOST_CUBE_H */
