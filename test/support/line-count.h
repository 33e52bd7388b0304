/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINE_COUNT_H
#define LINE_COUNT_H

#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <string>
#include <vector>

namespace ns3::camcube
{

/** Prints how many lines of some source files are not blank, and expects no more than some. */
inline void
ExpectLines(uint32_t limit, const std::vector<std::string>& files)
{
    uint32_t lines = 0;
    std::string names;
    for (const std::string& file : files)
    {
        std::ifstream source(CAMCUBE_SOURCE_DIR "/" + file);
        ASSERT_TRUE(source) << file << " cannot be read";
        for (std::string line; std::getline(source, line);)
        {
            lines += line.find_first_not_of(" \t") != std::string::npos;
        }
        names += (names.empty() ? "" : ", ") + file;
    }
    EXPECT_LE(lines, limit) << names;
    std::cout << "measured: " << lines << " lines that are not blank in " << names << "\n";
}

/** \copydoc ExpectLines */
inline void
ExpectLines(const std::string& file, uint32_t limit)
{
    ExpectLines(limit, {file});
}

} // namespace ns3::camcube

#endif /* LINE_COUNT_H */
