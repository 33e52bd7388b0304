/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/attribute-text.h"
#include "ns3/mac48-address.h"
#include "ns3/node.h"
#include "ns3/random-variable-stream.h"
#include "ns3/type-id.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::camcube
{
namespace
{

/** \return what to give instead of a text for a random variable */
std::string
Remedy(const std::string& text)
{
    return FindObjectRemedy(text, RandomVariableStream::GetTypeId());
}

TEST(AttributeText, ObjectsAreMadeOfClassesWithAttributes)
{
    EXPECT_EQ(Remedy("ns3::ConstantRandomVariable"), "");
    EXPECT_EQ(Remedy("ns3::ConstantRandomVariable[]"), "");
    EXPECT_EQ(Remedy("ns3::ConstantRandomVariable[Constant=0.5]"), "");
    EXPECT_EQ(Remedy("ns3::UniformRandomVariable[Min=1|Max=2]"), "");
}

TEST(AttributeText, WhatNs3WouldEndTheProgramForIsRefused)
{
    for (const char* text : {"",
                             "ns3::Nobody",
                             "ns3::Node",
                             "ns3::RandomVariableStream",
                             "ns3::ConstantRandomVariable[",
                             "ns3::ConstantRandomVariable[Constant=1",
                             "ns3::ConstantRandomVariable[Constant=1]x",
                             "ns3::ConstantRandomVariable[Constant]",
                             "ns3::ConstantRandomVariable[Constant=]",
                             "ns3::ConstantRandomVariable[Constant=one]",
                             "ns3::ConstantRandomVariable[Color=1]",
                             "ns3::ConstantRandomVariable[Constant=1|]",
                             "ns3::ConstantRandomVariable[[Constant=1]]",
                             "ns3::UniformRandomVariable[Min=1,Max=2]"})
    {
        EXPECT_NE(Remedy(text), "") << text;
    }
    for (const char* name : {"DeviceList", "ApplicationList"})
    {
        TypeId::AttributeInformation list;
        Node::GetTypeId().LookupAttributeByName(name, &list);
        EXPECT_NE(FindAttributeRemedy("x", *list.checker, *list.initialValue), "") << name;
    }
    const auto mac = MakeMac48AddressChecker();
    for (const char* text : {"", "18446744073709551615", "00:00:00:00:00", "00:00:00:00:00:0g"})
    {
        EXPECT_NE(FindAttributeRemedy(text, *mac, Mac48AddressValue()), "") << text;
    }
    EXPECT_EQ(FindAttributeRemedy("00:00:00:00:0A:0f", *mac, Mac48AddressValue()), "");
}

TEST(AttributeText, ClassesMayBeAbstractWhereNoObjectIsMade)
{
    EXPECT_EQ(FindClassRemedy("ns3::RandomVariableStream", RandomVariableStream::GetTypeId()), "");
}

} // namespace
} // namespace ns3::camcube
