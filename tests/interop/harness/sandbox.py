"""A network of the test's own: nothing of it reaches the machine's, and all of it goes when the test's process ends.

Browsers and ICE agents leave loopback addresses out, so a test of theirs needs another one. In a user namespace no privilege is
needed for it; whoever is root has the same network as everybody else.
"""
import os
import shutil
import subprocess
import sys

MARK = "CARILLON_SANDBOX"
ADDRESS = "10.77.0.1"  # a host on a link where nobody else is
NO_NAMESPACES = ("This test needs a network namespace of its own and may not make one: `unshare --user --map-root-user --net true` "
                 "fails. The kernel or a container's rules forbid user namespaces (sysctl user.max_user_namespaces, on Ubuntu "
                 "kernel.apparmor_restrict_unprivileged_userns=0; in a container: --security-opt seccomp=unconfined).")


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(words)}: {done.stderr.strip()}"


def enter():
    """To be called first by a test's main: runs the same test once more, inside."""
    if os.environ.pop(MARK, None):
        run("ip", "link", "set", "lo", "up")
        run("ip", "link", "add", "home", "type", "veth", "peer", "nobody")
        run("ip", "address", "add", f"{ADDRESS}/24", "dev", "home")
        run("ip", "-6", "address", "add", "fd77::1/64", "dev", "home", "nodad")
        for device in ("home", "nobody"):  # an address that comes later is a changed network, for which a browser begins anew
            run("ip", "link", "set", device, "addrgenmode", "none")
        run("ip", "link", "set", "home", "up")
        run("ip", "link", "set", "nobody", "up")
        run("ip", "route", "add", "default", "via", "10.77.0.254")
        return
    for tool in ("unshare", "ip"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is not installed: ./dev test installs it (Debian: util-linux, iproute2).")
    words = ["unshare", "--user", "--map-root-user", "--net"]
    if subprocess.run([*words, "true"], capture_output=True).returncode != 0:
        sys.exit(NO_NAMESPACES)
    os.environ[MARK] = "in"
    os.execvp("unshare", [*words, sys.executable, "-B", *sys.argv])
