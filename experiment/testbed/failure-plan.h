/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_PLAN_H
#define FAILURE_PLAN_H

#include "ns3/failure-injector.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace ns3::camcube
{

class Experiment;
class TorusHelper;

/**
 * \ingroup camcube
 *
 * What is to fail in a cube, and when: links and servers by their share, links that flap, repairs,
 * and the lines of a file. Which ones is drawn at random.
 *
 * Links fail first, then servers, each \p spacing after the one before; links that flap, which are
 * none of those that stay down, do so from the beginning on. Repairs follow after a pause, in the
 * order of the failures.
 */
struct FailurePlan
{
    double links{0};                    //!< share of all links, 0 to 1
    double servers{0};                  //!< share of all servers, 0 to 1
    double flapping{0};                 //!< share of all links, 0 to 1
    uint32_t flaps{3};                  //!< how often each of those goes down and up again
    Time flapPeriod{MicroSeconds(400)}; //!< from one time to the next; half of it down
    double repairs{0};                  //!< share of the failed links and servers, 0 to 1
    Time begin{MilliSeconds(1)};        //!< when the first one fails
    Time spacing{MilliSeconds(5)};      //!< from one to the next; zero for all at once
    Time pause{MilliSeconds(5)};        //!< from the last failure to the first repair
    std::string file;                   //!< a failure file, or nothing; see FailureInjector
    std::optional<uint32_t> spared;     //!< a server that is not among those drawn, if any

    /** What has been scheduled. */
    struct Scheduled
    {
        uint32_t links{0};    //!< links that fail
        uint32_t servers{0};  //!< servers that fail
        uint32_t flapping{0}; //!< links that go down and up again
        uint32_t repairs{0};  //!< links and servers that are mended
        uint32_t fromFile{0}; //!< lines of the file
        uint32_t events{0};   //!< everything that happens, each time that a link flaps as two
        Time last;            //!< when the last of it happens

        /** \return how much of what has failed, for a plan without repairs and flaps */
        nlohmann::ordered_json ToJson() const;
    };

    /** Adds --fail-links, --fail-servers and --fail-file to an experiment, which this must outlive.
     */
    void AddTo(Experiment& experiment);

    /** Adds --spacing, which has an effect only if a share of links or servers fails. */
    void AddSpacingTo(Experiment& experiment);

    /**
     * Schedules all of it.
     * \param failures does it
     * \param torus made the cube
     * \param servers the cube's servers, by number
     * \param random chooses what fails
     * \throws std::invalid_argument for a share outside 0 to 1, more links than there are,
     * repairs of nothing, or a file that makes no sense
     */
    Scheduled Schedule(FailureInjector& failures,
                       const TorusHelper& torus,
                       const NodeContainer& servers,
                       const Ptr<UniformRandomVariable>& random) const;

  private:
    /** \return links that flap, none of them among those that have failed */
    FailureInjector::Links ChooseFlapping(const FailureInjector::Links& all,
                                          const FailureInjector::Links& failed,
                                          const Ptr<UniformRandomVariable>& random) const;
};

} // namespace ns3::camcube

#endif /* FAILURE_PLAN_H */
