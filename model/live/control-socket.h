/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONTROL_SOCKET_H
#define CONTROL_SOCKET_H

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace ns3::camcube
{

class DescriptorWatch;

/**
 * \ingroup camcube
 *
 * A local socket by which a person commands a simulation that runs in real time. A client sends one
 * line and gets an answer, which ends with the connection. Only the owner of this process can
 * connect. Destroy it when the watch has stopped.
 */
class ControlSocket
{
  public:
    /** Called in an event of the simulation. \return the answer to a line */
    using Handler = std::function<std::string(const std::string& line)>;

    static constexpr std::size_t MAX_LINE = 1000;   //!< bytes of a line
    static constexpr uint32_t MAX_CONNECTIONS = 16; //!< at a time; others wait

    /**
     * \param path of the socket, which is made, and removed with this; what an ended process has
     *        left there is replaced
     * \param watch tells when somebody connects; it may have started
     * \param handler answers
     * \throws std::invalid_argument if it cannot be made, or another process listens there
     */
    ControlSocket(const std::string& path, std::shared_ptr<DescriptorWatch> watch, Handler handler);
    ~ControlSocket();

    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;

  private:
    struct Connections;

    std::string m_path;                         //!< of the socket
    int m_listener;                             //!< where clients connect
    std::shared_ptr<Connections> m_connections; //!< to clients; events may outlive this
};

} // namespace ns3::camcube

#endif /* CONTROL_SOCKET_H */
