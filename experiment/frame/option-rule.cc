/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "option-rule.h"

#include "atomic-file.h"

#include "ns3/text-parsing.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

namespace ns3::camcube
{

namespace
{

bool
Contains(const std::vector<std::string>& words, const std::string& word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/** Why files cannot be written in a folder; leaves behind neither file nor folder. */
std::string
FindObstacleIn(const std::filesystem::path& folder)
{
    std::error_code error;
    std::vector<std::filesystem::path> made; // the innermost first
    for (auto path = std::filesystem::absolute(folder); !std::filesystem::exists(path, error);
         path = path.parent_path())
    {
        made.push_back(path);
        if (path == path.parent_path())
        {
            break;
        }
    }
    std::filesystem::create_directories(folder, error);
    const std::string obstacle =
        error ? DescribeErrno(error.value()) : AtomicFile::FindObstacle(folder / ".camcube-probe");
    for (const std::filesystem::path& path : made)
    {
        std::filesystem::remove(path, error);
    }
    return obstacle;
}

} // namespace

OptionText
OneOf(const std::vector<std::string>& words)
{
    return {JoinWithOr(words), [words](const std::string& text) { return Contains(words, text); }};
}

OptionText
SomeOf(const std::vector<std::string>& words)
{
    return {"any of " + JoinWithOr(words) + ", joined by commas", [words](const std::string& text) {
                std::set<std::string> seen;
                for (const std::string& word : SplitAt(',', text))
                {
                    if (!Contains(words, word) || !seen.insert(word).second)
                    {
                        return false;
                    }
                }
                return !seen.empty();
            }};
}

OptionText
AllOrSomeOf(const std::vector<std::string>& words)
{
    const OptionText some = SomeOf(words);
    return {"all, or " + some.description,
            [some](const std::string& text) { return text == "all" || some.accept(text); }};
}

std::vector<std::string>
ChooseFrom(const std::vector<std::string>& words, const std::string& text)
{
    return text == "all" ? words : SplitAt(',', text);
}

OptionText
AnyText(const std::string& description)
{
    return {description, [](const std::string& text) { return !text.empty(); }};
}

OptionText
InputFile()
{
    return {"a file that can be read", [](const std::string& text) {
                return text.empty() ||
                       (!std::filesystem::is_directory(text) && std::ifstream(text).good());
            }};
}

OptionText
OutputFile()
{
    const auto explain = [](const std::string& text) {
        return text.empty() ? "" : AtomicFile::FindObstacle(text);
    };
    return {"a file that can be written, in a folder that exists",
            [explain](const std::string& text) { return explain(text).empty(); },
            explain,
            true};
}

OptionText
OutputFolder()
{
    const auto explain = [](const std::string& text) {
        return text.empty() ? "" : FindObstacleIn(text);
    };
    return {"a folder that can be written, or made in one that can",
            [explain](const std::string& text) { return explain(text).empty(); },
            explain};
}

} // namespace ns3::camcube
