/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TIME_RESOLUTION_H
#define TIME_RESOLUTION_H

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Says that ns3::Time will keep the resolution that it has. Until the first Simulator::Run() ns-3
 * keeps a list of all Time objects, to convert them if a program should call Time::SetResolution();
 * of a large network there are so many that a fifth of its set-up, and a tenth of its memory, is
 * that list. For a program to call before it builds anything; Time::SetResolution() must not be
 * called afterwards, and the simulator must not have been used before.
 */
void KeepTimeResolution();

} // namespace ns3::camcube

#endif /* TIME_RESOLUTION_H */
