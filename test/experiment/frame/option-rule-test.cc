/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/option-rule.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

TEST(OptionRule, FilesAreTriedWithoutATrace)
{
    const std::string name = testing::TempDir() + "option-rule-test";
    EXPECT_FALSE(InputFile().accept(name));
    EXPECT_TRUE(OutputFile().accept(name));
    EXPECT_FALSE(InputFile().accept(name)) << "trying to write left a file behind";
    EXPECT_TRUE(InputFile().accept("/dev/null"));
    EXPECT_FALSE(InputFile().accept(testing::TempDir()));
    EXPECT_FALSE(OutputFile().accept(testing::TempDir()));
}
