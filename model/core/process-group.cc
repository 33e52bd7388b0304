/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "process-group.h"

#include <stdexcept>
#include <streambuf>

namespace ns3::camcube
{

namespace
{

ProcessGroup g_alone;
ProcessGroup* g_group = &g_alone;

/** A part of a text goes to the first rank in pieces of this size, in bytes. */
constexpr std::size_t PIECE_BYTES = 1 << 20;

} // namespace

/** Where a rank that is not the first writes its part of a text. */
class ProcessGroup::Sender : public std::streambuf
{
  public:
    explicit Sender(ProcessGroup& group)
        : m_group(group)
    {
    }

    /** Sends what is left, and that this was all. */
    void Finish()
    {
        Send();
        m_group.SendToFirst({});
    }

  private:
    void Send()
    {
        if (!m_piece.empty())
        {
            m_group.SendToFirst(m_piece);
            m_piece.clear();
        }
    }

    int_type overflow(int_type c) override
    {
        const char byte = traits_type::to_char_type(c);
        xsputn(&byte, 1);
        return c;
    }

    std::streamsize xsputn(const char* bytes, std::streamsize count) override
    {
        m_piece.append(bytes, count);
        if (m_piece.size() >= PIECE_BYTES)
        {
            Send();
        }
        return count;
    }

    ProcessGroup& m_group; //!< whose first rank is sent to
    std::string m_piece;   //!< not yet sent
};

ProcessGroup&
ProcessGroup::Get()
{
    return *g_group;
}

void
ProcessGroup::Set(ProcessGroup* group)
{
    g_group = group ? group : &g_alone;
}

void
ProcessGroup::SendToFirst(const std::string&)
{
    throw std::logic_error("a process alone has nobody to send to");
}

std::string
ProcessGroup::ReceiveFrom(uint32_t)
{
    throw std::logic_error("a process alone has nobody to receive from");
}

void
ProcessGroup::WriteInTurn(std::ostream& os, const std::function<void(std::ostream& os)>& write)
{
    if (!IsFirst())
    {
        Sender sender(*this);
        std::ostream part(&sender);
        write(part);
        sender.Finish();
        return;
    }
    write(os);
    for (uint32_t rank = 1; rank < GetSize(); ++rank)
    {
        for (std::string piece = ReceiveFrom(rank); !piece.empty(); piece = ReceiveFrom(rank))
        {
            os.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        }
    }
}

} // namespace ns3::camcube
