# SPDX-License-Identifier: GPL-2.0-only
"""What programs that know nothing of the cube do across it, the same in either mode: downloads,
streams, a cache. Throughput is printed and held to nothing: machines are shared."""

import hashlib
import json
import os
import pathlib
import socket
import sys
import tempfile
import time

import live_hosts
from live_hosts import PATIENCE_S, check, ipv4, ipv6, measured, on, running_on

FILE_BYTES = 10_000_000


def download(client, url, *options):
    """The SHA-256 of what curl gets on a host, and how long it takes."""
    begin = time.monotonic()
    with tempfile.NamedTemporaryFile() as file:
        done = on(client, "curl", "--silent", "--show-error", "--max-time", str(PATIENCE_S), *options,
                  "--output", file.name, url)
        check(done.returncode == 0, f"curl {url}:", done.stdout)
        digest = hashlib.sha256(pathlib.Path(file.name).read_bytes()).hexdigest()
    return digest, time.monotonic() - begin


def make_file(folder):
    """A file of FILE_BYTES in a folder. Returns its SHA-256."""
    content = os.urandom(FILE_BYTES)
    pathlib.Path(folder, "file").write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def transfer(client, server):
    """10 MB from a server of files to curl, by both versions of IP."""
    with tempfile.TemporaryDirectory() as folder:
        digest = make_file(folder)
        with running_on(server, sys.executable, "-m", "http.server", "8000", "--bind", "::",
                        cwd=folder):
            live_hosts.wait_for_port(server, 8000)
            for host in (ipv4(server), f"[{ipv6(server)}]"):
                got, seconds = download(client, f"http://{host}:8000/file")
                check(got == digest, f"10 MB from {host} are not what they were")
                measured(f"curl of 10 MB from {host}: {FILE_BYTES * 8e-6 / seconds:.0f} Mbit/s")


def ping_ipv6(client, server):
    """The program ping, by IPv6."""
    done = on(client, "ping", "-6", "-c", "3", "-i", "0.2", "-w", str(PATIENCE_S), ipv6(server))
    check(done.returncode == 0, f"ping -6 from host {client} to host {server}:", done.stdout)


def load(client, server):
    """iperf3 by TCP and by UDP."""
    for options in ([], ["-u", "-b", "20M"]):
        with running_on(server, "iperf3", "--server", "--one-off"):
            live_hosts.wait_for_port(server, 5201)
            done = on(client, "iperf3", "--client", ipv4(server), "--time", "2", "--json", *options,
                      timeout=PATIENCE_S)
        result = json.loads(done.stdout or "{}")
        check(done.returncode == 0 and "error" not in result, "iperf3", done.stdout[-1000:])
        end = result.get("end", {})
        total = end.get("sum_received", end.get("sum", {}))
        measured(f"iperf3 {'UDP' if options else 'TCP'}: "
                 f"{total.get('bits_per_second', 0) * 1e-6:.0f} Mbit/s")


def cache(keeper, writer, reader):
    """memcached on one host, which others write to and read."""
    value = "x" * 1000
    with running_on(keeper, "memcached", "-u", "nobody", "-p", "11211"):
        live_hosts.wait_for_port(keeper, 11211)
        for host, line, answer in (
                (writer, f"set key 0 0 {len(value)}\r\n{value}", "STORED"),
                (reader, "get key", f"VALUE key 0 {len(value)}\r\n{value}\r\nEND")):
            with live_hosts.inside(host):
                client = socket.socket()
            with client:
                client.settimeout(PATIENCE_S)
                client.connect((ipv4(keeper), 11211))
                client.sendall(f"{line}\r\n".encode())
                said = ""
                while len(said) < len(answer) and (part := client.recv(65536)):
                    said += part.decode()
            check(said.strip() == answer, f"memcached told host {host}:", said[:100])
