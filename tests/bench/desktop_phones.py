"""The desktop phones that `./dev bench desktop` compares: what each reads before it starts, and what it is started with.

Each has one account at the test's Kamailio and is otherwise as its makers ship it.
"""
import os
import shutil
import subprocess

from harness.carillon import Carillon
from harness.kamailio import PASSWORD, REALM
from harness.process import free_port

# For who speaks ALSA: its devices are those of the sound server, as on a desktop.
ALSA_BY_SERVER = ".asoundrc", "pcm.!default { type pulse }\nctl.!default { type pulse }\n"


class Place:
    """Where a phone finds itself. @p home: a folder that is new each time; @p env: display, session bus, sound."""

    def __init__(self, home, env, server):
        self.home = home
        self.server = server  # a harness Kamailio
        self.env = {**env, "HOME": home, "XDG_CONFIG_HOME": f"{home}/.config", "XDG_DATA_HOME": f"{home}/.local/share",
                    "XDG_CACHE_HOME": f"{home}/.cache", "XDG_STATE_HOME": f"{home}/.local/state", "LANGUAGE": "en", "LC_ALL": "C.UTF-8"}

    def write(self, path, text):
        path = os.path.join(self.home, path)
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    @property
    def address(self):
        return self.server.server("udp").removeprefix("sip:").partition(";")[0]


class Phone:
    package = ""  # of Debian
    has_window = True
    note = ""

    def refusal(self):
        """Why it cannot run here; empty when it can."""
        return "" if shutil.which(self.program) else f"{self.program} is not installed"

    def prepare(self, place):
        """Writes what it reads."""

    def version(self):
        asked = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", self.package], capture_output=True, text=True)
        return asked.stdout.strip() if asked.returncode == 0 else ""

    def sizes(self, _scratch):
        """(of the executable, of its package), bytes; None is not known."""
        binary = os.path.getsize(os.path.realpath(shutil.which(self.program)))
        asked = subprocess.run(["dpkg-query", "-W", "-f", "${Installed-Size}", self.package], capture_output=True, text=True)
        return binary, int(asked.stdout) * 1024 if asked.returncode == 0 and asked.stdout.isdigit() else None


class Ours(Phone):
    """Its account is made once, by `ctl`; each start has a copy of that profile, and the password from the keyring."""
    name, user = "carillon", "1001"

    def __init__(self, build):
        self.build = build
        self.program = os.path.join(build, "carillon")
        self._template = None

    def refusal(self):
        return "" if os.access(self.program, os.X_OK) else f"{self.program} is not built"

    def version(self):
        if self.refusal():
            return ""
        asked = subprocess.run([self.program, "--version"], capture_output=True, text=True)
        return asked.stdout.split()[-1] if asked.stdout.split() else ""

    def prepare(self, place):
        profile = os.path.join(place.home, "profile")
        if self._template is None:
            self._make(place, profile)
        shutil.copytree(self._template, profile)

    def _make(self, place, profile):
        phone = Carillon(place.home, "first")
        phone.profile = profile  # the keyring knows passwords by it
        phone.argv = [self.program, "--headless", "--profile", profile, "--audio-input", "null", "--audio-output", "null"]
        phone.env = place.env
        with phone:
            phone.wait_registered(phone.add_account(self.user, server=place.server, domain=REALM))
            assert not phone.warning, phone.warning
            phone.ctl("quit")
            phone.started.process.wait(15)
        self._template = os.path.join(place.home, "..", "carillon-template")
        shutil.move(profile, self._template)

    def command(self, place):
        return [self.program, "--profile", os.path.join(place.home, "profile")]

    def sizes(self, scratch):
        """As the package has it: installed and stripped."""
        into = os.path.join(scratch, "installed")
        done = subprocess.run(["cmake", "--install", self.build, "--prefix", into, "--component", "program", "--strip"], capture_output=True)
        if done.returncode != 0:
            return None, None
        files = [os.path.join(folder, name) for folder, _, names in os.walk(into) for name in names]
        return os.path.getsize(os.path.join(into, "bin", "carillon")), sum(os.path.getsize(file) for file in files)


class Linphone(Phone):
    name, user, program, package = "linphone", "1002", "linphone", "linphone-desktop"

    def prepare(self, place):
        place.write(".config/linphone/linphonerc", f"""[misc]
version_check_url_root=
[sip]
default_proxy=0
sip_port=-1
sip_tcp_port=-1
sip_tls_port=-1
[proxy_0]
reg_proxy=<sip:{place.address};transport=udp>
reg_route=<sip:{place.address};transport=udp;lr>
reg_identity=sip:{self.user}@{REALM}
reg_expires=3600
reg_sendregister=1
publish=0
[auth_info_0]
username={self.user}
userid={self.user}
passwd={PASSWORD}
realm={REALM}
domain={REALM}
""")

    def command(self, _place):
        return [self.program]


class Twinkle(Phone):
    name, user, program, package = "twinkle", "1003", "twinkle", "twinkle"

    def prepare(self, place):
        place.write(*ALSA_BY_SERVER)
        place.write(".twinkle/bench.cfg", f"""user_name={self.user}
user_domain={REALM}
auth_realm=
auth_name={self.user}
auth_pass={PASSWORD}
outbound_proxy={place.address}
registrar={place.address}
register_at_startup=yes
registration_time=3600
sip_transport=udp
""")

    def command(self, _place):
        return [self.program, "-f", "bench", "--sip-port", str(free_port())]


class Baresip(Phone):
    name, user, program, package = "baresip", "1004", "baresip", "baresip-core"
    has_window = False
    note = "on the console, for reference"

    def prepare(self, place):
        place.write(*ALSA_BY_SERVER)
        place.write("baresip/config", f"""poll_method epoll
sip_listen {place.server.address}:{free_port()}
net_interface {place.server.address}
audio_player alsa,default
audio_source alsa,default
audio_alert alsa,default
module_path /usr/lib/baresip/modules
module opus.so
module g711.so
module alsa.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
""")
        place.write("baresip/contacts", "")
        place.write("baresip/accounts", f"<sip:{self.user}@{REALM}>;auth_user={self.user};auth_pass={PASSWORD};"
                                        f"outbound=\"sip:{place.address};transport=udp\";regint=3600\n")

    def command(self, place):
        return [self.program, "-f", os.path.join(place.home, "baresip")]


def all_phones(build):
    return [Ours(build), Linphone(), Twinkle(), Baresip()]
