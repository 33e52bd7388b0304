/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// refused: use of deleted function

#include "ns3/registration.h"

using namespace ns3;
using namespace ns3::camcube;

Registration
Twice(const Registration& registration)
{
    return registration;
}
