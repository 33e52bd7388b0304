/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VIEW_PAGE_PARTS_H
#define VIEW_PAGE_PARTS_H

#include <string>

namespace ns3::camcube
{

/** \ingroup camcube \return a file of experiment/view/page/, which the build has put into the
 * library; empty for one that is not there */
std::string GetViewPagePart(const std::string& name);

} // namespace ns3::camcube

#endif /* VIEW_PAGE_PARTS_H */
