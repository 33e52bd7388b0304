/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "descriptor-buffer.h"

#include <cctype>
#include <cerrno>
#include <system_error>
#include <unistd.h>

namespace ns3::camcube
{

namespace
{

constexpr std::size_t BUFFER_BYTES = 1 << 16;

} // namespace

std::string
DescribeErrno(int number)
{
    std::string words = std::generic_category().message(number);
    words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
    return words;
}

OutputError::OutputError(const std::string& name, int number)
    : std::runtime_error(name + " cannot be written: " + DescribeErrno(number)),
      number(number),
      reason(DescribeErrno(number))
{
}

DescriptorBuffer::DescriptorBuffer(const std::string& name, int descriptor)
    : m_name(name),
      m_descriptor(descriptor),
      m_bytes(BUFFER_BYTES)
{
    setp(m_bytes.data(), m_bytes.data() + m_bytes.size());
}

DescriptorBuffer::int_type
DescriptorBuffer::overflow(int_type c)
{
    sync();
    if (!traits_type::eq_int_type(c, traits_type::eof()))
    {
        sputc(traits_type::to_char_type(c));
    }
    return traits_type::not_eof(c);
}

int
DescriptorBuffer::sync()
{
    const char* next = pbase();
    const char* const end = pptr();
    setp(m_bytes.data(), m_bytes.data() + m_bytes.size()); // what cannot be written is given up
    while (next != end)
    {
        const ssize_t written = write(m_descriptor, next, end - next);
        if (written < 0 && errno != EINTR)
        {
            m_errno = m_errno != 0 ? m_errno : errno;
            throw OutputError(m_name, m_errno);
        }
        next += written > 0 ? written : 0;
    }
    return 0;
}

} // namespace ns3::camcube
