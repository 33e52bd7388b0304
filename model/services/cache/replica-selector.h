/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REPLICA_SELECTOR_H
#define REPLICA_SELECTOR_H

#include "ns3/torus-coordinate.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Chooses which of several servers to ask that have the same, from what this server has seen of
 * them: it is told of each request and its reply. Among equals it takes the one that it has not
 * asked for the longest time. Source of the score: C3, Suresh et al., NSDI 2015; here after
 * Trilogy2 D1.4, section 3.7.
 */
class ReplicaSelector
{
  public:
    /** What is chosen by. */
    enum Choice : uint8_t
    {
        NEAREST,           //!< fewest hops
        ROUND_ROBIN,       //!< each in turn
        LEAST_OUTSTANDING, //!< fewest requests of this server that are not answered
        C3                 //!< the lowest score
    };

    /** A server that may be asked. */
    struct Replica
    {
        TorusCoordinate server; //!< who
        uint32_t hops;          //!< how far it is
    };

    /** What one reply says of the server from which it comes. */
    struct Feedback
    {
        double responseS;       //!< from request to reply, in seconds
        double serviceS;        //!< what the server took for it, without waiting, in seconds
        double queue;           //!< requests that were at the server when it replied
        bool isRepeated{false}; //!< whether it was asked more than once before it replied
    };

    /**
     * \param clients servers that ask the same replicas, 1 at least: what C3 calls n
     * \param weight of the last reply in an average that is weighted exponentially, above 0, to 1
     */
    explicit ReplicaSelector(uint32_t clients = 1, double weight = 1)
        : m_clients(clients),
          m_weight(weight)
    {
    }

    /**
     * \param choice what to choose by
     * \param replicas servers that may be asked, one at least
     * \return one of them
     */
    const Replica& Choose(Choice choice, const std::vector<Replica>& replicas) const;

    /** A request goes to a server. */
    void Asked(const TorusCoordinate& server);

    /** It has ended: with this feedback, or with none if there was no reply. */
    void Ended(const TorusCoordinate& server, const std::optional<Feedback>& feedback);

    /**
     * \return C3's score of a server, in seconds, the lower the better: R - 1/mu + q^3/mu, where R
     *         is its response time, 1/mu its service time, q = 1 + n * outstanding + queue; of a
     *         server that has not replied yet 0, or infinity while it is asked
     */
    double GetScore(const TorusCoordinate& server) const;

  private:
    /** What is known of a server. */
    struct State
    {
        uint32_t outstanding{0};         //!< requests that have not ended
        uint64_t lastAsked{0};           //!< when, in requests of this server
        std::optional<Feedback> average; //!< of its replies; repeated until one is not
    };

    static uint32_t Number(const TorusCoordinate& server);
    std::pair<double, uint64_t> Rank(Choice choice, const Replica& replica) const;

    uint32_t m_clients;                 //!< n
    double m_weight;                    //!< of the last reply
    uint64_t m_asked{0};                //!< requests so far
    std::map<uint32_t, State> m_states; //!< by server
};

} // namespace ns3::camcube

#endif /* REPLICA_SELECTOR_H */
