/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "naming-message.h"

#include <algorithm>
#include <tuple>

namespace ns3::camcube
{

namespace
{

/** Writes fields to the end of some bytes. */
class Writer
{
  public:
    explicit Writer(std::vector<uint8_t>& bytes)
        : m_bytes(bytes)
    {
    }

    template <typename T>
    void Put(const T& field)
    {
        m_bytes.resize(m_bytes.size() + sizeof(T));
        FieldCodec::Write(field, m_bytes.data() + m_bytes.size() - sizeof(T));
    }

    void PutText(const std::string& text)
    {
        m_bytes.insert(m_bytes.end(), text.begin(), text.end());
    }

  private:
    std::vector<uint8_t>& m_bytes; //!< to whose end
};

/** Reads fields, and finds out whether the bytes suffice. */
class Reader
{
  public:
    Reader(const uint8_t* at, const uint8_t* end)
        : m_at(at),
          m_end(end)
    {
    }

    template <typename T>
    T Get()
    {
        T field{};
        if (Has(sizeof(T)))
        {
            m_at = FieldCodec::Read(field, m_at);
        }
        return field;
    }

    std::string GetText(std::size_t length)
    {
        std::string text;
        if (Has(length))
        {
            text.assign(m_at, m_at + length);
            m_at += length;
        }
        return text;
    }

    /** \return whether all was there, and nothing is left */
    bool IsAtEnd() const
    {
        return !m_isShort && m_at == m_end;
    }

    bool IsShort() const
    {
        return m_isShort;
    }

  private:
    bool Has(std::size_t bytes)
    {
        m_isShort = m_isShort || static_cast<std::size_t>(m_end - m_at) < bytes;
        return !m_isShort;
    }

    const uint8_t* m_at;   //!< the next byte
    const uint8_t* m_end;  //!< behind the last
    bool m_isShort{false}; //!< whether some were missing
};

NamingEntry
ReadEntry(Reader& reader)
{
    NamingEntry entry;
    entry.name = reader.GetText(reader.Get<uint8_t>());
    entry.client = reader.Get<uint32_t>();
    entry.sequence = reader.Get<uint64_t>();
    entry.epoch = reader.Get<uint64_t>();
    entry.counter = reader.Get<uint32_t>();
    entry.expiry = reader.Get<int64_t>();
    entry.kind = reader.Get<NamingEntry::Kind>();
    entry.value = reader.GetText(reader.Get<uint16_t>());
    return entry;
}

/** Whether an entry is one that its kind allows. */
bool
IsConsistent(const NamingEntry& entry)
{
    return !entry.name.empty() && entry.kind <= NamingEntry::OPERATION &&
           (entry.kind == NamingEntry::OPERATION) == (entry.client != 0) &&
           (entry.kind == NamingEntry::OPERATION || entry.sequence == 0) &&
           (entry.kind == NamingEntry::VALUE || entry.value.empty());
}

} // namespace

bool
NamingEntry::IsNewerThan(const NamingEntry& other) const
{
    return std::tie(sequence, epoch, counter) >
           std::tie(other.sequence, other.epoch, other.counter);
}

std::size_t
NamingEntry::GetWireBytes() const
{
    return LEAST_BYTES + name.size() + value.size();
}

bool
NamingMessage::IsSound(uint32_t servers, uint32_t slots) const
{
    const bool hasMembers = kind == ACCEPT || kind == INSTALL || (kind == PROMISE && number != 0);
    return slot < slots && !(hasMembers && members.empty()) &&
           std::all_of(members.begin(), members.end(), [=](const SlotMember& member) {
               return member.server < servers;
           });
}

bool
NamingMessage::IsForOneLife() const
{
    return kind == STORE || kind == PREPARE || kind == ACCEPT || kind == INSTALL || kind == DONE ||
           kind == RELEASE;
}

void
NamingMessage::Write(std::vector<uint8_t>& bytes) const
{
    const std::size_t begin = bytes.size();
    Writer writer(bytes);
    writer.Put<uint16_t>(0);
    bytes.resize(bytes.size() + WireBytesOf<NamingHead>);
    WriteHeader<NamingHead>(*this, bytes.data() + begin + 2);
    writer.Put(static_cast<uint8_t>(members.size()));
    for (const SlotMember& member : members)
    {
        writer.Put(member.server);
        writer.Put(member.incarnation);
    }
    writer.Put(static_cast<uint8_t>(entries.size()));
    for (const NamingEntry& entry : entries)
    {
        writer.Put(static_cast<uint8_t>(entry.name.size()));
        writer.PutText(entry.name);
        writer.Put(entry.client);
        writer.Put(entry.sequence);
        writer.Put(entry.epoch);
        writer.Put(entry.counter);
        writer.Put(entry.expiry);
        writer.Put(entry.kind);
        writer.Put(static_cast<uint16_t>(entry.value.size()));
        writer.PutText(entry.value);
    }
    FieldCodec::Write(static_cast<uint16_t>(bytes.size() - begin - 2), bytes.data() + begin);
}

std::optional<NamingMessage>
NamingMessage::Read(const uint8_t*& at, const uint8_t* end)
{
    Reader packet(at, end);
    const std::size_t length = packet.Get<uint16_t>();
    if (packet.IsShort() || length > static_cast<std::size_t>(end - at) - 2 ||
        length + 2 < LEAST_BYTES)
    {
        return std::nullopt;
    }
    NamingMessage message;
    ReadHeader<NamingHead>(message, at + 2);
    Reader reader(at + 2 + WireBytesOf<NamingHead>, at + 2 + length);
    at += 2 + length;
    message.members.resize(reader.Get<uint8_t>());
    for (SlotMember& member : message.members)
    {
        member.server = reader.Get<uint32_t>();
        member.incarnation = reader.Get<uint64_t>();
    }
    const auto entries = reader.Get<uint8_t>();
    bool isSound = message.kind < N_KINDS;
    for (uint32_t i = 0; i < entries && !reader.IsShort(); ++i)
    {
        message.entries.push_back(ReadEntry(reader));
        isSound = isSound && IsConsistent(message.entries.back());
    }
    return isSound && reader.IsAtEnd() ? std::optional(message) : std::nullopt;
}

} // namespace ns3::camcube
