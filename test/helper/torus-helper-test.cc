/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/camcube-net-device.h"
#include "ns3/data-rate.h"
#include "ns3/error-model.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/object-factory.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/torus-helper.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <string>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Values = std::map<std::string, std::string>;

/** \return all attributes of a device that can be read as text, of its base classes too */
Values
GetValues(const Ptr<NetDevice>& device)
{
    Values values;
    TypeId tid = device->GetInstanceTypeId();
    while (tid != Object::GetTypeId())
    {
        for (std::size_t i = 0; i < tid.GetAttributeN(); ++i)
        {
            const TypeId::AttributeInformation attribute = tid.GetAttribute(i);
            const Ptr<AttributeValue> value = attribute.checker->Create();
            if (attribute.name != "Address" && device->GetAttributeFailSafe(attribute.name, *value))
            {
                values[attribute.name] = value->SerializeToString(attribute.checker);
            }
        }
        tid = tid.GetParent();
    }
    return values;
}

class TorusHelperTest : public testing::Test
{
  protected:
    ~TorusHelperTest() override
    {
        Simulator::Destroy();
    }

    /** Sets an attribute of the cube's ports and of what they are compared with. */
    void Set(const std::string& name, const AttributeValue& value)
    {
        m_factory.Set(name, value);
        m_torus.SetDeviceAttribute(name, value);
    }

    ObjectFactory m_factory{"ns3::camcube::CamCubeNetDevice"};
    TorusHelper m_torus{2, 3, 1};
};

// The helper copies ports rather than have ns-3 make each.
TEST_F(TorusHelperTest, PortsHaveTheAttributesThatNs3Gives)
{
    for (uint32_t seed = 1; seed <= 20; ++seed)
    {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        std::mt19937 random(seed);
        Set("Mtu", UintegerValue(68 + random() % 8900));
        Set("DataRate", DataRateValue(DataRate(1 + random())));
        Set("LineOverhead", UintegerValue(random() % 1000));
        Set("ProcessingDelay", TimeValue(NanoSeconds(random() % 10'000)));
        const Ptr<CamCubeNetDevice> expected = m_factory.Create<CamCubeNetDevice>();
        const NodeContainer servers = m_torus.Create();
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            for (uint8_t port : m_torus.GetTorus().GetPorts())
            {
                const Ptr<CamCubeNetDevice> made = TorusHelper::GetPort(servers.Get(i), port);
                EXPECT_EQ(GetValues(made), GetValues(expected));
                EXPECT_EQ(made->GetTransmissionTime(1000), expected->GetTransmissionTime(1000));
                EXPECT_EQ(made->GetNode(), servers.Get(i));
            }
        }
    }
}

TEST_F(TorusHelperTest, PortsHaveTheErrorModelThatTheyAreGiven)
{
    const Ptr<ErrorModel> model = CreateObject<RateErrorModel>();
    m_torus.SetDeviceAttribute("ReceiveErrorModel", PointerValue(model));
    const NodeContainer servers = m_torus.Create();
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        EXPECT_EQ(TorusHelper::GetPort(servers.Get(i), PLUS_X)->GetReceiveErrorModel(), model);
    }
}

} // namespace
