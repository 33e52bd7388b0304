/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HEADER_FIELDS_H
#define HEADER_FIELDS_H

#include "ns3/packet.h"
#include "ns3/torus-coordinate.h"

#include <array>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>

namespace ns3::camcube
{

/** Whether a type can hold all values of its bytes: an enumeration that names no type cannot. */
template <typename T, typename = void>
inline constexpr bool HoldsAllValues = !std::is_enum_v<T>;
template <typename T>
inline constexpr bool HoldsAllValues<T, std::void_t<decltype(T{0})>> = true;

/**
 * \ingroup camcube
 *
 * Reads and writes what stands in headers and messages: whole numbers and enumerations in network
 * byte order, coordinates as x, y, z, a bool as one byte, and arrays of these.
 */
class FieldCodec
{
  public:
    template <typename T>
    static constexpr uint32_t GetWireBytes()
    {
        if constexpr (std::is_same_v<T, TorusCoordinate>)
        {
            return 3;
        }
        else
        {
            static_assert(std::is_integral_v<T> || std::is_enum_v<T>,
                          "a field is a whole number, an enumeration, a bool, a TorusCoordinate "
                          "or a std::array of these");
            static_assert(HoldsAllValues<T>,
                          "an enumeration on the wire names its type, as in enum Kind : uint8_t, "
                          "so that it can hold whatever comes");
            return sizeof(T);
        }
    }

    /** \return where the next field is written */
    template <typename T>
    static uint8_t* Write(const T& field, uint8_t* to)
    {
        if constexpr (std::is_same_v<T, TorusCoordinate>)
        {
            to[0] = field.x;
            to[1] = field.y;
            to[2] = field.z;
            return to + 3;
        }
        else
        {
            const auto value = static_cast<uint64_t>(field);
            for (std::size_t i = 0; i < sizeof(T); ++i)
            {
                to[i] = static_cast<uint8_t>(value >> 8 * (sizeof(T) - 1 - i));
            }
            return to + sizeof(T);
        }
    }

    /** \return where the next field is read from */
    template <typename T>
    static const uint8_t* Read(T& field, const uint8_t* from)
    {
        if constexpr (std::is_same_v<T, TorusCoordinate>)
        {
            field = {from[0], from[1], from[2]};
            return from + 3;
        }
        else
        {
            uint64_t value = 0;
            for (std::size_t i = 0; i < sizeof(T); ++i)
            {
                value = value << 8 | from[i];
            }
            field = static_cast<T>(std::is_same_v<T, bool> ? value != 0 : value);
            return from + sizeof(T);
        }
    }

    template <typename T, std::size_t N>
    static uint8_t* Write(const std::array<T, N>& fields, uint8_t* to)
    {
        for (const T& field : fields)
        {
            to = Write(field, to);
        }
        return to;
    }

    template <typename T, std::size_t N>
    static const uint8_t* Read(std::array<T, N>& fields, const uint8_t* from)
    {
        for (T& field : fields)
        {
            from = Read(field, from);
        }
        return from;
    }

    /** \return the bytes of a member of a header */
    template <typename H, typename T>
    static constexpr uint32_t GetMemberBytes(T H::*)
    {
        return GetWireBytes<T>();
    }

    template <typename H, typename T, std::size_t N>
    static constexpr uint32_t GetMemberBytes(std::array<T, N> H::*)
    {
        return N * GetWireBytes<T>();
    }
};

/**
 * \ingroup camcube
 * Names the fields of a header or message, in the order in which they stand on the wire.
 */
template <typename... Members>
constexpr auto
HeaderFields(Members... members)
{
    return std::make_tuple(members...);
}

/** Whether a header names its fields; otherwise it writes and reads its bytes itself. */
template <typename H, typename = void>
inline constexpr bool HasFields = false;
template <typename H>
inline constexpr bool HasFields<H, std::void_t<decltype(H::FIELDS)>> = true;

/** The length of a header or message on the wire, in bytes. */
template <typename H>
inline constexpr uint32_t WireBytesOf = [] {
    if constexpr (HasFields<H>)
    {
        return std::apply(
            [](auto... members) { return (FieldCodec::GetMemberBytes(members) + ... + 0U); },
            H::FIELDS);
    }
    else
    {
        return H::WIRE_BYTES;
    }
}();

/** Writes a header or message to WireBytesOf bytes. */
template <typename H>
void
WriteHeader(const H& header, uint8_t* bytes)
{
    if constexpr (HasFields<H>)
    {
        std::apply(
            [&](auto... members) { ((bytes = FieldCodec::Write(header.*members, bytes)), ...); },
            H::FIELDS);
    }
    else
    {
        header.Write(bytes);
    }
}

/** Reads one from WireBytesOf bytes. \return false if they make no sense */
template <typename H>
bool
ReadHeader(H& header, const uint8_t* bytes)
{
    if constexpr (HasFields<H>)
    {
        std::apply(
            [&](auto... members) { ((bytes = FieldCodec::Read(header.*members, bytes)), ...); },
            H::FIELDS);
        return true;
    }
    else
    {
        return header.Read(bytes);
    }
}

/** \return a packet that holds one message, of any length */
template <typename M>
Ptr<Packet>
MakePacket(const M& message)
{
    std::array<uint8_t, WireBytesOf<M>> bytes;
    WriteHeader(message, bytes.data());
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

/** \return the message at the beginning of a packet; nothing if it is too short or no such */
template <typename M>
std::optional<M>
ReadPacket(const Packet& packet)
{
    std::array<uint8_t, WireBytesOf<M>> bytes;
    M message;
    if (packet.CopyData(bytes.data(), static_cast<uint32_t>(bytes.size())) < bytes.size() ||
        !ReadHeader(message, bytes.data()))
    {
        return std::nullopt;
    }
    return message;
}

} // namespace ns3::camcube

#endif /* HEADER_FIELDS_H */
