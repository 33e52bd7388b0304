/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NS3_HELPER_H
#define NS3_HELPER_H

#include "session.h"
#include "values.h"

#include "ns3/string.h"

#include <memory>
#include <optional>
#include <pybind11/pybind11.h>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube::python
{

/**
 * A helper in the hands of Python. It is of the simulation in which it first makes something, and
 * what it knows of that goes with it; used later, it says so.
 */
template <typename H>
class HeldHelper
{
  public:
    template <typename... Args>
    explicit HeldHelper(Args&&... args)
        : m_helper(std::make_shared<std::optional<H>>(std::in_place, std::forward<Args>(args)...))
    {
    }

    /** \return the helper, for what is set of it \throws std::logic_error after its simulation */
    H& Set() const
    {
        if (!*m_helper)
        {
            throw std::logic_error("this helper has served a simulation that has ended; make "
                                   "another for another");
        }
        return **m_helper;
    }

    /** \return the same, to make something, in a simulation that begins if there is none */
    H& Use()
    {
        H& helper = Set();
        Session& session = Session::GetOrBegin();
        if (!m_isUsed)
        {
            session.AtEnd([weak = std::weak_ptr(m_helper)] {
                if (const auto all = weak.lock())
                {
                    all->reset();
                }
            });
        }
        m_isUsed = true;
        return helper;
    }

  private:
    std::shared_ptr<std::optional<H>> m_helper; //!< none after its simulation
    bool m_isUsed{false};                       //!< whether it has a simulation
};

/** \return a value as an attribute of a class takes it \throws as CheckAttributeOf() */
inline StringValue
ToValue(const std::string& type, const std::string& name, pybind11::handle value)
{
    return StringValue(CheckAttributeOf(TypeId::LookupByName(type), name, value));
}

} // namespace ns3::camcube::python

#endif /* NS3_HELPER_H */
