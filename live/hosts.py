# SPDX-License-Identifier: GPL-2.0-only
"""Network namespaces with a TUN device each, by the command ip."""

import json
import pathlib
import subprocess

from . import cube
from .failure import Unusable

DEVICE = "cube"  # as experiment/live/live-session.h has it
QUEUE = 1000  # packets that a device holds while the cube takes none
KNOWN = pathlib.Path("/run/netns")


def run_ip(lines, *options):
    """Runs commands of ip, in one process."""
    done = subprocess.run(["ip", *options, "-batch", "-"], input="\n".join(lines), text=True,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        why = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise Unusable(f"ip {' '.join(options)} could not do its part: {why}; see that this "
                       "machine gives root network namespaces and TUN devices")


def require():
    """Refuses a machine without what namespaces and devices need."""
    if not pathlib.Path("/dev/net/tun").exists():
        raise Unusable("there is no /dev/net/tun; load the kernel's module: modprobe tun, or give "
                       "the container that device")


def require_free(a_cube):
    """Refuses names that somebody else has given to namespaces."""
    taken = [name for name in a_cube.names() if (KNOWN / name).exists()]
    if taken:
        raise Unusable(f"there is a network namespace {taken[0]} that ./camcube live has not made; "
                       f"remove it: ip netns del {taken[0]}")


def make(a_cube):
    """Makes the hosts of a cube."""
    run_ip(f"netns add {name}" for name in a_cube.names())
    for server, name in enumerate(a_cube.names()):
        run_ip([f"tuntap add dev {DEVICE} mode tun",
                "link set lo up",
                f"addr add {cube.ipv4(server)}/{cube.IPV4_NETWORK.prefixlen} dev {DEVICE}",
                f"addr add {cube.ipv6(server)}/{cube.IPV6_NETWORK.prefixlen} dev {DEVICE} nodad",
                f"link set {DEVICE} txqueuelen {QUEUE} up"],
               "-n", name)


def remove(names):
    """Removes those of some hosts that are there. Returns how many were."""
    there = [name for name in names if (KNOWN / name).exists()]
    if there:
        run_ip(f"netns del {name}" for name in there)
    return len(there)


def is_bound(name):
    """Whether a process has taken the device of a host."""
    done = subprocess.run(["ip", "-n", name, "-oneline", "link", "show", DEVICE], text=True,
                          check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return "LOWER_UP" in done.stdout


def without_carrier(name):
    """The devices of a host whose cables are cut."""
    done = subprocess.run(["ip", "-n", name, "-json", "link"], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return [device["ifname"] for device in json.loads(done.stdout or "[]")
            if "LOWER_UP" not in device["flags"]]


def processes(names):
    """The numbers of the processes in some hosts."""
    found = []
    for name in names:
        if (KNOWN / name).exists():
            done = subprocess.run(["ip", "netns", "pids", name], text=True, check=False,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            found += map(int, done.stdout.split())
    return found
