#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Holds programs on several ranks of MPI to their results in one process.

usage: ranks-test.py [--long] FOLDER [PLAIN]

FOLDER holds the programs of a build with MPI. PLAIN, a folder of the same programs without it, is held
to the same results by --SchedulerType=ns3::camcube::ArrivalsFirstScheduler. --long adds large cubes.
Then it tries what must be refused, and kills a rank.
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

from program_results import OF_THE_MACHINE, without

BY_PLACE = "--SchedulerType=ns3::camcube::ArrivalsFirstScheduler"
TIMEOUT_S = 1800

# Many frames are on the cables when they are cut: long ones, at random times, again and again.
FAILURES = ["--fail-links=0.2", "--fail-servers=0.05", "--spacing=7us", "--flap=0.05"]
ROUTES = "camcube-routes"
THROUGHPUT = "camcube-throughput"
COMPARE = "camcube-compare"
CASES = [
    (THROUGHPUT, ["--k=8", "--duration=4ms", "--warmup=1ms"]),
    # Ties by the thousand: all flows begin on a raster that all servers share.
    (THROUGHPUT, ["--k=8", "--duration=3ms", "--warmup=1ms", "--rate=600Mbps", "--flows=400",
                  "--pattern=random", "--choice=LeastUtilized", "--queue=8"]),
    (THROUGHPUT, ["--k=4", "--duration=3ms", "--warmup=1ms", "--packet-size=9000",
                  "--line-rate=10Gbps", "--rate=6Gbps"]),
    (THROUGHPUT, ["--k=5", "--duration=2ms", "--warmup=0s", "--packet-size=64", "--delay=0s",
                  "--processing=0s", "--line-rate=100Mbps", "--rate=40Mbps"]),
    (ROUTES, ["--k=8", *FAILURES, "--ns3::camcube::CamCubeChannel::Delay=50us", "--repair=0.5"]),
    (ROUTES, ["--k=6", *FAILURES, "--protocol=link-state", "--repair=1"]),
    (ROUTES, ["--k=5", "--fail-links=0.3", "--spacing=0s", "--keep-alive=200us"]),
    (COMPARE, ["--topologies=torus", "--servers=64", "--duration=5ms", "--load=0.6",
               "--delay=10us"]),
    (COMPARE, ["--topologies=torus", "--servers=64", "--workload=permutation", "--rate=300Mbps",
               "--duration=3ms", "--torus-choice=RandomLink", "--delay=10us"]),
    (COMPARE, ["--topologies=torus", "--servers=64", "--workload=incast", "--senders=40",
               "--flow-size=200000", "--torus-paths=LinkDisjoint", "--delay=20us"]),
]
LONG_CASES = [
    (THROUGHPUT, ["--k=20", "--duration=3ms", "--warmup=1ms"]),
    (THROUGHPUT, ["--k=20", "--duration=3ms", "--warmup=1ms", "--delay=10us"]),
    (ROUTES, ["--k=20", "--fail-links=0.002", "--fail-servers=0.0005", "--spacing=50us"]),
    (COMPARE, ["--topologies=torus", "--servers=512", "--duration=4ms", "--load=0.5", "--delay=10us"]),
    (COMPARE, ["--topologies=torus", "--servers=8000", "--workload=permutation", "--rate=200Mbps",
               "--duration=1ms", "--delay=20us"]),
]


def mpirun(ranks):
    return ["mpirun", "--oversubscribe", "-np", str(ranks)]


def environment(polite=True):
    """Open MPI asks root twice whether it is meant. Polite ranks yield to others while they wait."""
    given = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
    if polite:
        given["OMPI_MCA_mpi_yield_when_idle"] = "1"
    return dict(os.environ, **given)


def measure(launcher, program, options, folder):
    """Returns what must be equal: results as text, and the bytes of files; or why there is none."""
    files = {"json": folder / "result.json"}
    if program.name == ROUTES:
        files |= {"links": folder / "links.csv", "routes": folder / "routes.csv"}
        options = options + ["--destinations=50"]
    command = [*launcher, str(program), *options, *(f"--{key}={file}" for key, file in files.items())]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True,
                          timeout=TIMEOUT_S, check=False)
    if done.returncode != 0:
        return f"{' '.join(command)}: status {done.returncode}: {done.stderr[-1500:]}"
    data = {key: file.read_bytes() for key, file in files.items()}
    document = json.loads(data.pop("json"))
    data["results"] = json.dumps(without(OF_THE_MACHINE, document["results"]), indent=1).encode()
    data["parameters"] = json.dumps(document["parameters"], indent=1).encode()
    for file in files.values():
        file.unlink()
    return data


def difference(expected, found):
    """Returns where two measurements differ first; nothing if they do not."""
    if isinstance(found, str):
        return found
    for key, value in expected.items():
        a, b = value.splitlines(), found[key].splitlines()
        for one, other in zip(a, b):
            if one != other:
                return f"{key}: {one.decode()} became {other.decode()}"
        if len(a) != len(b):
            return f"{key}: {len(a)} lines became {len(b)}"
    return None


