/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINE_COUNT_H
#define LINE_COUNT_H

#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <string>

namespace ns3::camcube
{

/** Prints how many lines of a source file are not blank, and expects no more than some. */
inline void
ExpectLines(const std::string& file, uint32_t limit)
{
    std::ifstream source(CAMCUBE_SOURCE_DIR "/" + file);
    ASSERT_TRUE(source) << file << " cannot be read";
    uint32_t lines = 0;
    for (std::string line; std::getline(source, line);)
    {
        lines += line.find_first_not_of(" \t") != std::string::npos;
    }
    EXPECT_LE(lines, limit);
    std::cout << "measured: " << file << " has " << lines << " lines that are not blank\n";
}

} // namespace ns3::camcube

#endif /* LINE_COUNT_H */
