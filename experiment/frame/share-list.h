/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SHARE_LIST_H
#define SHARE_LIST_H

#include "option-rule.h"

#include <string>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \return the rule of an option that ParseShares() reads */
OptionText ShareList();

/**
 * \ingroup camcube
 * \param option the option's name
 * \param text shares from 0 to 1 joined by commas, such as "0,0.1,0.5"
 * \return the shares, in their order
 * \throws std::invalid_argument for anything else, naming the option
 */
std::vector<double> ParseShares(const std::string& option, const std::string& text);

} // namespace ns3::camcube

#endif /* SHARE_LIST_H */
