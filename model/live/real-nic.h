/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REAL_NIC_H
#define REAL_NIC_H

#include "link-monitor.h"
#include "real-cable.h"

#include "ns3/node.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3::camcube
{

class DescriptorWatch;
class Torus;

/**
 * \ingroup camcube
 *
 * The torus ports of one server on Linux interfaces: their real cables, and netlink, which tells
 * when an interface changes.
 *
 * It works while the simulation runs in real time, and ends before the simulator is destroyed.
 */
class RealNic
{
  public:
    /**
     * Plugs the cables in.
     * \param server a server that knows where it is, with ports that have no cables
     * \param interfaces their names, in the order of the torus's ports
     * \param watch waits for all of them; it runs while the simulation does
     * \throws std::invalid_argument if they are too few or too many, or one of them is not there,
     *         or may not be used, or has been named before
     */
    RealNic(Ptr<Node> server,
            const std::vector<std::string>& interfaces,
            std::shared_ptr<DescriptorWatch> watch);

    /** Pulls the cables out; the watch has ended, or waits for others only. */
    ~RealNic();

    RealNic(const RealNic&) = delete;
    RealNic& operator=(const RealNic&) = delete;

    /**
     * \param torus the cube
     * \param text names joined by commas, in the order of the torus's ports, or a word with which
     *        all begin: "cc" for cc+x, cc-x, cc+y, ...
     * \return the names
     * \throws std::invalid_argument for too few or too many, or what can be no name
     */
    static std::vector<std::string> NameInterfaces(const Torus& torus, const std::string& text);

    /** \return the cables, in the order of the torus's ports */
    const std::vector<Ptr<RealCable>>& GetCables() const
    {
        return m_cables;
    }

  private:
    /** Notes that an interface has changed; in the thread of the watch. */
    void ReadChanges();
    void LookAgain();

    const uint32_t m_context;                 //!< the server's node
    std::shared_ptr<DescriptorWatch> m_watch; //!< waits for all
    LinkMonitor m_monitor;                    //!< tells when to look at the interfaces
    std::vector<Ptr<RealCable>> m_cables;     //!< by port
};

} // namespace ns3::camcube

#endif /* REAL_NIC_H */
