/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "view-page.h"

#include "view-page-parts.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

const std::string DEBIAN_FOLDER = "/usr/share/javascript/three";
const std::string LIBRARY = "build/three.min.js";
const std::string CONTROLS = "examples/js/controls/OrbitControls.js";

std::filesystem::path
GetThreeFolder()
{
    const char* folder = std::getenv("CAMCUBE_THREE");
    return folder && *folder ? folder : DEBIAN_FOLDER;
}

std::string
ReadFile(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/** What a script must not say, since it would end the element that holds it. */
std::string
FindObstacleIn(const std::string& file)
{
    const std::filesystem::path path = GetThreeFolder() / file;
    const std::string text = ReadFile(path);
    if (text.empty())
    {
        return "three.js is not installed: " + path.string() +
               " cannot be read; on Debian: apt-get install libjs-three";
    }
    if (text.find("</script") != std::string::npos)
    {
        return path.string() + " cannot be put into a page, as it holds </script; take that of "
                               "Debian's libjs-three";
    }
    return "";
}

std::string
EscapeForHtml(const std::string& text)
{
    static const std::map<char, std::string> ENTITIES{
        {'&', "&amp;"},
        {'<', "&lt;"},
        {'>', "&gt;"},
        {'"', "&quot;"},
    };
    std::string escaped;
    for (char c : text)
    {
        const auto entity = ENTITIES.find(c);
        escaped += entity == ENTITIES.end() ? std::string(1, c) : entity->second;
    }
    return escaped;
}

/** JSON inside a script element: nothing in it may look like a tag. */
std::string
EscapeForScript(const nlohmann::ordered_json& document)
{
    std::string escaped;
    for (char c : document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace))
    {
        if (c == '<') // stands in texts only
        {
            escaped += "\\u003c";
        }
        else
        {
            escaped += c;
        }
    }
    return escaped;
}

} // namespace

std::string
FindViewObstacle()
{
    const std::string obstacle = FindObstacleIn(LIBRARY);
    return obstacle.empty() ? FindObstacleIn(CONTROLS) : obstacle;
}

void
WriteViewPage(std::ostream& os, const std::string& title, const nlohmann::ordered_json& document)
{
    const std::string obstacle = FindViewObstacle();
    if (!obstacle.empty())
    {
        throw std::runtime_error(obstacle);
    }
    // The frame names its parts as {{NAME}}.
    std::string frame = GetViewPagePart("view.html");
    std::size_t begin = 0;
    for (std::size_t mark = frame.find("{{"); mark != std::string::npos;
         mark = frame.find("{{", begin))
    {
        const std::size_t end = frame.find("}}", mark);
        const std::string name = frame.substr(mark + 2, end - mark - 2);
        os << frame.substr(begin, mark - begin);
        begin = end + 2;
        if (name == "title")
        {
            os << EscapeForHtml(title);
        }
        else if (name == "document")
        {
            os << EscapeForScript(document);
        }
        else if (name == "three.js")
        {
            os << ReadFile(GetThreeFolder() / LIBRARY) << '\n'
               << ReadFile(GetThreeFolder() / CONTROLS);
        }
        else
        {
            os << GetViewPagePart(name);
        }
    }
    os << frame.substr(begin);
}

} // namespace ns3::camcube
