/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// refused: installs classes derived from

#include "ns3/service-helper.h"

using namespace ns3;
using namespace ns3::camcube;

ServiceHelper<Node> helper;
