/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cube-partition.h"

#include "ns3/simulator.h"

namespace ns3::camcube
{

namespace
{
CubePartition* g_partition = nullptr;
} // namespace

CubePartition*
CubePartition::Get()
{
    return g_partition;
}

void
CubePartition::Set(CubePartition* partition)
{
    g_partition = partition;
}

bool
CubePartition::IsElsewhere(const Ptr<const Node>& server)
{
    return g_partition && server->GetSystemId() != Simulator::GetSystemId();
}

} // namespace ns3::camcube
