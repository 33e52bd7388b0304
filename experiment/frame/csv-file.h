/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CSV_FILE_H
#define CSV_FILE_H

#include <nlohmann/json.hpp>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Writes results as CSV, so that a file equals the JSON of the same run. Objects within a row are
 * taken apart into columns named as in "cost.cable_length_m"; lists within a row are left out.
 * What is null stays empty.
 *
 * \param file the file's name; nothing is written for an empty one
 * \param rows a list of objects, one a row; the first one decides the columns
 * \throws OutputError if the file cannot be written
 */
void WriteCsv(const std::string& file, const nlohmann::ordered_json& rows);

} // namespace ns3::camcube

#endif /* CSV_FILE_H */
