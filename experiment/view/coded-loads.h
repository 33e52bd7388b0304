/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CODED_LOADS_H
#define CODED_LOADS_H

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What links have carried in each of some intervals, in little space: a table of the different
 * numbers of bytes, and for each link an index into it, of one or two bytes. Numbers are exact if
 * the table has room for all of them, and rounded to those of a table else.
 */
struct CodedLoads
{
    using Loads = std::vector<std::vector<uint64_t>>; //!< bytes, by interval and link

    /**
     * \param loads what links have carried; as many links in each interval
     * \param room characters that indices and table may take; indices of one byte are always used
     */
    CodedLoads(const Loads& loads, std::size_t room);

    std::vector<uint64_t> table;    //!< the numbers, rising; 0 is one
    unsigned width{1};              //!< bytes of an index, the lower one first
    uint64_t largestError{0};       //!< how far a number may be from the truth; 0 if all are exact
    std::vector<std::string> codes; //!< indices as base64, by interval; empty if nothing is sent
};

/** \ingroup camcube \return bytes as base64 of RFC 4648, padded */
std::string EncodeBase64(const std::string& bytes);

} // namespace ns3::camcube

#endif /* CODED_LOADS_H */
