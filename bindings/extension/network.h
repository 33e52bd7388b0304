/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NETWORK_H
#define NETWORK_H

#include "session.h"

#include "ns3/failure-injector.h"
#include "ns3/testbed.h"

#include <cstdint>
#include <memory>
#include <stdexcept>

namespace ns3::camcube::python
{

/** A network of a session, and what fails in it. */
struct Network
{
    std::unique_ptr<Testbed> testbed;
    FailureInjector failures;
    uint64_t session{Session::GetNumber()};
    uint32_t wanted{0};     //!< servers that were asked for, of perhaps more
    bool isMeasured{false}; //!< whether packets have a tag of what measures them

    /** \return it \throws std::logic_error after its session */
    const Testbed& Use() const
    {
        if (session != Session::GetNumber())
        {
            throw std::logic_error("this network belongs to a simulation that has ended");
        }
        return *testbed;
    }
};

} // namespace ns3::camcube::python

#endif /* NETWORK_H */
