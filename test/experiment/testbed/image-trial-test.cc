/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// One image for all servers, over a tree against each from the source, with a slow link and
// without.

#include "cube-fixture.h"

#include "ns3/image-trial.h"
#include "ns3/status-line.h"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class ImageTrials : public CubeTest
{
  protected:
    ImageTrial::Outcome Run(const ImageTrial::Plan& plan)
    {
        ImageTrial trial(plan, m_quiet);
        const ImageTrial::Outcome outcome = trial.Run();
        std::ostringstream receipts;
        trial.WriteReceipts(receipts);
        m_receipts = receipts.str();
        return outcome;
    }

    /** Compares both ways in one cube, with the source's link at +x as fast as that or not. */
    void Compare(const Torus& torus, uint64_t bytes)
    {
        for (const double slow : {1.0, 0.1})
        {
            double times[2];
            for (const bool isUnicast : {false, true})
            {
                ImageTrial::Plan plan;
                plan.torus = torus;
                plan.bytes = bytes;
                plan.isUnicast = isUnicast;
                plan.slow = slow;
                const ImageTrial::Outcome outcome = Run(plan);
                EXPECT_EQ(outcome.due, torus.GetNServers());
                EXPECT_EQ(outcome.missing, 0);
                EXPECT_EQ(outcome.wrong, 0);
                EXPECT_EQ(outcome.quietFrames, 0);
                times[isUnicast] = outcome.timeUs.GetMax() / outcome.linkUs;
                if (slow < 1 && !isUnicast)
                {
                    EXPECT_GT(outcome.behindUs.GetMin(), 9 * outcome.linkUs);
                }
            }
            EXPECT_LT(times[0], times[1]);
            std::cout << "measured: " << bytes / 1048576.0 << " MiB to " << torus.GetName()
                      << ", one link of the source at " << slow << " of its rate: tree " << times[0]
                      << " x size / rate (who is behind that link apart), each from the source "
                      << times[1] << " x\n";
        }
    }

    StatusLine m_quiet{"images", false}; //!< says nothing
    std::string m_receipts;              //!< of the last run
};

TEST_F(ImageTrials, TreesTakeLessTimeThanTheSourceAlone)
{
    Compare({4, 4, 4}, 2 * 1048576);
}

TEST_F(ImageTrials, SlowTreesTakeLessTimeThanTheSourceAlone)
{
    Compare({8, 8, 8}, 2 * 1048576);
}

TEST_F(ImageTrials, SpareTheSourceAndServeLateOnesWithoutIt)
{
    ImageTrial::Plan plan;
    plan.torus = {4, 4, 2};
    plan.bytes = 1000000;
    plan.mtu = 1500;
    plan.failures.servers = 1;
    EXPECT_EQ(Run(plan).live, 1);
    plan.failures.servers = 0.2;
    plan.late = 0.3;
    const ImageTrial::Outcome outcome = Run(plan);
    EXPECT_EQ(outcome.missing, 0);
    EXPECT_GT(outcome.lateUs.GetCount(), 0);
    EXPECT_GE(outcome.lateRead + outcome.sourceBlocks, 0);
    const auto lines = std::count(m_receipts.begin(), m_receipts.end(), '\n');
    EXPECT_GE(lines, 1 + outcome.due);
    EXPECT_EQ(ToJson(outcome)["missing_servers"], 0);
}

} // namespace
