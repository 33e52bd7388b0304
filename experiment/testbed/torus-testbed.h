/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_TESTBED_H
#define TORUS_TESTBED_H

#include "testbed.h"

#include "ns3/torus-helper.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief A torus whose servers have a virtual NIC each. */
class TorusTestbed : public Testbed
{
  public:
    explicit TorusTestbed(const TestbedOptions& options);

    void CountHopsWith(PacketMeter& meter) const override;
    void RecordTo(CubeRecorder& recorder) const override;
    std::vector<LinkSample> GetLinkSamples() const override;
    double GetCableJoules(Time time) const override;

  private:
    TorusHelper m_torus; //!< the cube
    bool m_sleeping;     //!< links can sleep
};

} // namespace ns3::camcube

#endif /* TORUS_TESTBED_H */
