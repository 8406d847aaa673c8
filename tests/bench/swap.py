"""How long the far end hears nothing of us when the headset is pulled in mid-call, and when it is plugged in again."""
import os
import statistics
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "interop"))

from harness.carillon import BINARY, Carillon  # noqa: E402
from harness.process import scratch  # noqa: E402
from harness.sound import PipeWire, Sound  # noqa: E402

BUILTIN, HEADSET = 500, 1500  # Hz of the two microphones
HEARD = 500  # of 32768, -36 dBFS: the tones are louder, and cross it in each half period


def silence(recording, before, after):
    """The longest run of samples without sound about where the last change of the one tone to the other is."""
    ends = [end for _, end in recording.tone_spans(before, window=0.01)]
    begin = next(begin for begin, _ in recording.tone_spans(after, window=0.01) if begin >= ends[-1] - 0.01)
    longest = run = 0
    for sample in recording.samples[int((ends[-1] - 0.1) * recording.rate):int((begin + 0.1) * recording.rate)]:
        run = 0 if abs(sample) > HEARD else run + 1
        longest = max(longest, run)
    return longest


def gaps(server, times):
    pulled, plugged = [], []
    with scratch() as directory:
        sound = server(directory)
        sound.start()
        try:
            phone = Carillon(directory, "anna")
            phone.argv = [BINARY, "--headless", "--profile", phone.profile]
            phone.env.update(sound.env)
            with phone, Carillon(directory, "bob") as bob:
                phone.add_account("1001")
                target = bob.contact(bob.add_account("1002"))
                bob.ctl("set", "autoAnswer", "on")
                sound.microphone("builtin", BUILTIN)
                headset = sound.microphone("headset", HEADSET)
                phone.ctl("set", "audioInputs", "headset,builtin")
                call = phone.dial(target)
                phone.wait_call(call, "Established", "the answer")
                bob.wait_recorded(HEADSET)
                for _ in range(times):
                    since = bob.heard().seconds
                    sound.unplug(headset)
                    bob.wait_recorded(BUILTIN, since=since)
                    pulled.append(silence(bob.heard(), HEADSET, BUILTIN))
                    since = bob.heard().seconds
                    headset = sound.microphone("headset", HEADSET)
                    bob.wait_recorded(HEADSET, since=since)
                    plugged.append(silence(bob.heard(), BUILTIN, HEADSET))
                phone.ctl("hangup", call)
        finally:
            sound.stop()
    return pulled, plugged


if __name__ == "__main__":
    for server in (Sound, PipeWire):
        for what, samples in zip(("pulled", "plugged in again"), gaps(server, 10)):
            name = "PulseAudio" if server is Sound else "PipeWire"
            middle = statistics.median(samples)
            print(f"{name:10s} headset {what:16s} median {middle:5.0f} samples of 48 kHz ({middle / 48:.1f} ms), most {max(samples)} ({max(samples) / 48:.1f} ms)",
                  flush=True)
