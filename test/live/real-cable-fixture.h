/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REAL_CABLE_FIXTURE_H
#define REAL_CABLE_FIXTURE_H

#include "cube-fixture.h"

#include "ns3/descriptor-watch.h"
#include "ns3/real-cable.h"

#include <array>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace ns3::camcube
{

/** One server of a cube, whose cables end in sockets in the place of interfaces. */
class SocketServer
{
  public:
    SocketServer(const Torus& torus,
                 const TorusCoordinate& here,
                 Time silence = Time(0),
                 uint32_t pendingLimit = 256)
    {
        server = CreateObject<Node>();
        Ptr<Runtime> runtime = CreateObject<Runtime>();
        runtime->Place(std::make_shared<Torus>(torus), here);
        for (uint8_t port : torus.GetPorts())
        {
            Ptr<CamCubeNetDevice> device = CreateObject<CamCubeNetDevice>();
            device->SetAddress(CamCubeNetDevice::GetAddressOf(here, port));
            server->AddDevice(device);
            runtime->AddPort(port, device);
            int ends[2];
            EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
            farEnds[port] = ends[1];
            cables[port] = CreateObject<RealCable>();
            cables[port]->SetAttribute("Silence", TimeValue(silence));
            cables[port]->SetAttribute("PendingLimit", UintegerValue(pendingLimit));
            cables[port]->Plug(
                device,
                CamCubeNetDevice::GetAddressOf(torus.GetStep(here, port), OppositePort(port)),
                std::make_unique<PacketSocket>(ends[0]),
                watch);
        }
        server->AggregateObject(runtime);
    }

    ~SocketServer()
    {
        watch->Stop();
        for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
        {
            if (cables[port])
            {
                cables[port]->Dispose();
                CloseFarEnd(port);
            }
        }
    }

    SocketServer(const SocketServer&) = delete;
    SocketServer& operator=(const SocketServer&) = delete;

    /** Ends what is at the other end of a cable. */
    void CloseFarEnd(uint8_t port)
    {
        if (farEnds[port] >= 0)
        {
            close(std::exchange(farEnds[port], -1));
        }
    }

    /** \return the next bytes that have left by a port; none if there are none */
    std::vector<uint8_t> TakeSent(uint8_t port)
    {
        std::vector<uint8_t> bytes(65536);
        const ssize_t size = recv(farEnds[port], bytes.data(), bytes.size(), MSG_DONTWAIT);
        bytes.resize(size > 0 ? size : 0);
        return bytes;
    }

    Ptr<Node> server;                                                             //!< the server
    std::shared_ptr<DescriptorWatch> watch = std::make_shared<DescriptorWatch>(); //!< reads
    std::array<Ptr<RealCable>, N_TORUS_PORTS> cables;                             //!< by port
    std::array<int, N_TORUS_PORTS> farEnds{-1, -1, -1, -1, -1, -1}; //!< of their socket pairs
};

} // namespace ns3::camcube

#endif /* REAL_CABLE_FIXTURE_H */
