/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MISUSE_H
#define MISUSE_H

#include "ns3/simulator.h"

#include <functional>
#include <gtest/gtest.h>
#include <ostream>
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

/** A row of a table of what users may get wrong; Scene is what a row may use. */
template <typename Scene>
struct Misuse
{
    const char* name;                      //!< what is wrong
    const char* sentence;                  //!< words of the exception; null if there is none
    std::function<void(Scene& scene)> act; //!< does it, and checks what is counted

    friend std::ostream& operator<<(std::ostream& os, const Misuse& misuse)
    {
        return os << misuse.name;
    }

    /** Holds a misuse to its sentence, or to none, and the simulation to going on. */
    void Try() const
    {
        Scene scene;
        std::string said;
        bool hasThrown = false;
        try
        {
            act(scene);
        }
        catch (const std::logic_error& error) // std::invalid_argument is one
        {
            hasThrown = true;
            said = error.what();
        }
        EXPECT_EQ(hasThrown, sentence != nullptr) << said;
        EXPECT_NE(said.find(sentence ? sentence : ""), std::string::npos) << said;
        Simulator::Run(); // whatever is left does no harm
    }
};

} // namespace ns3::camcube

#endif /* MISUSE_H */
