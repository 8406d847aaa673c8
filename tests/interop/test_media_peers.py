"""Calls whose media are encrypted or find their way by ICE, with baresip and rtpengine: SDES offered, demanded, refused; DTLS-SRTP."""
import unittest

from harness import sandbox
from harness.baresip import Baresip
from harness.carillon import Carillon
from harness.case import Case
from harness.kamailio import Kamailio
from harness.process import wait_for
from harness.rtpengine import Rtpengine
from harness.tone import Recording

ADDRESS = sandbox.ADDRESS


class BaresipAlone(Case):
    """The far end against itself: what fails below does not fail for its sake."""

    def call(self, mediaenc, nat=""):
        anna, bob = (self.started(Baresip(self.directory, name, user, tone_hz=hz, mediaenc=mediaenc, nat=nat, address=ADDRESS,
                                          rtcp_mux=mediaenc == "dtls_srtp"))
                     for name, user, hz in (("anna", "1001", 440), ("bob", "1002", 880)))
        anna.dial(bob.contact)
        bob.accept()
        anna.wait_event("CALL_ESTABLISHED")
        for peer, hz in ((anna, 880), (bob, 440)):
            peer.wait_recorded(hz, 1.0)
        anna.hang_up()
        bob.wait_event("CALL_CLOSED")
        return anna.started.log()

    def test_sdes_offered(self):
        self.call("srtp")

    def test_sdes_demanded(self):
        self.call("srtp-mand")

    def test_dtls(self):
        log = self.call("dtls_srtp")
        self.assertIn("DTLS-SRTP complete (audio/RTP", log)

    def test_dtls_with_ice(self):
        log = self.call("dtls_srtp", "ice")
        self.assertIn("DTLS-SRTP complete (audio/RTP", log)

    def test_ice_without_encryption(self):
        self.call("", "ice")


class Call(Case):
    """One call with a baresip; test methods differ in who calls and what each side wants."""

    rtcp_mux = True  # of DTLS

    def call(self, ours, theirs, by_us, nat=""):
        """@returns how our call was encrypted at its best, after sound went both ways."""
        self.peer = peer = self.started(Baresip(self.directory, "peer", tone_hz=880, mediaenc=theirs, nat=nat, address=ADDRESS,
                                                rtcp_mux=self.rtcp_mux and theirs == "dtls_srtp"))
        phone = self.started(Carillon(self.directory))
        # Not at the loopback: a baresip that sees several ways may send its handshake over another than the one that we chose.
        account = phone.add_account("1001", address=ADDRESS, media_encryption=ours, **({"ice": "on"} if nat else {}))
        if by_us:
            call = phone.dial(peer.contact)
            peer.accept()
        else:
            peer.dial(phone.contact(account))
            call = phone.wait_incoming()
            phone.ctl("answer", call)
        phone.wait_call(call, "Established", "the call")
        phone.wait_heard(call, 1500)
        peer.wait_recorded(440, 1.0)
        encryption = phone.call(call)["encryption"]
        self.before_the_end()
        self.figures = phone.ctl("stats", call)
        phone.ctl("hangup", call)
        peer.wait_event("CALL_CLOSED")
        phone.stop()
        self.assertGreater(Recording(phone.recording).tone_seconds(880), 1.0, "their tone in our recording")
        return encryption


    def before_the_end(self):
        pass


class Sdes(Call):
    def test_optional_with_one_that_offers(self):
        self.assertEqual(self.call("optional", "srtp", by_us=False), "sdes")

    def test_optional_with_one_that_demands_it(self):
        self.assertEqual(self.call("optional", "srtp-mand", by_us=False), "sdes")

    def test_optional_with_one_that_has_none(self):
        self.assertEqual(self.call("optional", "", by_us=False), "none")

    def test_we_offer_it_and_it_has_none(self):
        self.assertEqual(self.call("optional", "", by_us=True), "none")

    def test_we_demand_it_of_one_that_offers(self):
        self.assertEqual(self.call("sdes", "srtp", by_us=True), "sdes")

    def test_we_demand_it_of_one_that_demands_it(self):
        self.assertEqual(self.call("sdes", "srtp-mand", by_us=True), "sdes")

    def test_we_demand_it_and_are_called(self):
        self.assertEqual(self.call("sdes", "srtp-mand", by_us=False), "sdes")

    def test_demanded_and_not_given_is_no_call(self):
        peer = self.started(Baresip(self.directory, "peer"))
        phone = self.started(Carillon(self.directory))
        phone.add_account("1001", media_encryption="sdes")
        call = phone.dial(peer.contact)
        ended = phone.wait_call(call, "Terminated", "the refusal")
        self.assertIn(ended["end"]["code"], (488, 606))

    def test_we_have_none_and_one_demands_it(self):
        peer = self.started(Baresip(self.directory, "peer", mediaenc="srtp-mand"))
        phone = self.started(Carillon(self.directory))
        account = phone.add_account("1001", media_encryption="none")
        peer.dial(phone.contact(account))
        self.assertIn("488", peer.wait_event("CALL_CLOSED")["param"])


