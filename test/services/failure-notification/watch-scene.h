/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WATCH_SCENE_H
#define WATCH_SCENE_H

#include "watching-cube.h"

#include "ns3/group-tree.h"
#include "ns3/process-failures.h"

#include <utility>
#include <vector>

namespace ns3::camcube
{

/** A service that only owns registrations. */
class RegistrationOwner : public Service
{
  public:
    RegistrationOwner()
        : Service(4711)
    {
    }
};

/** A cube of 3x3x3, and what was told there. */
struct WatchScene
{
    WatchScene()
        : cube(3, 3, 3, [](const NodeContainer& servers) {
              ServiceHelper<GroupTree>().Install(servers);
              ServiceHelper<ProcessFailures>().Install(servers);
              ServiceHelper<RegistrationOwner>().Install(servers);
          })
    {
    }

    ~WatchScene()
    {
        kept.clear();
        Simulator::Destroy();
    }

    ProcessFailures& At(uint32_t server)
    {
        return *ServiceHelper<ProcessFailures>::Get(cube.Servers().Get(server));
    }

    Ptr<RegistrationOwner> OwnerAt(uint32_t server)
    {
        return ServiceHelper<RegistrationOwner>::Get(cube.Servers().Get(server));
    }

    /** Has a server watch process 7 of server 13. */
    void Watch(uint32_t server, uint32_t process = 7, uint32_t home = 13)
    {
        kept.push_back(At(server).Watch(nullptr, cube.At(home), process, Note()));
    }

    ProcessFailures::Receiver Note()
    {
        return [this](auto why) { told.push_back(why); };
    }

    void Run(Time time = MilliSeconds(10))
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    uint64_t CountFrames() const
    {
        return cube.CountFrames();
    }

    WatchingCube cube;
    std::vector<ProcessFailures::Failure> told;
    std::vector<Registration> kept;
};

/** Has server 1, which watches process 7 of server 13, get a frame of a neighbour as a notice. */
inline void
SendNotice(WatchScene& scene, uint32_t group, FramePtr frame)
{
    class Sender : public GroupTreeUser
    {
      public:
        Sender()
            : GroupTreeUser(ProcessFailures::TREE_USER)
        {
        }
    };

    if (scene.kept.empty())
    {
        scene.kept.push_back(scene.At(13).Add(nullptr, 7));
        scene.Watch(1);
        scene.Run();
    }
    const auto tree = ServiceHelper<GroupTree>::Get(scene.cube.Servers().Get(0));
    tree->Send({scene.cube.At(13), group}, Sender(), PLUS_X, std::move(frame));
    scene.Run();
}

inline FramePtr
MakeFrame(uint32_t bytes)
{
    return std::make_unique<Frame>(GroupTree::SERVICE_ID, Create<Packet>(bytes));
}

} // namespace ns3::camcube

#endif /* WATCH_SCENE_H */
