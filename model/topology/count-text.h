/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COUNT_TEXT_H
#define COUNT_TEXT_H

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * \param count a whole number that may be far beyond what an integer holds; infinity: beyond 1e308
 * \return it for a sentence: "3263442", "about 1.07e+13" or "more than 1e+308"
 */
inline std::string
CountText(double count)
{
    if (count < 1e12)
    {
        return std::to_string(static_cast<uint64_t>(count));
    }
    if (std::isinf(count))
    {
        return "more than 1e+308";
    }
    char text[32];
    std::snprintf(text, sizeof(text), "about %.3g", count);
    return text;
}

} // namespace ns3::camcube

#endif /* COUNT_TEXT_H */
