/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MULTICAST_CUBE_H
#define MULTICAST_CUBE_H

#include "live-cube.h"

#include "ns3/lightweight-multicast.h"
#include "ns3/runtime.h"
#include "ns3/service-helper.h"

#include <map>
#include <numeric>
#include <random>
#include <set>
#include <vector>

namespace ns3::camcube
{

/** What became of one multicast. */
struct MulticastOutcome
{
    std::map<uint32_t, uint32_t> delivered; //!< by server, how often
    std::set<uint32_t> reported;            //!< servers given up, as the source was told
    uint64_t crossings{0};                  //!< of links
    uint64_t mostOnALink{0};                //!< frames over one link in one direction
};

/** Sends multicasts in a cube at rest, one after another, and watches. */
template <typename Helper>
class MulticastCubeOf
{
  public:
    static constexpr uint16_t NUMBER = 7;

    /** \param cube on whose servers LightweightMulticast is installed; it outlives this */
    explicit MulticastCubeOf(LiveCubeOf<Helper>& cube)
        : m_cube(cube)
    {
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            LightweightMulticast& service = At(server);
            m_kept.push_back(service.AddReceiver(nullptr, NUMBER, [=](Ptr<Packet>, auto&) {
                ++m_outcome.delivered[server];
            }));
            m_kept.push_back(
                service.AddUndelivered(nullptr, NUMBER, [=](uint32_t, auto& receivers, auto) {
                    for (const TorusCoordinate& receiver : receivers)
                    {
                        m_outcome.reported.insert(m_cube.GetTorus().GetServer(receiver));
                    }
                }));
        }
    }

    LightweightMulticast& At(uint32_t server) const
    {
        return *ServiceHelper<LightweightMulticast>::Get(m_cube.Servers().Get(server));
    }

    /** Sends now, without waiting for what becomes of it. */
    void Start(uint32_t from, const std::set<uint32_t>& receivers, uint32_t bytes = 100)
    {
        LightweightMulticast::Receivers to;
        for (uint32_t receiver : receivers)
        {
            to.push_back(m_cube.GetTorus().GetCoordinate(receiver));
        }
        At(from).Send(to, NUMBER, Create<Packet>(bytes));
    }

    /** Sends, and has the simulator run until all is quiet. */
    MulticastOutcome Send(uint32_t from, const std::set<uint32_t>& receivers, uint32_t bytes = 100)
    {
        m_outcome = {};
        const std::vector<uint64_t> before = CountFrames();
        Start(from, receivers, bytes);
        Simulator::Run();
        const std::vector<uint64_t> after = CountFrames();
        for (std::size_t link = 0; link < before.size(); ++link)
        {
            const uint64_t frames = after[link] - before[link];
            m_outcome.crossings += frames;
            m_outcome.mostOnALink = std::max(m_outcome.mostOnALink, frames);
        }
        return m_outcome;
    }

    /** \return frames that each port has sent */
    std::vector<uint64_t> CountFrames() const
    {
        std::vector<uint64_t> frames;
        for (uint32_t server = 0; server < m_cube.Size(); ++server)
        {
            const auto runtime = m_cube.Servers().Get(server)->template GetObject<Runtime>();
            for (uint8_t port : m_cube.GetTorus().GetPorts())
            {
                frames.push_back(runtime->GetLinkStatistics(port).counters.txFrames);
            }
        }
        return frames;
    }

    /** \return frames that all ports have sent */
    uint64_t CountAllFrames() const
    {
        const std::vector<uint64_t> frames = CountFrames();
        return std::accumulate(frames.begin(), frames.end(), uint64_t{0});
    }

    /** \return servers drawn at random, so many different ones, of those that pass */
    template <typename F>
    std::set<uint32_t> Draw(std::mt19937& random, uint32_t count, F passes) const
    {
        std::set<uint32_t> drawn;
        for (uint32_t tries = 0; drawn.size() < count && tries < 1000; ++tries)
        {
            const auto server = static_cast<uint32_t>(random() % m_cube.Size());
            if (passes(server))
            {
                drawn.insert(server);
            }
        }
        return drawn;
    }

  private:
    LiveCubeOf<Helper>& m_cube;       //!< the cube
    std::vector<Registration> m_kept; //!< who receives
    MulticastOutcome m_outcome;       //!< of the last one
};

using MulticastCube = MulticastCubeOf<DistanceVectorHelper>;

} // namespace ns3::camcube

#endif /* MULTICAST_CUBE_H */
