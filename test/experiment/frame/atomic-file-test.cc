/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Output files: complete under their names or not there; and the folder of a report.

#include "ns3/atomic-file.h"
#include "ns3/folder-lock.h"
#include "ns3/report-folder.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** A folder that is empty at the beginning and gone at the end. */
class AtomicFileTest : public testing::Test
{
  protected:
    AtomicFileTest()
    {
        std::string name = testing::TempDir() + "atomic-file-XXXXXX";
        m_folder = mkdtemp(name.data());
    }

    ~AtomicFileTest() override
    {
        std::filesystem::remove_all(m_folder);
    }

    std::string In(const std::string& name) const
    {
        return m_folder / name;
    }

    std::string Read(const std::string& name) const
    {
        std::ifstream file(In(name));
        return {std::istreambuf_iterator<char>(file), {}};
    }

    /** \return how many files there are, those with hidden names among them */
    std::ptrdiff_t Count() const
    {
        return std::distance(std::filesystem::directory_iterator(m_folder), {});
    }

    std::filesystem::path m_folder; //!< for the test's files
};

/** While it stands, no file can become larger. */
class FileSizeLimit
{
  public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }

    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
    }

  private:
    rlimit m_before{}; //!< the limit without this one
};

} // namespace

TEST_F(AtomicFileTest, IsThereOnceItIsComplete)
{
    {
        AtomicFile file(In("a"));
        file.GetStream() << std::string(1 << 20, 'x');
        EXPECT_FALSE(std::filesystem::exists(In("a")));
        file.Commit();
    }
    EXPECT_EQ(Read("a"), std::string(1 << 20, 'x'));
    EXPECT_EQ(Count(), 1);
}

TEST_F(AtomicFileTest, LeavesTheOldOneUntilThenAndItsMode)
{
    std::ofstream(In("a")) << "old";
    chmod(In("a").c_str(), 0600);
    {
        AtomicFile file(In("a"));
        file.GetStream() << "half of the n" << std::flush;
    }
    EXPECT_EQ(Read("a"), "old");
    AtomicFile::Write(In("a"), [](std::ostream& os) { os << "new"; });
    EXPECT_EQ(Read("a"), "new");
    EXPECT_EQ(std::filesystem::status(In("a")).permissions(), std::filesystem::perms(0600));
    EXPECT_EQ(Count(), 1);
}

TEST_F(AtomicFileTest, AnExceptionLeavesNothing)
{
    EXPECT_THROW(AtomicFile::Write(In("a"),
                                   [](std::ostream& os) {
                                       os << "half" << std::flush;
                                       throw std::logic_error("no more");
                                   }),
                 std::logic_error);
    EXPECT_EQ(Count(), 0);
}

TEST_F(AtomicFileTest, FollowsLinksAlsoToWhatIsNotThere)
{
    std::filesystem::create_symlink("b", In("a"));
    AtomicFile::Write(In("a"), [](std::ostream& os) { os << "1"; });
    AtomicFile::Write(In("a"), [](std::ostream& os) { os << "2"; });
    EXPECT_TRUE(std::filesystem::is_symlink(In("a")));
    EXPECT_EQ(Read("b"), "2");
}

TEST_F(AtomicFileTest, SaysWhyItCannotBeWritten)
{
    const auto expect = [this](const std::string& path, const std::string& reason) {
        EXPECT_EQ(AtomicFile::FindObstacle(path), reason) << path;
        try
        {
            AtomicFile::Write(path, [](std::ostream& os) { os << std::string(1 << 20, 'x'); });
            ADD_FAILURE() << path << " was written";
        }
        catch (const OutputError& error)
        {
            EXPECT_EQ(error.what(), path + " cannot be written: " + reason);
        }
    };
    std::ofstream(In("file")) << "";
    expect(In(""), "is a directory");
    expect(In("none/file"), "no such file or directory");
    expect(In("file/file"), "not a directory");
    expect("/dev/full", "no space left on device");
    expect(In(std::string(300, 'x')), "file name too long");
    {
        const FileSizeLimit limit(2000);
        expect(In("large"), "file too large");
    }
    EXPECT_EQ(AtomicFile::FindObstacle(In("good")), "");
    EXPECT_EQ(AtomicFile::FindObstacle("/dev/null"), "");
    EXPECT_EQ(Count(), 1);
}

