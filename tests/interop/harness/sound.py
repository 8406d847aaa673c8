"""A PulseAudio of the test's own: a loudspeaker that nobody hears and a microphone, with all its files in a folder of the test.
And a PipeWire that speaks its protocol."""
import os
import signal
import subprocess

from .process import Started, ended_unless_ready, wait_for
from .tone import write_tone

MICROPHONE = "module-remap-source source_name=mouth master=room.monitor remix=no channels=1"


class Sound:
    EMPTY_PIPE_IS_SILENCE = False  # a source fed by a pipe stalls with it

    def __init__(self, directory):
        self.directory = os.path.join(directory, "sound")
        os.mkdir(self.directory, 0o700)
        self.socket = os.path.join(self.directory, "native")
        self.env = {"HOME": self.directory, "XDG_RUNTIME_DIR": self.directory, "XDG_CONFIG_HOME": self.directory,
                    "PULSE_SERVER": f"unix:{self.socket}"}
        self._all = {k: v for k, v in {**os.environ, **self.env}.items() if k not in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
        self.started = None
        self.singers = {}
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

    def loudspeaker(self, name):
        """@returns what unplug() takes."""
        return self.control("load-module", "module-null-sink", f"sink_name={name}", "rate=48000", "channels=1").strip()

    def microphone(self, name, hz):
        """Its tone is played into a room of its own, which stays when the microphone is unplugged."""
        room = f"{name}_room"
        if name not in self.singers:
            self.control("load-module", "module-null-sink", f"sink_name={room}", "rate=48000", "channels=1")
            wait_for(lambda: room in self.control("list", "short", "sinks"), "a room", process=self.started.process)
            tone = os.path.join(self.directory, f"{name}.wav")
            write_tone(tone, hz)
            self.singers[name] = subprocess.Popen(["paplay", "--latency-msec=10", f"--device={room}", tone], env=self._all)
        return self.control("load-module", "module-remap-source", f"source_name={name}", f"master={room}.monitor", "remix=no", "channels=1",
                            f"source_properties=device.description={name}").strip()

    def unplug(self, module):
        self.control("unload-module", module)

    def streams(self):
        """(of loudspeakers, of microphones) that programs have open; each a line of `pactl list short`; those of modules have no client."""
        return [[line for line in self.control("list", "short", kind).strip().splitlines() if line.split("\t")[2] != "-"]
                for kind in ("sink-inputs", "source-outputs")]

    def control(self, *words):
        return subprocess.run(["pactl", *words], env=self._all, capture_output=True, text=True, timeout=20).stdout

    def occupy(self):
        """Others have all the streams that the server gives of a device."""
        while self.control("load-module", "module-loopback", "source=mouth", "sink=ears").strip():
            pass

    def stop(self):
        for singer in self.singers.values():
            singer.terminate()
            singer.wait()
        self.singers = {}
        if self.started:
            self.started.stop()
            self.started = None


class PipeWire(Sound):
    """PipeWire with its session manager and its server for programs of PulseAudio, on a session bus of its own."""

    EMPTY_PIPE_IS_SILENCE = True  # its nodes follow the clock of the graph, whatever the pipe holds

    def start(self):
        self.socket = os.path.join(self.directory, "pulse", "native")
        self.env["PULSE_SERVER"] = f"unix:{self.socket}"
        self._all["PULSE_SERVER"] = self.env["PULSE_SERVER"]
        self._all["XDG_STATE_HOME"] = self.directory
        script = "pipewire & sleep 0.5; wireplumber & exec pipewire-pulse"
        self.started = Started(["dbus-run-session", "--", "sh", "-c", script], self.directory, "pipewire", env=self._all)
        with ended_unless_ready(self):
            wait_for(lambda: "PipeWire" in self.control("info"), "PipeWire", process=self.started.process)
            for name in ("ears", "room"):
                self.control("load-module", "module-null-sink", f"sink_name={name}", "rate=48000", "channels=1")
            wait_for(lambda: "room" in self.control("list", "short", "sinks"), "its sinks", process=self.started.process)
            self.control("load-module", *MICROPHONE.split())
            wait_for(lambda: "mouth" in self.control("list", "short", "sources"), "its microphone", process=self.started.process)
        self.control("set-default-sink", "ears")
        self.control("set-default-source", "mouth")
        return self

    def stop(self):
        if self.started:
            os.killpg(self.started.process.pid, signal.SIGTERM)  # the session's end does not end who is in it
        super().stop()
