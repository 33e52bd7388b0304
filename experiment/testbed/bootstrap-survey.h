/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BOOTSTRAP_SURVEY_H
#define BOOTSTRAP_SURVEY_H

#include "wiring-faults.h"

#include "ns3/cable-fault.h"
#include "ns3/node-container.h"
#include "ns3/torus-wiring.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What the servers of a cube say of where they are and of their cables, seen by one who knows how
 * the cube is wired. It takes the services' word for nothing.
 *
 * Servers count coordinates from one of them that was drawn at random, so coordinates are right if
 * they are the true ones less those of that server, on the wrapped axes: the difference that most
 * identified servers have.
 */
class BootstrapSurvey
{
  public:
    /** What was found. Ends of cables are those at servers whose coordinates are right. */
    struct Counts
    {
        uint32_t servers{0};      //!< all of them
        uint32_t identified{0};   //!< know their coordinates
        uint32_t wrong{0};        //!< of these, have wrong ones
        uint32_t badCables{0};    //!< that are broken, or should not join what they join
        uint32_t reported{0};     //!< of these, reported by an end as they are
        uint32_t missed{0};       //!< ends of bad ones, right at both, that were not reported
        uint32_t inexact{0};      //!< ends of such cables of which something false was reported
        uint32_t falseReports{0}; //!< ends of good cables that were reported
        uint64_t states{0};       //!< messages with a state
        uint64_t answers{0};      //!< other messages
        uint64_t repeats{0};      //!< states that were sent again
        uint64_t malformed{0};    //!< messages that made no sense

        /** \return messages a server */
        double GetMessages() const
        {
            return static_cast<double>(states + answers) / servers;
        }

        /** \return the share of the servers that are identified */
        double GetIdentifiedShare() const
        {
            return static_cast<double>(identified) / servers;
        }

        /** Adds those of another cube. */
        Counts& operator+=(const Counts& other);
    };

    /**
     * Looks at a cube as it is now.
     * \param torus its sides
     * \param faults what is wrong with its cables
     * \param servers its servers, by number, with Bootstrap
     */
    BootstrapSurvey(const Torus& torus, const WiringFaults& faults, const NodeContainer& servers);

    const Counts& GetCounts() const
    {
        return m_counts;
    }

    /**
     * \return the server that has a coordinate as the identified ones count; nothing while none is
     *         identified
     */
    std::optional<uint32_t> GetServerAt(const TorusCoordinate& place) const;

    /** \return whether a server is identified, and right */
    bool IsRight(uint32_t server) const
    {
        return m_origins[server] && m_origins[server] == m_origin;
    }

    /** Writes the cables as they are: server_a,port_a,server_b,port_b; none that is broken. */
    void WriteWiring(std::ostream& os) const;

    /** Writes what servers say of themselves: server,x,y,z,identified. */
    void WriteCoordinates(std::ostream& os) const;

    /**
     * Writes the cables that identified servers report, with the columns of WriteWiring(): broken
     * ones as they should be. Where it is not known which server is at the far end, none stands.
     */
    void WriteBad(std::ostream& os) const;

  private:
    using End = TorusWiring::End;

    void FindOrigin();
    void LookAtCables();
    void LookAtEnd(uint32_t cable, uint32_t end);

    /** \return the fault that a server reports at a port, if it reports one */
    const CableFault* FindReport(const End& end) const;

    Torus m_torus;                                        //!< the sides
    const WiringFaults& m_faults;                         //!< what is wrong
    std::vector<std::optional<TorusCoordinate>> m_places; //!< of identified servers
    std::vector<std::optional<uint32_t>> m_origins;       //!< who is (0,0,0) if they are right
    std::optional<uint32_t> m_origin;                     //!< who is for most of them
    std::map<std::pair<uint32_t, uint8_t>, CableFault> m_reports; //!< by server and port
    Counts m_counts;                                              //!< what was found
};

} // namespace ns3::camcube

#endif /* BOOTSTRAP_SURVEY_H */
