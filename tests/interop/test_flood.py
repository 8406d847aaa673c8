"""10,000 half-open INVITEs from one source while a call is up: memory has an end, and the call does not notice."""
import json
import os
import socket
import threading
import time
import unittest

from harness.carillon import Carillon
from harness.case import Case
from harness.flood import Flood
from harness.process import wait_for

INVITES = 10_000
PER_SECOND, PER_SECOND_SANITIZED = 2000, 400  # with what the machine does beside it: the phone must not be the one who decides
TIMER_H_S = 32
SLOWEST_ANSWER_MS = 100
# What 10,000 remembered INVITEs may cost: TransactionLayer::Limits bounds them (RequestBytes 64 MiB, PendingRequests 4096),
# UserAgentOptions::mostSessions (64) and Phone's Ringing (16) those who get a session. Much less is wanted.
MOST_MIB = 64


def resident_mib(pid):
    with open(f"/proc/{pid}/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def is_sanitized(pid):
    """AddressSanitizer keeps what was freed for a while: memory says nothing then, and all is slower."""
    with open(f"/proc/{pid}/maps") as f:
        return "libasan" in f.read()


class ControlSocket:
    """The phone's control socket itself: starting a `carillon ctl` for each question would be measured too."""

    def __init__(self, phone):
        self._path = os.path.join(phone.profile, "control.sock")

    def ask(self, *args):
        """@returns (milliseconds until the answer, its result)."""
        begin = time.monotonic()
        with socket.socket(socket.AF_UNIX) as s:
            s.settimeout(10)
            s.connect(self._path)
            s.sendall(json.dumps({"args": list(args)}).encode() + b"\n")
            answer = b""
            while not answer.endswith(b"\n"):
                got = s.recv(1 << 20)
                if not got:
                    raise AssertionError("the phone closed its control socket")
                answer += got
        return 1000 * (time.monotonic() - begin), json.loads(answer)["result"]


class Watch:
    """Asks the phone for its call all the while."""

    def __init__(self, phone, call):
        self._control, self._call, self._pid = ControlSocket(phone), call, phone.started.process.pid
        self.waits, self.highest_mib, self.states = [], 0.0, set()
        self._is_on = True
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        while self._is_on:
            ms, call = self._control.ask("call", self._call)
            self.waits.append(ms)
            self.states.add(call["state"])
            self.highest_mib = max(self.highest_mib, resident_mib(self._pid))
            time.sleep(0.05)

    def stop(self):
        self._is_on = False
        self._thread.join()


class HalfOpen(Case):
    def setUp(self):
        super().setUp()
        self.peer = self.started(Carillon(self.directory, "peer", audio_input="tone:880"))
        self.peer.add_account("1002", media_encryption="none")
        self.phone = self.started(Carillon(self.directory))
        account = self.phone.add_account("1001", media_encryption="none")
        contact = self.phone.contact(account)
        theirs = self.peer.dial(contact)
        self.call = self.phone.wait_incoming()
        self.phone.ctl("answer", self.call)
        self.phone.wait_call(self.call, "Established", "the call")
        self.peer.wait_call(theirs, "Established", "the call")
        self.their_call = theirs
        self.phone.wait_heard(self.call, 1000)
        self.port = int(contact.split("@")[1].split(";")[0].rstrip(">").split(":")[1])
        self.pid = self.phone.started.process.pid
        self.is_sanitized = is_sanitized(self.pid)

    def flood(self):
        """One round. @returns (the source, the most that was resident while it went on)."""
        source = Flood("127.0.0.1", self.port)
        self.addCleanup(source.stop)
        heard = [self.phone.received_packets(self.call), self.peer.received_packets(self.their_call)]
        begin = time.monotonic()
        watch = Watch(self.phone, self.call)
        try:
            took = source.send(INVITES, PER_SECOND_SANITIZED if self.is_sanitized else PER_SECOND)
            wait_for(lambda: len(source.answers) > INVITES * 0.9, "answers", 30)
        finally:
            watch.stop()
        heard = [self.phone.received_packets(self.call) - heard[0], self.peer.received_packets(self.their_call) - heard[1]]
        expected = (time.monotonic() - begin) / 0.02
        waits = sorted(watch.waits)
        print(f"\n{INVITES} INVITEs in {took:.1f} s, answers {source.statuses()}, ctl {waits[len(waits) // 2]:.1f} ms, slowest "
              f"{waits[-1]:.1f} ms of {len(waits)}, RTP {heard[0]}/{heard[1]} of {expected:.0f} packets, "
              f"resident {watch.highest_mib:.0f} MiB ... ", end="", flush=True)
        self.assertEqual(watch.states, {"Established"})
        self.assertLess(waits[int(len(waits) * 0.95)], SLOWEST_ANSWER_MS, "ctl answers late")
        for packets in heard:
            self.assertGreater(packets, expected * 0.9, "the call lost sound")
        return source, watch.highest_mib

    def assert_bounded(self, mib, most):
        if not self.is_sanitized:
            self.assertLess(mib, most, "MiB more")

    def end_ringing(self):
        for call in self.phone.ctl("calls"):
            if call["direction"] == "in" and call["state"] == "Initial":
                self.phone.ctl("reject", call["id"])

    def test_ten_thousand_harm_nobody(self):
        before = resident_mib(self.pid)
        source, highest = self.flood()
        statuses = source.statuses()
        ringing = sum(c["state"] == "Initial" for c in self.phone.ctl("calls"))
        self.assertLessEqual(ringing, 16, "those who wait for a person are bounded")
        self.assertEqual(statuses.get(180, 0), ringing)
        self.assertLessEqual(set(statuses), {180, 486, 503}, "the rest is refused")
        self.assert_bounded(highest - before, MOST_MIB)
        # Nobody acknowledges: after Timer H (RFC 3261 §17.2.1) all is forgotten and silent.
        self.end_ringing()
        wait_for(lambda: time.monotonic() - source.last_word > 5, "silence after Timer H", TIMER_H_S + 15)
        after = resident_mib(self.pid)
        # The second round finds the room of the first: nothing was kept.
        _, again = self.flood()
        print(f"resident before {before:.0f}, after {after:.0f} MiB ... ", end="", flush=True)
        self.assert_bounded(again - highest, MOST_MIB / 8)
        self.end_ringing()
        # The phone is as it was: the call is heard, and another one comes in.
        heard = self.phone.received_packets(self.call)
        wait_for(lambda: self.phone.received_packets(self.call) > heard + 50, "the tone to go on")
        self.assertLess(self.phone.ctl("stats", self.call)["audio"]["received"]["lost"], 100)
        self.peer.ctl("hangup", self.their_call)
        self.phone.wait_call(self.call, "Terminated", "the end")

    def test_nor_do_those_who_are_answered_and_never_acknowledge(self):
        """Each 200 waits for its ACK with its ports and its media: UserAgentOptions::mostSessions bounds them."""
        self.phone.ctl("set", "autoAnswer", "on")
        before = resident_mib(self.pid)
        source, highest = self.flood()
        statuses = source.statuses()
        self.assertLessEqual(statuses.get(200, 0) + statuses.get(180, 0), 64)
        self.assert_bounded(highest - before, 2 * MOST_MIB)
        self.phone.ctl("set", "autoAnswer", "off")
        # §13.3.1.4: without ACK each ends after 64*T1.
        wait_for(lambda: [c["id"] for c in self.phone.ctl("calls") if c["state"] == "Established"] == [self.call],
                 "the unacknowledged calls to end", TIMER_H_S + 15)
        self.assertEqual(self.phone.call(self.call)["state"], "Established")


class MostCalls(Case):
    def test_one_call_more_than_that_is_busy(self):
        phone = self.started(Carillon(self.directory))
        phone.ctl("set", "mostCalls", "2")
        contact = phone.contact(phone.add_account("1001", media_encryption="none"))
        phone.ctl("set", "autoAnswer", "on")
        source = Flood("127.0.0.1", int(contact.split("@")[1].split(";")[0].split(":")[1]))
        self.addCleanup(source.stop)
        source.send(3, 100)
        wait_for(lambda: len(source.answers) == 3 and 180 not in source.statuses(), "three answers")
        self.assertEqual(source.statuses(), {200: 2, 486: 1})


if __name__ == "__main__":
    unittest.main(verbosity=2)
