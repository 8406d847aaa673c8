"""Chromium's receiver, in real time: written packets go in as plain RTP, an rtpengine makes WebRTC of them, the page keeps what it plays.

The network is bad before the rtpengine, which has no buffer of its own: each packet goes on as it comes.
"""
import json
import os
import random
import shutil
import socket
import tempfile
import time

import numpy as np

import opus
from harness.agent import LineDriven
from harness.browser import BROWSERS, fetch
from harness.impair import hurry, microseconds, replay
from harness.rtpengine import Rtpengine

HERE = os.path.dirname(os.path.abspath(__file__))


def bencode(value):
    if isinstance(value, dict):
        return b"d" + b"".join(bencode(k) + bencode(v) for k, v in sorted(value.items())) + b"e"
    if isinstance(value, (list, tuple)):
        return b"l" + b"".join(map(bencode, value)) + b"e"
    if isinstance(value, int):
        return b"i%de" % value
    text = value.encode()
    return b"%d:%s" % (len(text), text)


def bdecode(data, at=0):
    """@returns (value, where it ends)."""
    kind = data[at:at + 1]
    if kind == b"i":
        end = data.index(b"e", at)
        return int(data[at + 1:end]), end + 1
    if kind in (b"d", b"l"):
        items, at = [], at + 1
        while data[at:at + 1] != b"e":
            item, at = bdecode(data, at)
            items.append(item)
        return (dict(zip(items[::2], items[1::2])) if kind == b"d" else items), at + 1
    colon = data.index(b":", at)
    end = colon + 1 + int(data[at:colon])
    return data[colon + 1:end].decode("utf-8", "replace"), end


class Gateway:
    """The rtpengine's own control protocol, "ng"."""

    def __init__(self, directory, address):
        self.address = address
        self.engine = Rtpengine(directory, address).start()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.settimeout(5)
        self._socket.connect(("127.0.0.1", self.engine.port))

    def ask(self, command, **words):
        cookie = f"{random.getrandbits(48):x}"
        self._socket.send(f"{cookie} ".encode() + bencode({"command": command, **words}))
        while True:
            answered, _, body = self._socket.recv(65535).partition(b" ")
            if answered.decode() == cookie:
                break
        result = bdecode(body)[0]
        assert result["result"] == "ok", f"rtpengine, {command}: {result}\n{self.engine.started.log()[-2000:]}"
        return result

    def connect(self, call, offer):
        """@returns (the browser's answer, where plain RTP has to go)."""
        names = {"call-id": call, "from-tag": "browser", "replace": ["origin", "session-connection"]}
        plain = self.ask("offer", sdp=offer, ICE="remove", **{"transport-protocol": "RTP/AVP", "rtcp-mux": ["demux"], **names})["sdp"]
        port = next(int(line.split()[1]) for line in plain.splitlines() if line.startswith("m=audio"))
        sender = "\r\n".join(["v=0", f"o=- 1 1 IN IP4 {self.address}", "s=-", f"c=IN IP4 {self.address}", "t=0 0",
                              f"m=audio 9 RTP/AVP {opus.PAYLOAD_TYPE}", f"a=rtpmap:{opus.PAYLOAD_TYPE} opus/48000/2",
                              f"a=fmtp:{opus.PAYLOAD_TYPE} useinbandfec=1", "a=ptime:20", "a=sendonly", ""])
        answer = self.ask("answer", sdp=sender, ICE="force", **{"to-tag": "sender", "transport-protocol": "UDP/TLS/RTP/SAVPF", **names})
        return answer["sdp"], (self.address, port)

    def forget(self, call):
        self.ask("delete", **{"call-id": call, "from-tag": "browser"})

    def stop(self):
        self._socket.close()
        self.engine.stop()


