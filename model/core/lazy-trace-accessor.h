/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LAZY_TRACE_ACCESSOR_H
#define LAZY_TRACE_ACCESSOR_H

#include "ns3/trace-source-accessor.h"
#include "ns3/traced-callback.h"

#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Finds a trace source in a struct of sources that an object makes when the first of them is
 * connected: an object that nobody watches does not pay for being watchable.
 *
 * \tparam T the object's class
 * \tparam S the struct of sources
 * \tparam Args what the source tells
 */
template <typename T, typename S, typename... Args>
class LazyTraceAccessor : public TraceSourceAccessor
{
  public:
    using Get = S& (T::*)();                     //!< makes the struct, or finds it
    using Source = TracedCallback<Args...> S::*; //!< one of its members

    LazyTraceAccessor(Get get, Source source)
        : m_get(get),
          m_source(source)
    {
    }

    bool ConnectWithoutContext(ObjectBase* object, const CallbackBase& callback) const override
    {
        return On(object, [&](auto& source) { source.ConnectWithoutContext(callback); });
    }

    bool Connect(ObjectBase* object,
                 std::string context,
                 const CallbackBase& callback) const override
    {
        return On(object, [&](auto& source) { source.Connect(callback, context); });
    }

    bool DisconnectWithoutContext(ObjectBase* object, const CallbackBase& callback) const override
    {
        return On(object, [&](auto& source) { source.DisconnectWithoutContext(callback); });
    }

    bool Disconnect(ObjectBase* object,
                    std::string context,
                    const CallbackBase& callback) const override
    {
        return On(object, [&](auto& source) { source.Disconnect(callback, context); });
    }

  private:
    template <typename F>
    bool On(ObjectBase* object, F action) const
    {
        auto owner = dynamic_cast<T*>(object);
        if (!owner)
        {
            return false;
        }
        action((owner->*m_get)().*m_source);
        return true;
    }

    Get m_get;       //!< of the object
    Source m_source; //!< which of the sources
};

/** \ingroup camcube As MakeTraceSourceAccessor, for LazyTraceAccessor. */
template <typename T, typename S, typename... Args>
Ptr<const TraceSourceAccessor>
MakeLazyTraceSourceAccessor(S& (T::*get)(), TracedCallback<Args...> S::*source)
{
    return Ptr<const TraceSourceAccessor>(new LazyTraceAccessor<T, S, Args...>(get, source), false);
}

} // namespace ns3::camcube

#endif /* LAZY_TRACE_ACCESSOR_H */
