/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_TRIAL_H
#define IMAGE_TRIAL_H

#include "routed-cube.h"

#include "ns3/group-survey.h"
#include "ns3/image-counters.h"
#include "ns3/image-distribution.h"

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <ostream>
#include <string>
#include <vector>

namespace ns3::camcube
{

class ImageUnicast;

/**
 * \ingroup camcube
 *
 * One image that all servers of a cube get, over a tree or each from the source, while servers and
 * links fail. It owns a simulation, which is destroyed with it.
 */
class ImageTrial
{
  public:
    /** What goes over which cube. */
    struct Plan
    {
        Torus torus{8, 8, 8};           //!< the cube
        ProtocolOption protocol;        //!< what keeps its routes
        FailurePlan failures;           //!< what fails, and when; the source does not
        uint64_t bytes{16777216};       //!< of the image
        uint32_t mtu{9000};             //!< bytes behind a frame's Ethernet header
        bool isUnicast{false};          //!< whether each gets it from the source
        std::string paths{"MiniCubes"}; //!< of the tree
        double slow{1}; //!< rate of one link of the source, as a share of that of others
        double late{0}; //!< share of the servers that get it when the others have
    };

    /** What a run came to. Times are from the moment at which servers begin to fetch. */
    struct Outcome
    {
        std::string sha256;            //!< of the image, as its source says
        FailurePlan::Scheduled events; //!< what happened
        uint32_t live{0};              //!< servers in the end
        uint32_t due{0};               //!< of these, those that are connected to the source
        uint32_t missing{0};           //!< of these, those that do not have it
        uint32_t wrong{0};             //!< servers that have it with another hash
        double linkUs{0};              //!< size / rate of a link
        SampleSummary timeUs;          //!< until a server had it; the source and late ones apart
        SampleSummary behindUs;     //!< the same of those behind the slow link, apart from timeUs
        SampleSummary lateUs;       //!< the same of late ones, from their beginning
        GroupSurvey::Trees tree;    //!< in the end
        ImageCounters counters;     //!< of all servers
        uint64_t sourceBlocks{0};   //!< sent by the source while late ones fetched
        uint64_t lateRead{0};       //!< bytes read from disks meanwhile
        uint64_t quietFrames{0};    //!< of trees and images, over 1 s in the end
        uint64_t failedRequests{0}; //!< blocks asked for in vain, if each gets it from the source
    };

    /** \param plan what goes where \param status says how far it is */
    ImageTrial(const Plan& plan, StatusLine& status);
    ~ImageTrial();
    ImageTrial(const ImageTrial&) = delete;
    ImageTrial& operator=(const ImageTrial&) = delete;

    /** Runs until nothing happens any more. To be called once. */
    Outcome Run();

    /** Writes time_us,group,server,parent, as GroupSurvey does. */
    void WriteTree(std::ostream& os) const;

    /** Writes server,complete_us,sha256: a line for each server that has it. */
    void WriteReceipts(std::ostream& os) const;

    /** Writes which links there are, and their state; as camcube::WriteLinks() does. */
    void WriteLinks(std::ostream& os) const;

  private:
    /** What a server has said of the image. */
    struct Receipt
    {
        Time at;            //!< when
        std::string sha256; //!< its hash
    };

    void Install();
    void Begin();
    void Fetch(uint32_t server);
    void Note(uint32_t server, const std::string& sha256);
    void NoteCompleted(std::string server, const GroupId& image, const std::string& sha256);
    void FetchLate(Outcome& outcome);
    void Judge(Outcome& outcome) const;
    bool IsBehindSlowLink(uint32_t server) const;
    ImageDistribution& At(uint32_t server) const;
    ImageCounters SumCounters() const;

    Plan m_plan;                             //!< what goes where
    StatusLine& m_status;                    //!< says how far it is
    std::unique_ptr<RoutedCube> m_cube;      //!< the cube
    uint32_t m_source{0};                    //!< who has the image
    GroupId m_image;                         //!< its name
    std::vector<uint32_t> m_late;            //!< servers that wait
    FailurePlan::Scheduled m_events;         //!< what is planned
    std::unique_ptr<GroupSurvey> m_survey;   //!< sees the tree
    std::unique_ptr<ImageUnicast> m_unicast; //!< in place of it
    Time m_begin;                            //!< when servers begin to fetch
    std::map<uint32_t, Receipt> m_receipts;  //!< by server
};

/** \ingroup camcube \return the results of camcube-images */
nlohmann::ordered_json ToJson(const ImageTrial::Outcome& outcome);

} // namespace ns3::camcube

#endif /* IMAGE_TRIAL_H */