class Receiver(LineDriven):
    def __init__(self, directory):
        chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
        assert chromium, "chromium is not installed: ./dev test installs it (Debian: chromium)."
        self.folder = tempfile.mkdtemp(prefix="receiver-", dir=directory)
        os.symlink(os.path.join(fetch(), "node_modules"), os.path.join(self.folder, "node_modules"))
        for name in ("receiver.mjs", "receiver.html"):
            shutil.copy(os.path.join(HERE, name), self.folder)
        super().__init__(["node", os.path.join(self.folder, "receiver.mjs"), json.dumps({"chromium": chromium})], self.folder, "receiver",
                         {"HOME": self.folder, "XDG_CONFIG_HOME": self.folder, "XDG_CACHE_HOME": self.folder})
        try:
            self.version = self.wait("connected", seconds=60)["version"]
        except BaseException:
            self.stop()
            raise

    def ask(self, what, call, seconds=30, **fields):
        self.do(what, call=call, **fields)
        done = self.wait("done", what=what, call=call, seconds=seconds)
        self.events.clear()
        return done


def stalled_ms(times):
    """Of sound that should have been played and was not, since the browser was not given its time: 0 on a machine that has it."""
    played = sum(t[2] for t in times[:-1]) / times[0][3]
    return (times[-1][0] - times[0][0]) / 1000 - 1000 * played


def on_the_clock(sound, times, begin_us, seconds):
    """@returns the sound from @p begin_us (of the machine's clock) on.

    The pieces come each 10 ms, and some late by what else the browser does: the quickest tell when the first one was played."""
    assert times, "the browser played nothing"
    rate = times[0][3]
    assert rate == opus.RATE, f"{rate} Hz"
    before = np.concatenate(([0], np.cumsum([t[2] for t in times])[:-1])) / rate * 1e6
    first = np.percentile([t[0] for t in times] - before, 5)
    skipped = round((begin_us - first) / 1e6 * rate)
    sound = np.concatenate((np.zeros(max(0, -skipped)), sound[max(0, skipped):]))
    length = round(seconds * rate)
    return np.concatenate((sound[:length], np.zeros(max(0, length - len(sound)))))


class Chromium:
    """Several trials at once, each in a call of its own."""

    def __init__(self, directory, address):
        self.directory = directory
        self.gateway = Gateway(directory, address)
        try:
            self.receiver = Receiver(directory)
        except BaseException:
            self.gateway.stop()
            raise
        self.version = self.receiver.version
        self._count = 0

    def hear(self, trials):
        """@returns for each trial: (what was played from the sending of the first packet on, Chromium's figures); how exactly we sent."""
        calls, flows = [], []
        for trial in trials:
            self._count += 1
            calls.append(f"call{self._count}")
            answer, port = self.gateway.connect(calls[-1], self.receiver.ask("offer", calls[-1])["sdp"])
            self.receiver.ask("answer", calls[-1], sdp=answer)
            flows.append((port, trial.arrivals))
        begin, figures = self._send(flows)
        begin_us = begin + time.time_ns() // 1000 - microseconds()
        time.sleep(max(0, max(t.seconds for t in trials) - (microseconds() - begin) / 1e6))
        return [self._fetch(call, trial, begin_us) for call, trial in zip(calls, trials)], figures

    def _send(self, flows):
        """By a process of its own, which nothing else delays."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                hurry()
                os.write(writing, json.dumps(replay(flows, microseconds() + 300000)).encode())
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as result:
            text = result.read()
        os.waitpid(child, 0)
        assert text, "the packets could not be sent"
        return json.loads(text)

    def _fetch(self, call, trial, begin_us):
        path = os.path.join(self.directory, f"{call}.s16")
        done = self.receiver.ask("fetch", call, file=path)
        self.receiver.ask("close", call)
        self.gateway.forget(call)
        sound = np.fromfile(path, np.int16) / 32768
        os.remove(path)
        stats = done["stats"]
        emitted = stats.get("jitterBufferEmittedCount") or 1
        concealed = stats.get("concealedSamples", 0) - stats.get("silentConcealedSamples", 0)  # those: before and after the call
        return on_the_clock(sound, done["times"], begin_us, trial.seconds), {
            "packets": stats.get("packetsReceived"), "concealedMs": concealed / opus.RATE * 1000,
            "bufferMs": stats.get("jitterBufferDelay", 0) / emitted * 1000, "stalledMs": stalled_ms(done["times"])}

    def stop(self):
        self.receiver.stop()
        self.gateway.stop()