def compare(folder, plain, cases, faults):
    """Runs each case in every way that there is."""
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        for program, options in cases:
            began = time.monotonic()
            expected = measure([], folder / program, options, scratch)
            if isinstance(expected, str):
                faults.append(expected)
                continue
            ways = {f"{ranks} ranks{' by null messages' if null else ''}":
                    (mpirun(ranks), folder / program, options + null)
                    for ranks in (1, 2, 4) for null in ([], ["--null-messages"])
                    if ranks > 1 or not null}
            if plain:
                ways["one process without MPI"] = ([], plain / program, options + [BY_PLACE])
            differing = 0
            for way, (launcher, path, words) in ways.items():
                found = measure(launcher, path, words, scratch)
                if not isinstance(found, str) and BY_PLACE in words:
                    found["parameters"] = expected["parameters"]
                fault = difference(expected, found)
                if fault:
                    faults.append(f"{program} {' '.join(options)}: {way}: {fault}")
                    differing += 1
            print(f"{program} {' '.join(options)}: {len(ways) - differing} of {len(ways)} ways equal to "
                  f"one process, {time.monotonic() - began:.0f} s", flush=True)


def sentences(text, program):
    return [line for line in text.splitlines() if line.startswith(program + ": ")]


def refuse(launcher, program, options, words, faults):
    """Expects one sentence, with some words in it, and a status that is not 0."""
    command = [*launcher, str(program), *options]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60,
                          check=False)
    said = sentences(done.stderr, program.name)
    if done.returncode == 0 or len(said) != 1 or words not in said[0]:
        faults.append(f"{' '.join(command)}: not one sentence with \"{words}\" but status "
                      f"{done.returncode}: {done.stderr[-1500:]}")


def kill_one(folder, faults):
    """Kills a rank amid a simulation: the others end soon, too."""
    program = folder / THROUGHPUT
    with subprocess.Popen([*mpirun(4), str(program), "--k=16", "--duration=10s", "--quiet"],
                          env=environment(), stderr=subprocess.PIPE, text=True) as launcher:
        ranks = []
        deadline = time.monotonic() + 30
        while len(ranks) < 4 and time.monotonic() < deadline:
            time.sleep(0.2)
            listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(launcher.pid)],
                                    capture_output=True, text=True, check=False).stdout
            ranks = [int(line.split()[0]) for line in listed.splitlines() if THROUGHPUT in line]
        time.sleep(4)  # until they simulate
        if len(ranks) != 4:
            faults.append(f"mpirun -np 4 has {len(ranks)} children")
            launcher.terminate()
            return
        os.kill(ranks[2], signal.SIGKILL)
        began = time.monotonic()
        try:
            _, text = launcher.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            faults.append("20 s after the death of a rank mpirun had not ended")
            launcher.kill()
            return
        left = ranks
        while left and time.monotonic() - began < 10:
            time.sleep(0.1)
            left = [pid for pid in ranks if os.path.exists(f"/proc/{pid}")]
        took = time.monotonic() - began
        said = [line for line in text.splitlines() if "rank 2" in line]
        if took > 10 or left or launcher.returncode == 0 or not said:
            faults.append(f"after the death of a rank: ended after {took:.1f} s with status "
                          f"{launcher.returncode}, {len(left)} ranks left: {text[-1500:]}")
        else:
            print(f"a rank was killed: all ended after {took:.1f} s: {said[0]}", flush=True)


def main():
    words = [word for word in sys.argv[1:] if word != "--long"]
    if not 1 <= len(words) <= 2:
        sys.exit(__doc__)
    folder = pathlib.Path(words[0])
    plain = pathlib.Path(words[1]) if len(words) == 2 else None
    faults = []
    compare(folder, plain, CASES + (LONG_CASES if "--long" in sys.argv else []), faults)
    throughput, routes = folder / THROUGHPUT, folder / ROUTES
    refuse(mpirun(4), throughput, ["--k=3"], "start 3 at most", faults)
    refuse(mpirun(2), routes, ["--sides=8x8x1"], "start 1", faults)
    refuse(mpirun(2), throughput, ["--k=4", BY_PLACE], "--SchedulerType is for one process", faults)
    refuse(mpirun(2), throughput, ["--k=4", "--view=/tmp/none.html"], "--view is for one process",
           faults)
    refuse(mpirun(2), throughput, ["--k=four"], "--k=four", faults)
    refuse([], throughput, ["--null-messages"], "start several by mpirun", faults)
    if plain:
        refuse([], plain / THROUGHPUT, ["--null-messages"], "build with MPI", faults)
        refuse(mpirun(2), plain / THROUGHPUT, ["--k=4"], "has no MPI", faults)
    kill_one(folder, faults)
    print(f"{len(faults)} faults")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