TEST_F(AtomicFileTest, WritesDirectlyIntoWhatIsNoFile)
{
    mkfifo(In("pipe").c_str(), 0600);
    EXPECT_EQ(AtomicFile::FindObstacle(In("pipe")), "") << "which must not wait for a reader";
    const pid_t child = fork();
    if (child == 0)
    {
        AtomicFile::Write(In("pipe"), [](std::ostream& os) { os << "through"; });
        _exit(0);
    }
    EXPECT_EQ(Read("pipe"), "through");
    waitpid(child, nullptr, 0);
    EXPECT_TRUE(std::filesystem::is_fifo(In("pipe")));
}

TEST_F(AtomicFileTest, ASignalLeavesNothing)
{
    for (int signal : {SIGHUP, SIGINT, SIGTERM})
    {
        const pid_t child = fork();
        if (child == 0)
        {
            AtomicFile::RemoveOnSignals();
            AtomicFile file(In("a"));
            file.GetStream() << std::string(1 << 20, 'x') << std::flush;
            raise(signal);
            _exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == signal);
        EXPECT_EQ(Count(), 0);
    }
}

TEST_F(AtomicFileTest, ALockKeepsOthersOutAndAStaleOneDoesNot)
{
    const auto tryInChild = [this] {
        const pid_t child = fork();
        if (child == 0)
        {
            try
            {
                const FolderLock lock(m_folder);
                _exit(0); // without the destructor, as after a kill
            }
            catch (const std::runtime_error& error)
            {
                const std::string number = std::to_string(getppid());
                _exit(error.what() == m_folder.string() + " is being written by process " + number +
                                          "; wait for it, or give another folder"
                          ? 1
                          : 2);
            }
        }
        int status = 0;
        waitpid(child, &status, 0);
        return WEXITSTATUS(status);
    };
    {
        const FolderLock lock(m_folder);
        EXPECT_EQ(tryInChild(), 1);
    }
    EXPECT_EQ(Count(), 0);
    EXPECT_EQ(tryInChild(), 0);
    EXPECT_EQ(Count(), 1) << "a child that was killed leaves its file";
    EXPECT_EQ(tryInChild(), 0);
    const FolderLock lock(m_folder);
}

TEST_F(AtomicFileTest, AReportKeepsItsPartsAndMixesNoTwoRuns)
{
    using Json = nlohmann::ordered_json;
    const Json identity{{"experiment", "test"}, {"parameters", {{"load", 0.5}, {"report", "x"}}}};
    int measured = 0;
    const auto measure = [&measured] {
        ++measured;
        return Json{{"value", 0.1}, {"unknown", std::nan("")}};
    };
    const auto open = [this](const Json& who) { return ReportFolder(m_folder, "t.json", who); };
    const std::string first = open(identity).GetPart("part", measure).dump();
    EXPECT_EQ(open(identity).GetPart("part", measure).dump(), first);
    EXPECT_EQ(first, R"({"value":0.1,"unknown":null})");
    EXPECT_EQ(measured, 1);

    Json moved = identity;
    moved["parameters"]["report"] = "y";
    EXPECT_EQ(open(moved).GetPart("part", measure).dump(), first);
    EXPECT_EQ(measured, 1);

    const auto expectRefusal = [&](const Json& who, const std::string& sentence) {
        try
        {
            open(who);
            ADD_FAILURE() << sentence;
        }
        catch (const std::runtime_error& error)
        {
            EXPECT_EQ(error.what(), m_folder.string() + sentence);
        }
    };
    Json other = identity;
    other["parameters"]["load"] = 0.9;
    const std::string remedy = " load 0.5, not 0.9; give another folder, or remove this one";
    expectRefusal(other, " holds parts of a report with" + remedy);
    Json input = identity;
    input["flow_sizes"] = "others";
    expectRefusal(input,
                  " holds parts of a report that another build, or another input file, has given; "
                  "remove " +
                      m_folder.string() + "/parts to measure all anew");
    std::filesystem::remove_all(m_folder / "parts");
    std::ofstream(In("t.json")) << identity;
    expectRefusal(other, " holds a report with" + remedy);
    EXPECT_EQ(open(identity).GetPart("part", measure).dump(), first);
    EXPECT_EQ(measured, 2) << "a report that is complete is measured anew";
}
