/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VIEW_OPTION_H
#define VIEW_OPTION_H

#include "cube-view.h"

#include "ns3/cube-recorder.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::camcube
{

class Experiment;

/**
 * \ingroup camcube
 *
 * The page of an experiment's cube, as --view=FILE, and its animation for NetAnim, as
 * --netanim=FILE. Without either option it does nothing.
 */
class ViewOption
{
  public:
    ViewOption() = default;
    ViewOption(const ViewOption&) = delete;
    ViewOption& operator=(const ViewOption&) = delete;

    /**
     * Adds the options to an experiment, which this must outlive.
     * \param what what is shown: completes "file for a page that shows ..."
     */
    void AddTo(Experiment& experiment, const std::string& what);

    /**
     * \param torus the cube that is about to be simulated, the same each time
     * \param name of this recording, where there are several
     * \param recordings how many there will be
     * \return a recorder for it, kept until Write(); null if neither file is wanted
     * \throws std::invalid_argument for a cube that neither can show, or several recordings where
     *         an animation is wanted, which has one
     * \throws std::runtime_error if three.js is missing
     */
    CubeRecorder* Record(const Torus& torus,
                         const std::string& name = "",
                         std::size_t recordings = 1);

    /** \return where trees and paths are added; null if no page is wanted, or nothing recorded */
    CubeView* GetView()
    {
        return m_view && !m_file.empty() ? &*m_view : nullptr;
    }

    /**
     * Writes what is wanted, if something is recorded.
     * \param experiment what it says of itself and its results, as in --json, stand in the page
     * \throws OutputError if a file cannot be written
     */
    void Write(const Experiment& experiment);

  private:
    using Recording = std::pair<std::string, std::unique_ptr<CubeRecorder>>; //!< with its name

    void WritePage(const Experiment& experiment);

    std::string m_file;                  //!< --view; empty if it was not given
    std::string m_animation;             //!< --netanim; empty if it was not given
    std::optional<Torus> m_torus;        //!< the cube, once something is recorded
    std::optional<CubeView> m_view;      //!< what the page will show
    std::vector<Recording> m_recordings; //!< so far
};

} // namespace ns3::camcube

#endif /* VIEW_OPTION_H */
