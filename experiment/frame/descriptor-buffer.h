/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DESCRIPTOR_BUFFER_H
#define DESCRIPTOR_BUFFER_H

#include <stdexcept>
#include <streambuf>
#include <string>
#include <vector>

namespace ns3::camcube
{

/** \return an error number of the system in words, beginning small */
std::string DescribeErrno(int number);

/** \ingroup camcube \brief An output cannot be written; one sentence with its name and the reason.
 */
struct OutputError : public std::runtime_error
{
    /**
     * \param name of the output
     * \param number error number of the system
     */
    OutputError(const std::string& name, int number);

    int number;         //!< error number of the system
    std::string reason; //!< the same in words, beginning small
};

/**
 * \ingroup camcube
 *
 * Between a stream and a file descriptor. Unlike the buffers of the standard library it says why
 * writing fails.
 */
class DescriptorBuffer : public std::streambuf
{
  public:
    /**
     * \param name what errors call the output
     * \param descriptor where to write; it is not closed
     */
    DescriptorBuffer(const std::string& name, int descriptor);

    /** \return the first error number of the system; 0 if all has gone well so far */
    int GetErrno() const
    {
        return m_errno;
    }

  protected:
    int_type overflow(int_type c) override; //!< throws OutputError
    int sync() override;                    //!< throws OutputError

  private:
    std::string m_name;        //!< what errors call the output
    int m_descriptor;          //!< where to write
    int m_errno{0};            //!< the first error
    std::vector<char> m_bytes; //!< not yet written
};

} // namespace ns3::camcube

#endif /* DESCRIPTOR_BUFFER_H */
