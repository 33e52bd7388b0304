/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The socket by which a person commands: whose it is, what it answers, and what it takes.

#include "host-cube.h"

#include "ns3/control-socket.h"

#include <sys/stat.h>
#include <sys/un.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class ControlSocketTest : public HostCubeTest
{
  protected:
    void SetUp() override
    {
        HostCubeTest::SetUp();
        m_path = testing::TempDir() + "control-" + std::to_string(getpid());
        TorusHelper torus(2, 1, 1);
        Build(torus);
    }

    /** \return what the socket answers to some bytes */
    std::string Ask(const std::string& bytes) const
    {
        const int client = socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        m_path.copy(address.sun_path, m_path.size());
        std::string answer;
        if (connect(client, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0 &&
            send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0)
        {
            shutdown(client, SHUT_WR);
            char part[100];
            for (ssize_t size; (size = recv(client, part, sizeof(part), 0)) > 0;)
            {
                answer.append(part, size);
            }
        }
        close(client);
        return answer;
    }

    std::string m_path;
};

} // namespace

TEST_F(ControlSocketTest, AnswersLines)
{
    std::vector<std::string> lines;
    std::vector<std::string> answers;
    {
        const ControlSocket control(m_path, m_watch, [&](const std::string& line) {
            lines.push_back(line);
            return "heard " + line;
        });
        struct stat facts = {};
        ASSERT_EQ(stat(m_path.c_str(), &facts), 0);
        EXPECT_EQ(facts.st_mode & 0777, 0600);
        EXPECT_THROW(ControlSocket(m_path, m_watch, [](const std::string&) { return ""; }),
                     std::invalid_argument);
        Run([&] {
            for (const std::string& bytes : {std::string("one\n"),
                                             std::string("two\nthree\n"),
                                             std::string("unfinished"),
                                             std::string(5000, 'x'),
                                             std::string("\n")})
            {
                answers.push_back(Ask(bytes));
            }
        });
    }
    const std::string cut(ControlSocket::MAX_LINE, 'x');
    EXPECT_EQ(lines, (std::vector<std::string>{"one", "two", cut, ""}));
    EXPECT_EQ(answers,
              (std::vector<std::string>{"heard one\n",
                                        "heard two\n",
                                        "",
                                        "heard " + cut + "\n",
                                        "heard \n"}));
    EXPECT_NE(access(m_path.c_str(), F_OK), 0);
}

TEST_F(ControlSocketTest, ReplacesWhatWasLeft)
{
    const int left = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    m_path.copy(address.sun_path, m_path.size());
    ASSERT_EQ(bind(left, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    close(left);
    EXPECT_NO_THROW(ControlSocket(m_path, m_watch, [](const std::string&) { return ""; }));
    EXPECT_THROW(ControlSocket("/no/such/folder/control", m_watch, {}), std::invalid_argument);
    EXPECT_THROW(ControlSocket(std::string(200, 'x'), m_watch, {}), std::invalid_argument);
}