class Dtls(Call):
    def check(self, encryption, is_ice):
        self.assertEqual(encryption, "dtls")
        self.assertIn("AES", self.figures["srtpProfile"].upper())
        if is_ice:
            self.assertEqual(self.figures["ice"]["local"]["type"], "host")

    def test_we_call(self):
        self.check(self.call("dtls", "dtls_srtp", by_us=True), is_ice=False)

    def test_we_are_called(self):
        self.check(self.call("dtls", "dtls_srtp", by_us=False), is_ice=False)

    def test_we_call_with_ice(self):
        self.check(self.call("dtls", "dtls_srtp", by_us=True, nat="ice"), is_ice=True)

    def test_we_are_called_with_ice(self):
        self.check(self.call("dtls", "dtls_srtp", by_us=False, nat="ice"), is_ice=True)

    def test_optional_prefers_it(self):
        self.check(self.call("optional", "dtls_srtp", by_us=False), is_ice=False)


class DtlsOfTwoPorts(Call):
    """Without rtcp-mux the reports have a handshake of their own (RFC 5764 §3)."""
    rtcp_mux = False

    def before_the_end(self):
        for component in ("RTP", "RTCP"):
            wait_for(lambda: f"DTLS-SRTP complete (audio/{component}" in self.peer.started.log(), f"the handshake of {component}", 20)

    def test_we_call(self):
        self.assertEqual(self.call("dtls", "dtls_srtp", by_us=True), "dtls")

    def test_we_are_called(self):
        self.assertEqual(self.call("dtls", "dtls_srtp", by_us=False), "dtls")


class BehindGateway(Case):
    """We as the WebRTC side of rtpengine, a baresip of plain RTP behind it: full ICE and lite."""

    def call(self, by_us, is_lite):
        server = self.started(Kamailio(self.directory, gateway=self.started(Rtpengine(self.directory, ADDRESS, is_lite))))
        peer = self.started(Baresip(self.directory, "peer", "1002", server.server("udp"), tone_hz=880))
        phone = self.started(Carillon(self.directory))
        phone.wait_registered(phone.add_account("1001", server, "wss", media_encryption="dtls", ice="on"))
        if by_us:
            call = phone.dial("1002")
            peer.accept()
        else:
            peer.dial("sip:1001@carillon.test")
            call = phone.wait_incoming()
            phone.ctl("answer", call)
        phone.wait_call(call, "Established", "the call")
        phone.wait_recorded(880)
        peer.wait_recorded(440, 1.0)
        self.assertEqual(phone.call(call)["encryption"], "dtls")
        self.assertEqual(phone.ice_pair(call), ("host", "host"))
        phone.ctl("hold", call)
        phone.wait_call(call, lambda c: c["heldLocal"], "hold")
        phone.ctl("resume", call)
        phone.wait_call(call, lambda c: not c["heldLocal"], "resume")
        phone.wait_recorded(880, since=phone.heard().seconds)
        phone.ctl("hangup", call)
        peer.wait_event("CALL_CLOSED")

    def test_we_call_full_ice(self):
        self.call(by_us=True, is_lite=False)

    def test_we_are_called_by_full_ice(self):
        self.call(by_us=False, is_lite=False)

    def test_we_call_lite_ice(self):
        self.call(by_us=True, is_lite=True)

    def test_we_are_called_by_lite_ice(self):
        self.call(by_us=False, is_lite=True)


if __name__ == "__main__":
    sandbox.enter()
    unittest.main(verbosity=2)
