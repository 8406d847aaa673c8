"""baresip, headless: a tone as its microphone, its received audio as a WAV file, driven over its ctrl_tcp module."""
import json
import os
import socket
import threading
import time

from .kamailio import PASSWORD
from .tone import Recording, write_tone
from .process import Started, ended_unless_ready, free_port, wait_for

CONFIG = """
poll_method epoll
sip_listen {address}:{sip}
sip_certificate {cert}
sip_cafile {ca}
call_local_timeout {patience}
call_max_calls 4
audio_player aufile,{dir}/unused.wav
audio_source aufile,{dir}/tone.wav
ausrc_srate 48000
ausrc_channels 1
audio_alert aufile,{dir}/unused.wav
ausrc_format s16
auplay_format s16
auenc_format s16
audec_format s16
audio_buffer 20-160
rtp_tos 184
rtp_ports {rtp}-{rtp_end}
rtcp_mux {mux}
jitter_buffer_delay 2-10
rtp_stats no
net_interface {address}
module_path /usr/lib/baresip/modules
module opus.so
module g722.so
module g711.so
module aufile.so
module sndfile.so
module srtp.so
module dtls_srtp.so
{nat_modules}module_tmp uuid.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{ctrl}
snd_path {dir}
opus_bitrate 32000
opus_stereo no
opus_sprop_stereo no
opus_cbr no
opus_inbandfec no
"""

# baresip names a codec with its sampling rate and channels.
CODEC_NAMES = {"opus": "opus/48000/1", "G722": "G722/16000/1", "PCMU": "PCMU/8000/1", "PCMA": "PCMA/8000/1"}


class Baresip:
    """One user agent. codecs: baresip's names, e.g. ("opus",) or ("PCMA",). mediaenc: "", "srtp" (best effort), "srtp-mand",
    "dtls_srtp". nat: "", "ice", "turn", "stun", with @p stun as {"server": "turn:HOST:PORT", "user": ..., "password": ...}.
    @p address: where it is, on its one network."""

    def __init__(self, directory, name, user="1002", server=None, codecs=("opus", "G722", "PCMU", "PCMA"), mediaenc="",
                 tone_hz=440, answer="manual", ca="", transport="udp", patience=60, nat="", stun=None, rtcp_mux=False,
                 address="127.0.0.1"):
        self.user = user
        self.directory = os.path.join(directory, name)
        os.makedirs(self.directory)
        write_tone(os.path.join(self.directory, "tone.wav"), tone_hz)
        self.sip_port = free_port()
        self.ctrl_port = free_port()
        rtp = free_port(count=4)
        with open(os.path.join(self.directory, "config"), "w") as f:
            f.write(CONFIG.format(sip=self.sip_port, ctrl=self.ctrl_port, rtp=rtp - rtp % 2, rtp_end=rtp - rtp % 2 + 100,
                                  dir=self.directory, patience=patience, ca=ca or "", cert="", address=address,
                                  mux="yes" if rtcp_mux else "no", nat_modules=f"module {nat}.so\n" if nat else ""))
        names = ",".join(CODEC_NAMES.get(c, c) for c in codecs)
        params = [f"auth_user={user}", f"auth_pass={PASSWORD}", f"audio_codecs={names}", f"answermode={answer}"]
        if mediaenc:
            params.append(f"mediaenc={mediaenc}")
        if nat:
            params.append(f"medianat={nat}")
        if stun:
            params += [f"stunserver={stun['server']}", f"stunuser={stun['user']}", f"stunpass={stun['password']}"]
        if server:
            host_port = server.split(":", 1)[1].split(";")[0]
            params += [f'outbound="sip:{host_port};transport={transport}"', "regint=600"]
            self.aor = f"sip:{user}@carillon.test"
        else:
            params.append("regint=0")
            self.aor = f"sip:{user}@{address}:{self.sip_port}"
        with open(os.path.join(self.directory, "accounts"), "w") as f:
            f.write(f"<{self.aor};transport={transport}>;{';'.join(params)}\n")
        open(os.path.join(self.directory, "contacts"), "w").close()
        self.contact = f"sip:{user}@{address}:{self.sip_port}"
        self.registers = bool(server)
        self.events = []
        self._buffer = b""
        self._socket = None
        self._lock = threading.Lock()
        self.started = None

    def start(self):
        self.started = Started(["baresip", "-f", self.directory], self.directory, "baresip")
        with ended_unless_ready(self):
            wait_for(self._connect, "baresip's control port", process=self.started.process)
            threading.Thread(target=self._read, daemon=True).start()
            if self.registers:
                # The event may come before the control port is open; the log has it in either case.
                wait_for(lambda: "200 OK" in self.started.log(), f"baresip {self.user} to register", process=self.started.process)
        return self

    def _connect(self):
        try:
            self._socket = socket.create_connection(("127.0.0.1", self.ctrl_port), 1)
            self._socket.settimeout(None)
            return True
        except OSError:
            return False

    def _read(self):
        while True:
            try:
                data = self._socket.recv(65536)
            except OSError:
                return
            if not data:
                return
            self._buffer += data
            while b":" in self._buffer:
                length, rest = self._buffer.split(b":", 1)
                if len(rest) < int(length) + 1:
                    break
                with self._lock:
                    self.events.append(json.loads(rest[:int(length)]))
                self._buffer = rest[int(length) + 1:]

    def command(self, command, params=""):
        token = f"t{time.monotonic_ns()}"
        text = json.dumps({"command": command, "params": params, "token": token}).encode()
        self._socket.sendall(str(len(text)).encode() + b":" + text + b",")

        def answered():
            with self._lock:
                return next((e for e in self.events if e.get("token") == token), None)
        return wait_for(answered, f"baresip's answer to {command}")

    def seen(self, kind):
        with self._lock:
            return [e for e in self.events if e.get("type") == kind]

    def wait_event(self, kind, count=1, seconds=20):
        try:
            return wait_for(lambda: len(self.seen(kind)) >= count and self.seen(kind)[-1], f"baresip {self.user}: {kind}", seconds,
                            self.started.process)
        except AssertionError as error:
            raise AssertionError(f"{error}\nevents: {[e.get('type') for e in self.events]}\n{self.started.log()[-2000:]}") from None

    def dial(self, target):
        self.command("dial", target)

    def accept(self):
        self.wait_event("CALL_INCOMING")
        self.command("accept")

    def hang_up(self):
        self.command("hangup")

    def recordings(self, kind="dec"):
        """What it heard: WAV files written by its sndfile filter; complete after the call."""
        return sorted(os.path.join(self.directory, f) for f in os.listdir(self.directory)
                      if f.startswith("dump-") and f.endswith(f"-{kind}.wav"))

    def wait_recorded(self, hz, seconds, patience=20):
        """Until that much of the tone is in what it heard, in a call that still goes on."""
        def heard():
            return sum(Recording(path, is_growing=True).tone_seconds(hz) for path in self.recordings()) >= seconds
        return wait_for(heard, f"baresip {self.user}: {seconds} s of {hz} Hz", patience, self.started.process)

    def stop(self):
        if self._socket:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            self._socket.close()
        if self.started:
            self.started.stop()
            self.started = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
