/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TUN_DEVICE_H
#define TUN_DEVICE_H

#include <cstdint>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Opens a TUN device that exists: each read gives one IP packet that the host sends, and each write
 * one that it receives, without anything before the IP header.
 *
 * \param device its name
 * \param networkNamespace the name of the namespace where it is, as ip netns knows it; empty for
 *        that of this process
 * \param mtu bytes of a packet that the host is to send, at most; 0 to leave that as it is
 * \return a descriptor that does not block
 * \throws std::invalid_argument in one sentence: no such namespace or device, no right to it, or
 *         another process has it
 */
int OpenTunDevice(const std::string& device,
                  const std::string& networkNamespace = "",
                  uint16_t mtu = 0);

} // namespace ns3::camcube

#endif /* TUN_DEVICE_H */
