"""SIP.js itself, in node: fetched from npm's registry once and kept beside what else npm caches, never in the tree."""
import os
import shutil
import subprocess
import tempfile

from .agent import LineDriven
from .kamailio import PASSWORD

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGES = {"sip.js": "0.21.2", "ws": "8.18.0"}
BROWSER_PACKAGES = {"sip.js": "0.21.2", "playwright-core": "1.65.1"}
OPTIONS = ("--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1", "--fetch-retry-mintimeout=1000",
           "--fetch-retry-maxtimeout=5000", "--fetch-timeout=20000")
NO_NETWORK = ("SIP.js could not be installed by npm (`npm install {}`): this test needs the npm registry once. Give npm a "
              "registry or a proxy (npm config), or fill its cache.")


def installed(packages=None):
    """The folder that has node_modules with the packages."""
    packages = packages or PACKAGES
    no_network = NO_NETWORK.format(" ".join(packages))
    for tool in ("node", "npm"):
        assert shutil.which(tool), f"{tool} is not installed: ./dev test installs it (Debian: nodejs, npm)."
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(cache, "carillon-tests", "-".join(f"{name}-{version}" for name, version in packages.items()))
    if not os.path.isdir(os.path.join(folder, "node_modules", "sip.js", "lib")):
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        # Whole or not at all: another test may look at the same time, and a half one would stay for ever.
        with tempfile.TemporaryDirectory(dir=os.path.dirname(folder)) as fresh:
            try:
                run = subprocess.run(["npm", "install", "--prefix", fresh, *OPTIONS,
                                      *(f"{name}@{version}" for name, version in packages.items())],
                                     capture_output=True, text=True, timeout=120)
            except subprocess.TimeoutExpired:
                raise AssertionError(no_network) from None
            assert run.returncode == 0, f"{no_network}\n{run.stderr[-1500:]}"
            try:
                os.rename(fresh, folder)
                os.mkdir(fresh)  # for who cleans it up
            except OSError:
                pass  # somebody was faster
    return folder


class SipJs(LineDriven):
    def __init__(self, directory, user, server, transport="ws"):
        packages = installed()
        # Packages are looked for from where the program is.
        folder = os.path.join(directory, f"sipjs-{user}-{transport}")
        os.makedirs(folder)
        os.symlink(os.path.join(packages, "node_modules"), os.path.join(folder, "node_modules"))
        shutil.copy(os.path.join(HERE, "..", "sipjs", "driver.mjs"), folder)
        super().__init__(["node", os.path.join(folder, "driver.mjs"), server.server(transport), user, PASSWORD], folder,
                         "sipjs", {"NODE_EXTRA_CA_CERTS": server.ca})
        try:
            self.wait("connected")
        except BaseException:
            self.stop()
            raise

    def register(self):
        self.do("register")
        self.wait("registration", state="Registered")
        return self

    def ended(self, count=1):
        return self.wait("session", count, state="Terminated")
