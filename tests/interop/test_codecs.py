"""carillon <-> baresip, both ways, Opus, G.722 and PCMA, plain and SDES: each side's tone is found in the other's recording."""
import unittest

from harness.baresip import Baresip
from harness.carillon import Carillon
from harness.process import scratch
from harness.tone import Recording

CODECS = {"opus": "opus/48000", "G722": "G722/8000", "PCMA": "PCMA/8000"}


class Codecs(unittest.TestCase):
    def both_ways(self, codec, encryption):
        with scratch() as directory, \
                Baresip(directory, "peer", codecs=(codec,), tone_hz=880, mediaenc="srtp-mand" if encryption else "") as peer, \
                Carillon(directory) as phone:
            account = phone.add_account("1001", media_encryption="sdes" if encryption else "none")

            call = phone.dial(peer.contact)
            peer.accept()
            state = phone.wait_call(call, "Established", "the call")
            phone.wait_heard(call, 1500)
            state = phone.call(call)
            self.assertEqual(state["codec"].lower(), CODECS[codec].lower())
            self.assertEqual(state["encryption"], "sdes" if encryption else "none")
            phone.ctl("hangup", call)
            peer.wait_event("CALL_CLOSED")
            first = peer.recordings()

            peer.dial(phone.contact(account))
            incoming = phone.wait_incoming()
            phone.ctl("answer", incoming)
            phone.wait_call(incoming, "Established", "the answered call")
            phone.wait_heard(incoming, 1500)
            self.assertEqual(phone.call(incoming)["encryption"], "sdes" if encryption else "none")
            peer.hang_up()
            phone.wait_call(incoming, "Terminated", "the end")
            phone.ctl("quit")
            phone.started.process.wait(10)
            heard = Recording(phone.recording).tone_seconds(880)
            self.assertGreater(heard, 2.4, "880 Hz in our recording over both calls")
            self.assertGreater(sum(Recording(r).tone_seconds(440) for r in first), 1.0, "440 Hz at the peer, we called")
            self.assertGreater(sum(Recording(r).tone_seconds(440) for r in peer.recordings() if r not in first), 1.0,
                               "440 Hz at the peer, it called")


def add(codec, encryption):
    name = f"test_{codec}_{'sdes' if encryption else 'plain'}"
    setattr(Codecs, name, lambda self: self.both_ways(codec, encryption))


for each in CODECS:
    add(each, False)
    add(each, True)

if __name__ == "__main__":
    unittest.main(verbosity=2)
