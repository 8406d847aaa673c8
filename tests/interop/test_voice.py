"""Echo, live settings and "you talk while muted", through a real sound server whose loudspeaker is heard by its microphone."""
import math
import os
import random
import subprocess
import unittest
import wave
from array import array

from harness.carillon import BINARY, Carillon
from harness.case import Case
from harness.process import wait_for
from harness.sound import Sound


def write_words(path, seconds=10, rate=48000):
    """Bursts of noise which falls towards high frequencies: to an echo canceller that is speech, and hard enough."""
    source, samples, low = random.Random(7), array("h"), 0.0
    while len(samples) < seconds * rate:
        word, pause = source.uniform(0.2, 0.6), source.uniform(0.05, 0.3)
        for i in range(int(word * rate)):
            low += 0.15 * (source.gauss(0, 1) - low)
            samples.append(int(16000 * low * math.sin(math.pi * i / (word * rate))))
        samples.extend(array("h", bytes(2 * int(pause * rate))))
    with wave.open(path, "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(rate)
        w.writeframes(samples.tobytes())


def level(recording):
    """dB of full scale."""
    samples = recording.samples
    return 10 * math.log10(sum(x * x for x in samples[::5]) / max(1, len(samples) // 5) / 32768.0 ** 2 + 1e-12)


class Echo(Case):
    def setUp(self):
        super().setUp()
        self.sound = self.started(Sound(self.directory))
        self.phone = Carillon(self.directory, "anna")
        self.phone.argv = [BINARY, "--headless", "--profile", self.phone.profile]
        self.phone.env.update(self.sound.env)
        self.started(self.phone)
        self.phone.add_account("1001")
        self.phone.ctl("device", "set", "input", "mouth")  # which hears what is played in the room
        self.phone.ctl("device", "set", "output", "room")
        for key, value in (("noiseSuppression", "off"), ("automaticGain", "off"), ("voiceProcessing", "never")):
            self.phone.ctl("set", key, value)

    def call(self, audio_input):
        bob = self.started(Carillon(self.directory, "bob", audio_input))
        target = bob.contact(bob.add_account("1002"))
        bob.ctl("set", "autoAnswer", "on")
        call = self.phone.dial(target)
        self.phone.wait_call(call, "Established", "the answer")
        return call, bob

    def heard(self, bob, seconds=2.0):
        """The level of the last seconds that came back to who speaks, once they are all of now on."""
        begin = bob.heard().seconds
        wait_for(lambda: bob.heard().seconds >= begin + seconds + 0.5, "sound", process=bob.started.process)
        return level(bob.heard().since(begin + 0.5))

    def test_the_echo_is_gone_as_soon_as_it_is_wanted_so(self):
        words = os.path.join(self.directory, "words.wav")
        write_words(words)
        call, bob = self.call(f"file:{words}")
        self.phone.wait_heard(call, 2000)
        before = self.heard(bob)
        self.assertGreater(before, -45, "without, the echo comes back")
        self.phone.ctl("set", "voiceProcessing", "auto")
        last = []
        wait_for(lambda: last.append(self.heard(bob)) or last[-1] < before - 25, f"an echo 25 dB below {before:.1f}", 30)
        print(f"echo {before:.1f} dB before, {', '.join(f'{db:.1f}' for db in last)} dB with", flush=True)
        self.phone.ctl("set", "echoCancellation", "off")
        self.assertGreater(self.heard(bob), before - 6, "switched off in the call")

    def test_files_pass_as_they_are(self):
        """What is no microphone is processed only when it is asked for: white noise would be less by 12 dB."""
        noise = os.path.join(self.directory, "noise.wav")
        source = random.Random(3)
        with wave.open(noise, "wb") as w:
            w.setnchannels(1)
            w.setsampwidth(2)
            w.setframerate(48000)
            w.writeframes(array("h", (int(source.gauss(0, 300)) for _ in range(96000))).tobytes())
        self.phone.ctl("device", "set", "input", f"file:{noise}")
        self.phone.ctl("device", "set", "output", "null")
        self.phone.ctl("set", "noiseSuppression", "high")
        self.phone.ctl("set", "voiceProcessing", "auto")
        _, bob = self.call("null")
        exact = self.heard(bob)
        self.assertGreater(exact, -44)
        self.phone.ctl("set", "voiceProcessing", "always")
        wait_for(lambda: self.heard(bob, 1) < exact - 9, "the noise to be less", 30)

    def test_who_talks_while_muted_is_told(self):
        speech = os.path.join(self.directory, "speech.wav")
        subprocess.run(["espeak-ng", "-w", speech, "Why does nobody answer me? I have been talking for quite a while now."], check=True)
        self.phone.ctl("device", "set", "input", f"file:{speech}")
        self.phone.ctl("device", "set", "output", "null")
        self.phone.ctl("set", "voiceProcessing", "always")
        events = self.phone.events()
        self.addCleanup(events.stop)
        call, bob = self.call("null")
        self.assertGreater(self.heard(bob), -45)
        self.assertFalse(self.phone.call(call)["talkingWhileMuted"], "nobody is muted")
        self.phone.ctl("mute", call, "on")
        self.phone.wait_call(call, lambda c: c["talkingWhileMuted"], "to be told")
        self.assertTrue(any(e.get("talkingWhileMuted") for e in events.lines))
        self.phone.ctl("mute", call, "off")
        self.phone.wait_call(call, lambda c: not c["talkingWhileMuted"], "to be heard again")


if __name__ == "__main__":
    unittest.main()
