/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VIEW_H
#define VIEW_H

#include "cube.h"

#include "ns3/cube-recorder.h"
#include "ns3/cube-view.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::camcube::python
{

/** The page of a cube: written at once, and anew after each run, with what was recorded until then.
 */
class View
{
  public:
    /**
     * Of the present session, which keeps it.
     * \param cube which the session keeps, too
     * \param file the page
     * \param until when the recording ends; nothing for the end of each run that has one
     * \throws std::invalid_argument for a cube that no page can show, or an end that is past
     * \throws std::runtime_error if three.js is missing
     * \throws pybind11::error_already_set an OSError if the file cannot be written
     */
    static std::shared_ptr<View> Make(const Cube& cube,
                                      const std::string& file,
                                      std::optional<Time> until);

    /** Adds a path by its servers, as it is now. \throws std::invalid_argument for what is none */
    void AddPath(const std::string& name, const std::vector<uint32_t>& servers);

    /**
     * Adds a tree, as it is now.
     * \param parents of servers; nothing for a root
     * \throws std::invalid_argument for a parent that is no neighbour
     */
    void AddTree(const std::string& name,
                 const std::map<uint32_t, std::optional<uint32_t>>& parents);

    /**
     * Adds the tree of a group, as the servers that live have it now.
     * \param place,number which group
     * \throws std::invalid_argument for a place outside the cube
     * \throws std::logic_error if servers have no groups, or the simulation has ended
     */
    void AddGroup(const std::string& name, const TorusCoordinate& place, uint32_t number);

    /** Writes the page. \throws as Make() does */
    void Write();

    /** \return what the page shows, as JSON */
    std::string GetDocument();

  private:
    View(const Cube& cube, const std::string& file, std::optional<Time> until);
    void BeginRun(Time until);
    void EndRun(bool isRight);
    /** \return what the page shows */
    nlohmann::ordered_json MakeDocument();

    const Cube& m_cube;          //!< shown
    std::string m_file;          //!< the page
    std::optional<Time> m_until; //!< when the recording ends, if not with runs
    CubeView m_routes;           //!< trees and paths so far, and no recording
    CubeRecorder m_recorder;     //!< of the cube
    bool m_isOpen{true};         //!< whether the session goes on
};

} // namespace ns3::camcube::python

#endif /* VIEW_H */
