/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VIEW_PAGE_H
#define VIEW_PAGE_H

#include <nlohmann/json_fwd.hpp>
#include <ostream>
#include <string>

/**
 * \file
 * \ingroup camcube
 *
 * The page that shows a CubeView: one HTML file that needs nothing but itself. three.js is put into
 * it when it is made; it is read from where Debian's package libjs-three has it, or from the folder
 * that the environment variable CAMCUBE_THREE names.
 */

namespace ns3::camcube
{

/** \return why no page can be made: what is missing, and the remedy; nothing if one can */
std::string FindViewObstacle();

/**
 * Writes a page.
 * \param os where to
 * \param title its title
 * \param document what CubeView::ToJson() has returned, and under "experiment", "version",
 *        "parameters" and "results", where there are such, what made it
 * \throws std::runtime_error if three.js is missing
 */
void WriteViewPage(std::ostream& os,
                   const std::string& title,
                   const nlohmann::ordered_json& document);

} // namespace ns3::camcube

#endif /* VIEW_PAGE_H */
