/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STANDARD_OUTPUT_H
#define STANDARD_OUTPUT_H

#include "descriptor-buffer.h"

#include <streambuf>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * While it stands, what is written to std::cout reaches the standard output or is an error.
 * Standard streams that are closed are opened on nothing, so that no file that the program opens
 * takes their place. A program that ends by std::exit meanwhile, as ns-3's --help does, and whose
 * output is not complete, ends with one sentence and exit status 1. One at a time; for the main
 * function of a program, not for a library.
 */
class StandardOutput
{
  public:
    /** \param program what the sentence begins with */
    explicit StandardOutput(const std::string& program);
    ~StandardOutput();

    StandardOutput(const StandardOutput&) = delete;
    StandardOutput& operator=(const StandardOutput&) = delete;

    /** \throws OutputError if nothing can be written, as far as can be known before */
    static void Check();

    /**
     * Writes what is still buffered. A reader that has gone ends the program as it ends any other,
     * by SIGPIPE.
     * \throws OutputError if not all of the output could be written
     */
    void Flush();

  private:
    static void FlushAtExit();

    std::string m_program;     //!< what the sentence begins with
    DescriptorBuffer m_buffer; //!< of std::cout now
    std::streambuf* m_before;  //!< of std::cout without this

    static StandardOutput* g_standing; //!< the one that stands now
};

} // namespace ns3::camcube

#endif /* STANDARD_OUTPUT_H */
