/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// refused: use of deleted function

#include "ns3/request-client.h"

#include <utility>

using namespace ns3::camcube;

RequestClient
Move(RequestClient& client)
{
    return std::move(client);
}
