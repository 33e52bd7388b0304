/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONVERGECAST_FOUND_H
#define CONVERGECAST_FOUND_H

#include <cstdint>

namespace ns3::camcube
{

/** What was found of rounds. */
struct ConvergecastFound
{
    uint64_t asked{0};           //!< rounds
    uint64_t answered{0};        //!< of these
    uint64_t repeated{0};        //!< answers that came twice
    uint64_t complete{0};        //!< answers
    uint64_t wrong{0};           //!< sums that are not that of the members named
    uint64_t falselyComplete{0}; //!< complete answers that lack a member which must be there
    uint64_t due{0};             //!< members that must be in complete answers
    uint64_t absent{0};          //!< members not in incomplete answers that say who is missing
    uint64_t namedAbsent{0};     //!< of these, those said to be missing
    uint64_t missing{0};         //!< servers said to be missing
    uint64_t wrongMissing{0};    //!< of these, those that were no members then, or are not missing
    uint64_t atRest{0};          //!< rounds asked for at rest
    uint64_t wrongAtRest{0};     //!< of these, incomplete ones or those with other members

    void Add(const ConvergecastFound& other)
    {
        asked += other.asked;
        answered += other.answered;
        repeated += other.repeated;
        complete += other.complete;
        wrong += other.wrong;
        falselyComplete += other.falselyComplete;
        due += other.due;
        absent += other.absent;
        namedAbsent += other.namedAbsent;
        missing += other.missing;
        wrongMissing += other.wrongMissing;
        atRest += other.atRest;
        wrongAtRest += other.wrongAtRest;
    }

    uint64_t CountFaults() const
    {
        return asked - answered + repeated + wrong + falselyComplete + wrongMissing + wrongAtRest;
    }
};

} // namespace ns3::camcube

#endif /* CONVERGECAST_FOUND_H */
