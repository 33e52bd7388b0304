/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HELD_H
#define HELD_H

#include "session.h"

#include "ns3/object.h"

#include <stdexcept>
#include <utility>

namespace ns3::camcube::python
{

/**
 * An ns-3 object in the hands of Python. Python may hold it for longer than its simulation lasts:
 * used then, it says so.
 */
template <typename T>
class Held
{
  public:
    /** \throws std::logic_error while there is no simulation */
    explicit Held(Ptr<T> object)
        : m_object(std::move(object)),
          m_session((Session::Get(), Session::GetNumber()))
    {
    }

    /** Of a class that derives from it. */
    template <typename U>
    Held(const Held<U>& other)
        : m_object(other.GetPtr()),
          m_session(Session::GetNumber())
    {
    }

    /** \return the object \throws std::logic_error if its simulation has ended */
    Ptr<T> GetPtr() const
    {
        if (m_session != Session::GetNumber())
        {
            throw std::logic_error("this " + m_object->GetInstanceTypeId().GetName() +
                                   " belongs to a simulation that has ended");
        }
        return m_object;
    }

    T* operator->() const
    {
        return PeekPointer(GetPtr());
    }

    T& operator*() const
    {
        return *GetPtr();
    }

    /** \return what tells objects apart, whether or not their simulation has ended */
    const void* GetIdentity() const
    {
        return PeekPointer(m_object);
    }

  private:
    Ptr<T> m_object;    //!< lives on, if only as an empty shell
    uint64_t m_session; //!< to which it belongs
};

} // namespace ns3::camcube::python

#endif /* HELD_H */
