/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CUBE_PARTITION_H
#define CUBE_PARTITION_H

#include "camcube-net-device.h"

#include "ns3/node.h"
#include "ns3/torus.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * How the servers of cubes are shared out among processes. A server that another process simulates
 * is a bare Node here: it has that process's number as its system id, and of its ports only the
 * stand-ins of those that are cabled to servers of this process.
 */
class CubePartition
{
  public:
    virtual ~CubePartition() = default;

    /** \return how cubes are shared out; null while there is one process */
    static CubePartition* Get();

    /** \return whether another process simulates a server */
    static bool IsElsewhere(const Ptr<const Node>& server);

    /** \return the number of the process that simulates a server of a cube */
    virtual uint32_t GetProcess(const Torus& torus, uint32_t server) const = 0;

    /**
     * Has a port's cable lead to another process. The cable is plugged in at both ends.
     * \param port a port of a server here
     * \param standIn for the port at the other end, on the Node of its server
     * \param number of the port that it stands for
     */
    virtual void Join(Ptr<CamCubeNetDevice> port,
                      Ptr<CamCubeNetDevice> standIn,
                      uint8_t number) = 0;

    /**
     * Promises that no frame is smaller, which lets processes run further without each other.
     * \param bytes of a frame, Ethernet header included
     */
    virtual void PromiseFrameBytes(uint32_t bytes) = 0;

  protected:
    /** \param partition what Get() returns from now on */
    static void Set(CubePartition* partition);
};

} // namespace ns3::camcube

#endif /* CUBE_PARTITION_H */
