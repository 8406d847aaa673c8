"""Registration with digest and calls in both directions over UDP, TCP, TLS, WS and WSS through Kamailio; the far end is baresip."""
import unittest

from harness.baresip import Baresip
from harness.carillon import Carillon, CtlError
from harness.kamailio import Kamailio
from harness.process import scratch, wait_for
from harness.tone import Recording


class Transports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = scratch()
        cls.addClassCleanup(folder.cleanup)
        cls.directory = folder.name
        cls.kamailio = Kamailio(cls.directory).start()
        cls.addClassCleanup(cls.kamailio.stop)
        cls.peer = Baresip(cls.directory, "peer", "1002", cls.kamailio.server("udp"), tone_hz=880).start()
        cls.addClassCleanup(cls.peer.stop)

    def calls_both_ways(self, transport):
        closed = len(self.peer.seen("CALL_CLOSED"))
        before = set(self.peer.recordings())
        with Carillon(self.directory, f"carillon-{transport}") as phone:
            account = phone.add_account("1001", self.kamailio, transport)
            phone.wait_registered(account)
            self.assertEqual(phone.account(account)["transport"], transport)

            call = phone.dial("1002")
            self.peer.wait_event("CALL_INCOMING", len(self.peer.seen("CALL_INCOMING")) or 1)
            phone.wait_call(call, lambda c: c["ringing"], "ringing")
            self.peer.command("accept")
            phone.wait_call(call, "Established", "our call to be answered")
            phone.wait_heard(call, 2000)
            phone.ctl("hangup", call)
            self.peer.wait_event("CALL_CLOSED", closed + 1)
            self.assertEqual(phone.wait_call(call, "Terminated", "the end")["end"]["by"], "local")

            self.peer.dial("sip:1001@carillon.test")
            incoming = phone.wait_incoming()
            phone.ctl("answer", incoming)
            phone.wait_call(incoming, "Established", "the answer")
            phone.wait_heard(incoming, 1000)
            self.peer.hang_up()
            ended = phone.wait_call(incoming, "Terminated", "the peer to hang up")
            self.assertEqual(ended["end"]["by"], "remote")
            # Unregistered when it goes: the registrar forgets us.
        heard = Recording(phone.recording)
        self.assertGreater(heard.tone_seconds(880), 2.0, "the peer's tone in our recording")
        ours = [Recording(r) for r in self.peer.recordings() if r not in before]
        self.assertGreater(sum(r.tone_seconds(440) for r in ours), 2.0, "our tone in the peer's recording")

    def test_udp(self):
        self.calls_both_ways("udp")

    def test_tcp(self):
        self.calls_both_ways("tcp")

    def test_tls(self):
        self.calls_both_ways("tls")

    def test_ws(self):
        self.calls_both_ways("ws")

    def test_wss(self):
        self.calls_both_ways("wss")

    def test_a_certificate_of_an_unknown_authority_is_refused_with_a_sentence(self):
        for transport in ("tls", "wss"):
            with Carillon(self.directory, f"untrusted-{transport}") as phone:
                account = phone.ctl("account", "add", "--aor", "sip:1003@carillon.test", "--server",
                                    self.kamailio.server(transport), "--password-stdin", stdin="secret\n")["id"]
                reason = wait_for(lambda: phone.account(account)["reason"], "a reason")
                self.assertIn("certificate", reason.lower())
                self.assertFalse(phone.account(account)["registered"])

    def test_a_wrong_password_is_said(self):
        with Carillon(self.directory, "wrong-password") as phone:
            account = phone.add_account("1003", self.kamailio, password="wrong")
            reason = wait_for(lambda: phone.account(account)["reason"], "a reason")
            self.assertIn("password", reason.lower())
            log = phone.ctl("trace", "--last", "20")
            self.assertNotIn("wrong", str(log))

    def test_a_refused_connection_and_an_unknown_host_are_said(self):
        with Carillon(self.directory, "refused") as phone:
            account = phone.ctl("account", "add", "--aor", "sip:1003@carillon.test", "--server",
                                "sip:127.0.0.1:1;transport=tcp", "--password-stdin", stdin="x\n")["id"]
            self.assertTrue(wait_for(lambda: phone.account(account)["reason"], "a reason"))
            other = phone.ctl("account", "add", "--aor", "sip:1003@nowhere.invalid", "--password-stdin", stdin="x\n")["id"]
            reason = wait_for(lambda: phone.account(other)["reason"], "a reason", 30)
            self.assertIn("nowhere.invalid", reason)
            with self.assertRaises(CtlError) as raised:
                phone.ctl("call", "c99")
            self.assertEqual(raised.exception.status, 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
