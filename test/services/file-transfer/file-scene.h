/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FILE_SCENE_H
#define FILE_SCENE_H

#include "live-cube.h"

#include "ns3/disk.h"
#include "ns3/failure-injector.h"
#include "ns3/file-transfer.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/** A cube whose servers carry files, and what an observer of all of them sees. */
class FileScene
{
  public:
    using Outcome = FileTransfer::Outcome;

    /** A file, and what became of it. */
    struct File
    {
        uint32_t origin;              //!< server
        uint32_t destination;         //!< server
        std::vector<uint8_t> content; //!< its bytes
        uint32_t received{0};         //!< how often it was handed over
        bool isIntact{true};          //!< whether that was what had been sent
        std::vector<Outcome> told;    //!< to its origin
        Time receivedAt;              //!< at last
    };

    FileScene(uint32_t kx,
              uint32_t ky,
              uint32_t kz,
              const ServiceHelper<FileTransfer>& helper = ServiceHelper<FileTransfer>())
        : cube(kx, ky, kz, DistanceVectorHelper(), [&helper](const NodeContainer& servers) {
              helper.Install(servers);
              MultiHopRoutingHelper::AssignStreams(servers, 0);
          })
    {
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            kept.push_back(At(server).AddReceiver(
                nullptr,
                [this, server](const auto& origin, uint32_t number, Ptr<const Packet> content) {
                    File& file = files.at({cube.GetTorus().GetServer(origin), number});
                    std::vector<uint8_t> bytes(content->GetSize());
                    content->CopyData(bytes.data(), bytes.size());
                    ++file.received;
                    file.isIntact &= bytes == file.content && server == file.destination;
                    file.receivedAt = Simulator::Now();
                }));
            kept.push_back(
                At(server).AddListener(nullptr, [this, server](uint32_t number, Outcome outcome) {
                    files.at({server, number}).told.push_back(outcome);
                }));
        }
    }

    ~FileScene()
    {
        kept.clear();
        Simulator::Destroy();
    }

    FileTransfer& At(uint32_t server) const
    {
        return *ServiceHelper<FileTransfer>::Get(cube.Servers().Get(server));
    }

    MultiHopRouting& RoutingAt(uint32_t server) const
    {
        return *MultiHopRoutingHelper::Get(cube.Servers().Get(server));
    }

    TorusCoordinate Place(uint32_t server) const
    {
        return cube.GetTorus().GetCoordinate(server);
    }

    /** Sends random bytes. \return whether they were accepted */
    bool Send(uint32_t from, uint32_t to, uint32_t bytes, Time deadline)
    {
        File file{from, to, std::vector<uint8_t>(bytes), 0, true, {}, Time()};
        for (uint8_t& byte : file.content)
        {
            byte = static_cast<uint8_t>(random());
        }
        const auto number = At(from).Send(Place(to),
                                          Create<Packet>(file.content.data(), bytes),
                                          Simulator::Now() + deadline);
        if (number)
        {
            files.emplace(std::make_pair(from, *number), file);
        }
        return number.has_value();
    }

    /** The only file that was sent. */
    const File& Only() const
    {
        EXPECT_EQ(files.size(), 1U);
        return files.begin()->second;
    }

    void Run(Time time)
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    /** A server fails with all that is in its queues, and returns with its disk. */
    void FailServer(uint32_t server, Time at, Time length)
    {
        failures.Fail(cube.Servers().Get(server), Simulator::Now() + at);
        failures.Repair(cube.Servers().Get(server), Simulator::Now() + at + length);
        Simulator::Schedule(at, [this, server] {
            if (At(server).IsDeployed())
            {
                At(server).Withdraw();
                RoutingAt(server).Withdraw();
            }
        });
        Simulator::Schedule(at + length, [this, server] {
            if (!At(server).IsDeployed())
            {
                RoutingAt(server).Deploy();
                At(server).Deploy();
            }
        });
    }

    /** \return files that were not handed over exactly once, as sent, and their origins told so */
    uint32_t CountWrong() const
    {
        uint32_t wrong = 0;
        for (const auto& [name, file] : files)
        {
            wrong += file.received != 1 || !file.isIntact ||
                     file.told != std::vector<Outcome>{FileTransfer::DELIVERED};
        }
        return wrong;
    }

    /** \return bytes on all disks */
    uint64_t CountOnDisks() const
    {
        uint64_t bytes = 0;
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            bytes += At(server).GetDisk()->GetUsed();
        }
        return bytes;
    }

    /** \return the sum over all servers of what was counted */
    uint64_t Count(uint64_t FileTransfer::Counters::*counter) const
    {
        uint64_t sum = 0;
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            sum += At(server).GetCounters().*counter;
        }
        return sum;
    }

    /** \return frames that all servers have sent */
    uint64_t CountFrames() const
    {
        return cube.CountFrames();
    }

    LiveCube cube;
    FailureInjector failures;
    std::mt19937 random{1};
    std::map<std::pair<uint32_t, uint32_t>, File> files; //!< by origin and number
    std::vector<Registration> kept;
};

} // namespace ns3::camcube

#endif /* FILE_SCENE_H */
