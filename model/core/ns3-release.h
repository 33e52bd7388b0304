/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NS3_RELEASE_H
#define NS3_RELEASE_H

#include "ns3/enum.h"
#include "ns3/ipv4-routing-protocol.h"

#include <cstddef>
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

} // namespace release

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
