"""A PulseAudio of the test's own: a loudspeaker that nobody hears and a microphone, with all its files in a folder of the test."""
import os
import subprocess

from .process import Started, ended_unless_ready, wait_for

MICROPHONE = "module-remap-source source_name=mouth master=room.monitor remix=no channels=1"


class Sound:
    def __init__(self, directory):
        self.directory = os.path.join(directory, "sound")
        os.mkdir(self.directory, 0o700)
        self.socket = os.path.join(self.directory, "native")
        self.env = {"HOME": self.directory, "XDG_RUNTIME_DIR": self.directory, "XDG_CONFIG_HOME": self.directory,
                    "PULSE_SERVER": f"unix:{self.socket}"}
        self._all = {k: v for k, v in {**os.environ, **self.env}.items() if k not in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
        self.started = None
        os.mkdir(os.path.join(self.directory, "pulse"))
        with open(os.path.join(self.directory, "pulse", "daemon.conf"), "w") as f:
            f.write("rlimit-nofile = 8192\n")  # for occupy()

    def start(self):
        modules = [f"module-native-protocol-unix auth-anonymous=1 socket={self.socket}",
                   "module-null-sink sink_name=ears rate=48000 channels=1", "module-null-sink sink_name=room rate=48000 channels=1", MICROPHONE]
        argv = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--log-level=error"]
        self.started = Started(argv + [word for module in modules for word in ("-L", module)], self.directory, "pulseaudio", env=self._all)
        with ended_unless_ready(self):
            wait_for(lambda: "mouth" in self.control("list", "short", "sources"), "PulseAudio", process=self.started.process)
        self.control("set-default-sink", "ears")
        self.control("set-default-source", "mouth")
        return self

    def control(self, *words):
        return subprocess.run(["pactl", *words], env=self._all, capture_output=True, text=True, timeout=20).stdout

    def occupy(self):
        """Others have all the streams that the server gives of a device."""
        while self.control("load-module", "module-loopback", "source=mouth", "sink=ears").strip():
            pass

    def stop(self):
        if self.started:
            self.started.stop()
            self.started = None
