/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FILE_TRANSFER_TRIAL_H
#define FILE_TRANSFER_TRIAL_H

#include "ns3/data-rate.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace ns3::camcube
{

class MovingBottleneck;
class StatusLine;

/**
 * \ingroup camcube
 *
 * One file over a path of a torus on which one cable is slow, another one after each period: by
 * FileTransfer, which stores it at each hop, and by TCP from end to end over virtual NICs. There is
 * one shortest path, along the x axis, and no other traffic.
 */
class FileTransferTrial
{
  public:
    /** What is simulated. */
    struct Plan
    {
        uint32_t k{8};                   //!< servers along each axis
        uint32_t hops{3};                //!< from source to destination
        uint32_t bytes{10000000};        //!< of the file
        DataRate lineRate{"1Gbps"};      //!< of every other cable
        DataRate slowRate{"100Mbps"};    //!< of the bottleneck
        Time period{MilliSeconds(5)};    //!< how long it is on one cable
        DataRate diskBandwidth{"8Gbps"}; //!< of each server
        Time deadline{Seconds(10)};      //!< by which the file has to be there
    };

    /** What one pattern showed. */
    struct Outcome
    {
        std::string pattern;     //!< how the bottleneck moved
        double byLinksMs{0};     //!< until the whole file was there; not-a-number if it never was
        double tcpMs{0};         //!< the same by TCP
        uint64_t pieces{0};      //!< sent over links
        uint64_t piecesAgain{0}; //!< of these, not for the first time by their server
    };

    /** \throws std::invalid_argument for a path that is none, or not the only shortest one */
    explicit FileTransferTrial(const Plan& plan);

    /**
     * Runs both, each in a simulation of its own, which is destroyed afterwards.
     * \param pattern one of MovingBottleneck::GetPatterns()
     * \param status says how far each is
     */
    Outcome Run(const std::string& pattern, StatusLine& status) const;

  private:
    std::unique_ptr<MovingBottleneck> MakeBottleneck(const NodeContainer& servers,
                                                     const std::string& pattern,
                                                     Ptr<UniformRandomVariable> random) const;
    void RunByLinks(Outcome& outcome) const;
    void RunByTcp(Outcome& outcome) const;

    Plan m_plan; //!< what is simulated
};

/** \ingroup camcube \return the results of camcube-file-transfer */
nlohmann::ordered_json ToJson(const std::vector<FileTransferTrial::Outcome>& outcomes);

} // namespace ns3::camcube

#endif /* FILE_TRANSFER_TRIAL_H */
