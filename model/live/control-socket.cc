/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "control-socket.h"

#include "descriptor-watch.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace ns3::camcube
{

/** What the thread of the watch and the events share; the events close what it has left to them. */
struct ControlSocket::Connections
{
    std::shared_ptr<DescriptorWatch> watch; //!< tells when a client has written
    Handler handler;                        //!< answers; only events call it
    std::map<int, std::string> lines;       //!< what has come so far; only the thread's

    void Accept(int listener, const std::shared_ptr<Connections>& self);
    void Read(int client, const std::shared_ptr<Connections>& self);
    void Answer(int client, const std::string& line) const;
};

namespace
{

/** \return the address of a local socket */
sockaddr_un
GetAddress(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path))
    {
        throw std::invalid_argument("the path " + path + " is too long for a socket; give one of " +
                                    std::to_string(sizeof(address.sun_path) - 1) + " bytes");
    }
    path.copy(address.sun_path, path.size());
    return address;
}

} // namespace

ControlSocket::ControlSocket(const std::string& path,
                             std::shared_ptr<DescriptorWatch> watch,
                             Handler handler)
    : m_path(path),
      m_listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)),
      m_connections(std::make_shared<Connections>())
{
    const sockaddr_un address = GetAddress(path);
    const auto* where = reinterpret_cast<const sockaddr*>(&address);
    const int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool isTaken = connect(probe, where, sizeof(address)) == 0;
    const bool isLeft = !isTaken && errno == ECONNREFUSED; // a socket, and nobody listens
    close(probe);
    if (isLeft)
    {
        unlink(path.c_str());
    }
    // Nobody else may have it for a moment, either.
    const mode_t before = umask(0177);
    const bool isMade = !isTaken && bind(m_listener, where, sizeof(address)) == 0 &&
                        listen(m_listener, MAX_CONNECTIONS) == 0;
    const int error = isTaken ? EADDRINUSE : errno;
    umask(before);
    if (!isMade)
    {
        close(m_listener);
        throw std::invalid_argument("the control socket " + path + " cannot be made: " +
                                    std::strerror(error) + "; give the path of one that can");
    }
    m_connections->handler = std::move(handler);
    m_connections->watch = watch;
    watch->Add(m_listener, [listener = m_listener, connections = m_connections] {
        connections->Accept(listener, connections);
    });
}

ControlSocket::~ControlSocket()
{
    m_connections->watch->Remove(m_listener);
    close(m_listener);
    unlink(m_path.c_str());
    for (const auto& [client, line] : m_connections->lines)
    {
        m_connections->watch->Remove(client);
        close(client);
    }
    m_connections->lines.clear();
    m_connections->handler = nullptr;
}

void
ControlSocket::Connections::Accept(int listener, const std::shared_ptr<Connections>& self)
{
    const int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client < 0)
    {
        return;
    }
    if (lines.size() >= MAX_CONNECTIONS) // those that connect and say nothing
    {
        close(client);
        return;
    }
    lines[client];
    watch->Add(client, [this, client, self] { Read(client, self); });
}

void
ControlSocket::Connections::Read(int client, const std::shared_ptr<Connections>& self)
{
    char bytes[256];
    std::string& line = lines[client];
    const ssize_t size = read(client, bytes, sizeof(bytes));
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
    {
        return;
    }
    line.append(bytes, size > 0 ? size : 0);
    const std::size_t end = line.find('\n');
    if (size > 0 && end == std::string::npos && line.size() <= MAX_LINE)
    {
        return;
    }
    const std::string whole = line.substr(0, std::min(end, MAX_LINE));
    lines.erase(client);
    watch->Remove(client);
    if (end == std::string::npos && size <= 0)
    {
        close(client); // it has gone without a word
        return;
    }
    Simulator::ScheduleWithContext(Simulator::NO_CONTEXT, Time(), [client, whole, self] {
        self->Answer(client, whole);
    });
}

void
ControlSocket::Connections::Answer(int client, const std::string& line) const
{
    if (handler)
    {
        const std::string answer = handler(line) + "\n";
        // Who does not read gets what the socket holds, and does not keep the simulation waiting.
        static_cast<void>(!send(client, answer.data(), answer.size(), MSG_NOSIGNAL));
    }
    close(client);
}

} // namespace ns3::camcube
