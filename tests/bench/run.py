"""`./dev bench`: prints figures, ours beside a peer's in the same run. Nothing here is a test."""
import os
import re
import statistics
import subprocess
import sys
import time

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
    for name in ("bench_message", "bench_media"):
        path = subprocess.run(["find", build, "-name", name, "-type", "f"], capture_output=True, text=True).stdout.split()
        if path:
            heading(name)
            subprocess.run(path[:1])


def calls_per_second():
    heading("calls set up per second on loopback (SIPp calls, we answer, real SDP, no media kept)")
    with scratch() as directory, Carillon(directory, audio_input="null", options=("--audio-output", "null")) as phone:
        account = phone.add_account("1001", media_encryption="none")
        phone.ctl("set", "autoAnswer", "on")
        host_port = phone.contact(account).split("@")[1].split(";")[0]
        for rate in (50, 100, 200, 400, 800):
            calls = rate * 5
            before = cpu_seconds(phone.started.process.pid)
            status, output = sipp.call(directory, host_port, "-sn", "uac", "-d", "0", "-r", str(rate), "-m", str(calls), "-l", "2000")
            failed = re.findall(r"Failed call\s*\|\s*\d+\s*\|\s*(\d+)", output)
            used = cpu_seconds(phone.started.process.pid) - before
            print(f"{rate:5d}/s asked, {calls} calls, failed {failed[-1] if failed else '?'}, {used / calls * 1e3:.2f} ms CPU per call",
                  flush=True)
            if status != 0:
                break


def cpu_of_a_call(seconds=20):
    heading("CPU of one Opus call, both ends in the same call, 20 s (percent of a core)")
    rows = []
    for _ in range(3):
        with scratch() as directory, Baresip(directory, "peer", codecs=("opus",)) as peer, Carillon(directory) as phone:
            phone.add_account("1001", media_encryption="none")
            call = phone.dial(peer.contact)
            peer.accept()
            phone.wait_call(call, "Established", "the call")
            pids = phone.started.process.pid, peer.started.process.pid
            begin = [cpu_seconds(p) for p in pids]
            packets = phone.received_packets(call)
            time.sleep(seconds)  # asking the phone meanwhile would be measured with it
            elapsed = (phone.received_packets(call) - packets) * 0.02
            used = [cpu_seconds(p) - b for p, b in zip(pids, begin)]
            rows.append([u / elapsed * 100 for u in used])
            print("carillon %.2f %%   baresip %.2f %%" % tuple(rows[-1]), flush=True)
    ours, theirs = (statistics.median(r[i] for r in rows) for i in (0, 1))
    print(f"median: carillon {ours:.2f} %, baresip {theirs:.2f} %, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    only = sys.argv[2:]
    for name, part in (("programs", programs), ("calls", calls_per_second), ("cpu", cpu_of_a_call)):
        if not only or name in only:
            part()
