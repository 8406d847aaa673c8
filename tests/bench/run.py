"""`./dev bench`: prints figures, ours beside a peer's in the same run. Nothing here is a test."""
import math
import os
import re
import statistics
import subprocess
import sys
import time
import wave
from array import array

sys.dont_write_bytecode = True
build = os.path.abspath(sys.argv[1])
os.environ["CARILLON"] = os.path.join(build, "carillon")
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "interop"))

from harness import sipp  # noqa: E402
from harness.baresip import Baresip  # noqa: E402
from harness.carillon import Carillon  # noqa: E402
from harness.process import scratch  # noqa: E402
from harness.tone import Recording  # noqa: E402

CLOCK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK


def heading(text):
    print(f"\n== {text}", flush=True)


def programs():
    for name in ("bench_message", "bench_peers", "bench_media"):
        path = subprocess.run(["find", build, "-name", name, "-type", "f"], capture_output=True, text=True).stdout.split()
        if path:
            heading(name)
            subprocess.run(path[:1])


def calls_per_second():
    heading("calls set up per second on loopback (SIPp calls on one core, we answer on the other, real SDP)")
    reached = 0
    for rate in (100, 200, 400, 600, 800, 1000, 1200, 1600, 2000):
        with scratch() as directory, Carillon(directory, audio_input="null", options=("--audio-output", "null")) as phone:
            pid = phone.started.process.pid
            subprocess.run(["taskset", "-a", "-p", "-c", "0", str(pid)], stdout=subprocess.DEVNULL, check=True)
            phone.ctl("set", "mostCalls", "4096")
            account = phone.add_account("1001", media_encryption="none")
            phone.ctl("set", "autoAnswer", "on")
            host_port = phone.contact(account).split("@")[1].split(";")[0]
            calls = rate * 5
            before = cpu_seconds(pid)
            status, output = sipp.call(directory, host_port, "-sn", "uac", "-d", "0", "-r", str(rate), "-m", str(calls), "-l", "2000",
                                       pin=1)
            failed = re.findall(r"Failed call\s*\|\s*\d+\s*\|\s*(\d+)", output)
            again = re.findall(r"INVITE -+>\s+\d+\s+(\d+)", output)
            used = cpu_seconds(pid) - before
            print(f"{rate:5d}/s asked, {calls} calls, failed {failed[-1] if failed else '?'}, INVITEs sent again "
                  f"{again[-1] if again else '?'}, {used / calls * 1e3:.2f} ms CPU per call", flush=True)
            if status != 0 or (again and int(again[-1]) > calls // 100):
                break
            reached = rate
    print(f"reached {reached}/s with no failure and under 1 % retransmission")


def resident_kib(pid):
    with open(f"/proc/{pid}/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def many_calls(calls=1000, rate=50):
    """Calls in which nobody says a word: the peer sends no sound and we send silence, as a phone on hold at the other end has it."""
    heading(f"{calls} concurrent calls in one process (SIPp calls, nobody speaks)")
    with scratch() as directory, Carillon(directory, audio_input="null", options=("--audio-output", "null")) as phone:
        pid = phone.started.process.pid
        phone.ctl("set", "mostCalls", "4096")
        account = phone.add_account("1001", media_encryption="none")
        phone.ctl("set", "autoAnswer", "on")
        host_port = phone.contact(account).split("@")[1].split(";")[0]
        before = resident_kib(pid)
        with open(os.path.join(directory, "sipp.log"), "wb") as log:
            caller = subprocess.Popen(["sipp", host_port, "-i", "127.0.0.1", "-sn", "uac", "-s", "1001", "-d", "600000", "-r", str(rate), "-m",
                                       str(calls), "-l", str(calls), "-nostdin"], cwd=directory, stdout=log, stderr=log)
            try:
                end = time.monotonic() + calls / rate + 60
                standing = 0
                while standing < calls and time.monotonic() < end:
                    time.sleep(1)  # a bench: asking more often would be measured too
                    standing = sum(c["state"] == "Established" for c in phone.ctl("calls"))
                time.sleep(35)  # until the transactions of their beginning are forgotten
                begin, cpu = time.monotonic(), cpu_seconds(pid)
                time.sleep(10)
                used = (cpu_seconds(pid) - cpu) / (time.monotonic() - begin) * 100
                after = resident_kib(pid)
                asked = time.monotonic()
                phone.ctl("call", "c1")
                asked = time.monotonic() - asked
                print(f"{standing} calls stand, resident {before / 1024:.1f} MiB before, {after / 1024:.1f} MiB with them: "
                      f"{(after - before) / max(standing, 1):.1f} KiB a call; {used:.0f} % of a core; ctl answers in {asked * 1000:.0f} ms",
                      flush=True)
                phone.ctl("hangup", "--all")
            finally:
                caller.terminate()
                caller.wait()


def cpu_of_a_call(seconds=20):
    """Of the two, only ours processes what the microphone hears (baresip has modules for it, which are not loaded): measured without, too."""
    heading(f"CPU of one Opus call, both ends in the same call, {seconds} s (percent of a core)")
    for name, processing in (("without voice processing", "never"), ("with it", "always")):
        rows = [cpu_of_one_call(seconds, processing) for _ in range(3)]
        ours, theirs = (statistics.median(r[i] for r in rows) for i in (0, 1))
        runs = ", ".join("%.2f/%.2f" % row for row in rows)
        print(f"{name}: median carillon {ours:.2f} %, baresip {theirs:.2f} %, ratio {ours / theirs:.2f} (runs {runs})", flush=True)


def cpu_of_one_call(seconds, processing):
    with scratch() as directory, Baresip(directory, "peer", codecs=("opus",)) as peer, Carillon(directory) as phone:
        phone.ctl("set", "voiceProcessing", processing)
        phone.add_account("1001", media_encryption="none")
        call = phone.dial(peer.contact)
        peer.accept()
        phone.wait_call(call, "Established", "the call")
        pids = phone.started.process.pid, peer.started.process.pid
        packets = phone.received_packets(call)
        begin = [cpu_seconds(p) for p in pids]
        time.sleep(seconds)  # a bench: asking the program meanwhile would be measured too
        used = [cpu_seconds(p) - b for p, b in zip(pids, begin)]
        elapsed = (phone.received_packets(call) - packets) * 0.02
        return tuple(u / elapsed * 100 for u in used)


CLICK_PERIOD_MS = 1000


def write_clicks(path):
    """One click a period: 5 ms of 1.2 kHz, which an Opus encoder keeps, and silence."""
    rate = 48000
    samples = array("h", bytes(2 * rate * CLICK_PERIOD_MS // 1000))
    for i in range(rate // 200):
        samples[i] = int(20000 * math.sin(2 * math.pi * 1200 * i / rate))
    with wave.open(path, "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(rate)
        w.writeframes(samples.tobytes())


def onsets_ms(path):
    """Where each click begins in a recording."""
    recording = Recording(path)
    found, quiet = [], 0
    for i, sample in enumerate(recording.samples):
        if abs(sample) > 3000:
            if quiet > recording.rate // 4:
                found.append(i * 1000 / recording.rate)
            quiet = 0
        else:
            quiet += 1
    return found


def mouth_to_ear(seconds=10):
    """Each end plays the same clicks and records. Both files of an end begin with its media, so that what one end hears is late by
    the delay plus the difference of the two beginnings, and what the other hears by the delay minus it: half the sum is the delay."""
    heading("file-to-file mouth-to-ear delay, one way, two phones on loopback, 20 ms packets (ms)")
    for codec in ("opus", "g722", "pcmu"):
        delays = []
        for _ in range(3):
            with scratch() as directory:
                clicks = os.path.join(directory, "clicks.wav")
                write_clicks(clicks)
                with Carillon(directory, "a", f"file:{clicks}") as a, Carillon(directory, "b", f"file:{clicks}") as b:
                    for phone in (a, b):
                        phone.ctl("set", "codecs", codec)
                    a.add_account("1001", media_encryption="none")
                    contact = b.contact(b.add_account("1002", media_encryption="none"))
                    b.ctl("set", "autoAnswer", "on")
                    call = a.dial(contact)
                    a.wait_call(call, "Established", "the call")
                    time.sleep(seconds)
                    a.ctl("hangup", call)
                    for phone in (a, b):
                        phone.ctl("quit")
                        phone.started.process.wait(10)
                    sides = [statistics.median(t % CLICK_PERIOD_MS for t in onsets_ms(phone.recording)[2:]) for phone in (a, b)]
                    delays.append(sum(sides) % CLICK_PERIOD_MS / 2)
        print(f"{codec:5s} median {statistics.median(delays):.1f}   runs {', '.join(f'{d:.1f}' for d in delays)}", flush=True)


TALKERS = {
    "far": ("en-us+m3", "The quick brown fox jumps over the lazy dog, and then it sits down in the grass to look at the river for a while. Nobody told "
            "us that the meeting was moved to Thursday afternoon, so please send the agenda again. Three or four of the boxes arrived "
            "yesterday; the others are still somewhere between the harbour and the warehouse."),
    "near": ("en-gb+f2", "When the sunlight strikes raindrops in the air, they act as a prism and form a rainbow. I would rather take the early "
             "train, because the later one never leaves on time in winter. Could you please repeat the number? It was five, seven, nine, and "
             "then two zeros at the end, if I remember it well."),
}


def echo():
    heading("echo, noise and level of the microphone in synthetic rooms (docs/voice.md)")
    path = subprocess.run(["find", build, "-name", "bench_echo", "-type", "f"], capture_output=True, text=True).stdout.split()[0]
    with scratch() as directory:
        files = []
        for name, (voice, text) in TALKERS.items():
            files.append(os.path.join(directory, f"{name}.wav"))
            subprocess.run(["espeak-ng", "-v", voice, "-s", "165", "-w", files[-1], text], check=True)
        subprocess.run([path, *files], check=True)


def run_beside(name):
    subprocess.run([sys.executable, "-B", os.path.join(os.path.dirname(os.path.abspath(__file__)), name)])


def swap():
    heading("a headset pulled and plugged in again in mid-call: what the far end misses, ten times each")
    run_beside("swap.py")


def answer():
    heading("from \"answer\" to the first decoded audio (SIP.js in Chromium, through Kamailio)")
    run_beside("answer.py")


if __name__ == "__main__":
    only = sys.argv[2:]
    for name, part in (("programs", programs), ("calls", calls_per_second), ("many", many_calls),
                       ("cpu", cpu_of_a_call), ("ear", mouth_to_ear), ("echo", echo), ("swap", swap), ("answer", answer)):
        if not only or name in only:
            part()
