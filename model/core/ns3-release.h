/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NS3_RELEASE_H
#define NS3_RELEASE_H

// Before all that includes simulator.h, which takes the functions MakeEvent that it has seen.
#include "ns3/event-impl.h"
#include "ns3/make-event.h"

#include <type_traits>
#include <utility>

namespace ns3
{

namespace camcube::release
{

/** A class that is called, as lambdas are. */
struct Callable
{
    void operator()() const
    {
    }
};

/** Whether ns-3 schedules what is called, as it does from 3.36 on. */
template <typename F, typename = void>
struct IsScheduled : std::false_type
{
};

/** \copydoc IsScheduled */
template <typename F>
struct IsScheduled<F, std::void_t<decltype(MakeEvent(std::declval<F>()))>> : std::true_type
{
};

} // namespace camcube::release

/**
 * \ingroup camcube
 * Until ns-3 3.35: makes an event of a lambda. This header must be seen first there, so the build
 * has compilers include it by themselves.
 *
 * \tparam F its type
 * \param function the lambda
 * \return the event
 */
template <typename F>
std::enable_if_t<std::is_class_v<F> &&
                     !camcube::release::IsScheduled<camcube::release::Callable>::value,
                 EventImpl*>
MakeEvent(F function)
{
    struct Event : public EventImpl
    {
        explicit Event(F function)
            : m_function(std::move(function))
        {
        }

        void Notify() override
        {
            m_function();
        }

        F m_function;
    };

    return new Event(std::move(function));
}

} // namespace ns3

#include "ns3/callback.h"
#include "ns3/enum.h"
#include "ns3/ipv4-routing-protocol.h"

#include <cstddef>
#include <memory>
#include <tuple>

/**
 * \file
 * \ingroup camcube
 *
 * What differs between the releases of ns-3, bridged here and nowhere else. The differences are
 * told from the declarations themselves: an ns-3 tree has version-defines.h only where it was
 * configured with the build version enabled.
 */

namespace ns3::camcube
{

/** \ingroup camcube \brief The type of the argument at a place of a method. */
template <typename Method, std::size_t I>
struct MethodArgument;

/** \copydoc MethodArgument */
template <typename R, typename C, typename... Args, std::size_t I>
struct MethodArgument<R (C::*)(Args...), I>
{
    using Type = std::tuple_element_t<I, std::tuple<Args...>>; //!< by value or by reference
};

/**
 * \ingroup camcube
 * An argument of Ipv4RoutingProtocol::RouteInput. ns-3 3.39 began to pass the callbacks, the
 * arguments 3 to 6, by const reference.
 */
template <std::size_t I>
using RouteInputArgument =
    typename MethodArgument<decltype(&Ipv4RoutingProtocol::RouteInput), I>::Type;

using UnicastForwardArgument = RouteInputArgument<3>;   //!< forwards to one neighbor
using MulticastForwardArgument = RouteInputArgument<4>; //!< forwards to several
using LocalDeliverArgument = RouteInputArgument<5>;     //!< hands up to the transport
using RouteErrorArgument = RouteInputArgument<6>;       //!< takes what cannot be routed

namespace release
{

// ns-3 3.41 and later: the type of the enumeration must be named.
template <typename E, typename... Members>
auto
EnumAccessor(int, Members... members) -> decltype(MakeEnumAccessor<E>(members...))
{
    return MakeEnumAccessor<E>(members...);
}

// Until 3.40: it must not be named. The less fitting second argument makes this the second choice.
template <typename E, typename... Members>
auto
EnumAccessor(long, Members... members) -> decltype(MakeEnumAccessor(members...))
{
    return MakeEnumAccessor(members...);
}

// 3.36 and later: the helper gives devices an interface by which they stop their queues.
template <typename Helper>
auto
DisableFlowControl(int, Helper& helper) -> decltype(helper.DisableFlowControl())
{
    return helper.DisableFlowControl();
}

// Until 3.35: there is no choice.
template <typename Helper>
void
DisableFlowControl(long, Helper&)
{
}

} // namespace release

/**
 * \ingroup camcube
 * PointToPointHelper::DisableFlowControl(), where a release has it.
 *
 * \tparam Helper that class
 * \param helper whose devices shall not tell when they have room
 */
template <typename Helper>
void
DisableFlowControlOf(Helper& helper)
{
    release::DisableFlowControl(0, helper);
}

namespace release
{

// 3.42 and later: durations are scoped.
template <typename Case>
constexpr auto
QuickDuration(int) -> decltype(Case::Duration::QUICK)
{
    return Case::Duration::QUICK;
}

// Until 3.41: they are not.
template <typename Case>
constexpr auto
QuickDuration(long) -> decltype(Case::QUICK)
{
    return Case::QUICK;
}

template <typename F, typename... Args>
void
CallShared(std::shared_ptr<F> function, Args... args)
{
    (*function)(std::forward<Args>(args)...);
}

} // namespace release

/**
 * \ingroup camcube
 * A Callback that calls a lambda with captures, or whatever else is called: until 3.36, ns-3 makes
 * none of what it cannot compare, so what is compared here is where the function is kept.
 *
 * \tparam Args the types of the arguments, as the Callback has them
 * \tparam F its type
 * \param function what is called; it returns nothing
 * \return the callback; copies of it share the function
 */
template <typename... Args, typename F>
Callback<void, Args...>
MakeCallbackOf(F function)
{
    void (*call)(std::shared_ptr<F>, Args...) = &release::CallShared<F, Args...>;
    return MakeBoundCallback(call, std::make_shared<F>(std::move(function)));
}

/**
 * \ingroup camcube
 * The duration QUICK that TestSuite::AddTestCase takes.
 *
 * \tparam Case ns3::TestCase, which only tests include
 */
template <typename Case>
constexpr auto QUICK_TEST_CASE = release::QuickDuration<Case>(0);

/**
 * \ingroup camcube
 * MakeEnumAccessor of any release.
 *
 * \tparam E the enumeration, unscoped
 * \param members a member variable, or a setter and a getter
 */
template <typename E, typename... Members>
Ptr<const AttributeAccessor>
MakeEnumAccessorFor(Members... members)
{
    return release::EnumAccessor<E>(0, members...);
}

} // namespace ns3::camcube

#endif /* NS3_RELEASE_H */
