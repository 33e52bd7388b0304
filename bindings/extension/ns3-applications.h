/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NS3_APPLICATIONS_H
#define NS3_APPLICATIONS_H

#include "ns3/application.h"

/** \file Applications of ns-3, checked for what ns-3 itself ends the process on, or hangs at. */

namespace ns3::camcube::python
{

/** \name Sets when it starts or stops \throws pybind11::value_error, std::logic_error if it cannot
 */
///@{
void StartApplication(const Ptr<Application>& application, const Time& at);
void StopApplication(const Ptr<Application>& application, const Time& at);
///@}

/**
 * Looks whether an application of ns-3 can work on a node; others may be as they are.
 * \throws pybind11::value_error with what to change
 */
void CheckApplication(const Application& application, const Node& node);

} // namespace ns3::camcube::python

#endif /* NS3_APPLICATIONS_H */
