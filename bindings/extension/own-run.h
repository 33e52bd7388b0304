/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef OWN_RUN_H
#define OWN_RUN_H

#include "ns3/status-line.h"

#include <cstdint>
#include <optional>
#include <pybind11/pybind11.h>
#include <string>

namespace ns3::camcube::python
{

/**
 * A simulation of its own, which something that is measured makes and destroys. While it stands
 * there is no other, and it tells how far it is; Ctrl-C is heard whenever it does.
 */
class OwnRun
{
  public:
    /**
     * \param seed,run as Session::Begin() has them
     * \param progress called with what is being done and which share of it is done, None where that
     *        is not known; or None
     * \throws std::logic_error if there is a simulation
     */
    OwnRun(uint32_t seed, uint64_t run, pybind11::object progress);
    ~OwnRun();
    OwnRun(const OwnRun&) = delete;
    OwnRun& operator=(const OwnRun&) = delete;

    /** Tells what is being done. \throws what Python throws */
    void Tell(const std::string& what, std::optional<double> done) const;

    /** \return tells the same */
    StatusLine& GetStatus()
    {
        return m_status;
    }

  private:
    pybind11::object m_progress; //!< a function, or None
    StatusLine m_status;         //!< calls it
};

} // namespace ns3::camcube::python

#endif /* OWN_RUN_H */
