"""Two of us behind NAT routers of every kind: who meets directly, who needs the relay, how long it takes. And a browser among them."""
import time
import unittest

from harness import sandbox
from harness.browser import Browser, fetch
from harness.carillon import Carillon
from harness.case import Case
from harness.coturn import Coturn
from harness.kamailio import Kamailio
from harness.nat import SERVER, Network
from harness.process import wait_for

# Where a mapping depends on where a packet goes, the other side has to let in what it was not told of: only a full cone does.
DIRECT = {("full-cone", "full-cone"), ("full-cone", "port-restricted"), ("full-cone", "symmetric"),
          ("port-restricted", "port-restricted")}
RELAYED = {("port-restricted", "symmetric"), ("symmetric", "symmetric")}
SLOWEST_SECONDS = 5.0
NOWHERE = "10.77.0.99:3478"  # an address on the servers' network that nobody has


class Nat(Case):
    def servers(self):
        self.server = self.started(Kamailio(self.directory, address=SERVER))
        self.relay = self.started(Coturn(self.directory, SERVER, self.server.keys))

    def phone(self, name, user, hz, within=(), **options):
        """An option that is None is left out."""
        phone = self.started(Carillon(self.directory, name, f"tone:{hz}", within=within))
        options = {"media_encryption": "dtls", "ice": "on", "stun": self.relay.stun_server, "turn": self.relay.account_uri(), **options}
        options = {key: value for key, value in options.items() if value is not None}
        phone.wait_registered(phone.add_account(user, self.server, "wss", **options))
        return phone

    def network(self, a, b):
        return self.started(Network(a, b))

    def call(self, anna, bob):
        """@returns (the call at anna's, the call at bob's, seconds from the answer until both hear each other)."""
        call = anna.dial("1002")
        incoming = bob.wait_incoming()
        bob.ctl("answer", incoming)
        begun = time.monotonic()
        anna.wait_call(call, "Established", "the answer")
        anna.wait_heard(call, 100, SLOWEST_SECONDS + 15)
        bob.wait_heard(incoming, 100, SLOWEST_SECONDS + 15)
        return call, incoming, time.monotonic() - begun

    def sound(self, anna, bob):
        begun = anna.heard().seconds, bob.heard().seconds
        anna.wait_recorded(880, since=begun[0], patience=30)
        bob.wait_recorded(440, since=begun[1], patience=30)


class Matrix(Nat):
    """One row for each pair, printed as it is measured."""

    def pair(self, a, b, is_relayed):
        self.servers()
        network = self.network(a, b)
        anna = self.phone("anna", "1001", 440, network.a.within)
        bob = self.phone("bob", "1002", 880, network.b.within)
        call, _, seconds = self.call(anna, bob)
        pair = anna.ice_pair(call)
        print(f"{a:15} <-> {b:15} {'relayed' if 'relay' in pair else 'direct ':7} {'-'.join(pair):12} {seconds * 1000:5.0f} ms", flush=True)
        self.assertEqual("relay" in pair, is_relayed, pair)
        self.assertLess(seconds, SLOWEST_SECONDS)
        self.sound(anna, bob)
        anna.ctl("hangup", call)


def add(pair, is_relayed):
    name = "test_{}_and_{}".format(*pair).replace("-", "_")
    setattr(Matrix, name, lambda self: self.pair(*pair, is_relayed))


for each in sorted(DIRECT | RELAYED):
    add(each, each in RELAYED)


class Ways(Nat):
    def test_where_udp_is_blocked_the_relay_is_reached_by_tcp_and_by_tls(self):
        self.servers()
        network = self.network("no-udp", "port-restricted")
        bob = self.phone("bob", "1002", 880, network.b.within)
        for transport in ("tcp", "tls"):
            with self.subTest(transport):
                anna = self.phone(f"anna-{transport}", "1001", 440, network.a.within, turn=self.relay.account_uri(transport))
                call, _, _ = self.call(anna, bob)
                self.assertIn("relay", anna.ice_pair(call))
                self.sound(anna, bob)
                anna.stop()

    def test_where_udp_is_blocked_two_meet_by_tcp(self):
        """RFC 6544."""
        self.servers()
        network = self.network("tcp-only", "tcp-only")
        anna = self.phone("anna", "1001", 440, network.a.within, turn=None)
        bob = self.phone("bob", "1002", 880, network.b.within, turn=None)
        call, _, _ = self.call(anna, bob)
        pair = anna.ctl("stats", call)["ice"]
        self.assertEqual((pair["local"]["protocol"], pair["remote"]["protocol"]), ("tcp", "tcp"))
        self.sound(anna, bob)

    def test_a_relay_with_a_wrong_password_does_not_hinder_a_direct_way(self):
        self.servers()
        network = self.network("port-restricted", "port-restricted")
        wrong = self.relay.account_uri().replace("relay-secret", "wrong")
        anna = self.phone("anna", "1001", 440, network.a.within, turn=wrong)
        bob = self.phone("bob", "1002", 880, network.b.within)
        call, _, _ = self.call(anna, bob)
        self.assertNotIn("relay", anna.ice_pair(call))

    def test_dead_servers_cost_half_a_second_and_no_more(self):
        self.servers()
        network = self.network("full-cone", "full-cone")
        bob = self.phone("bob", "1002", 880, network.b.within)
        anna = self.phone("anna", "1001", 440, network.a.within, stun=NOWHERE, turn=f"turn:x:y@{NOWHERE}?transport=udp")
        begun = time.monotonic()
        call = anna.dial("1002")
        bob.wait_incoming()
        self.assertLess(time.monotonic() - begun, 1.5, "from dialling to ringing")
        anna.ctl("hangup", call)

    def test_a_far_end_that_vanishes_is_noticed(self):
        """RFC 7675: within 30 s."""
        self.servers()
        network = self.network("port-restricted", "port-restricted")
        anna = self.phone("anna", "1001", 440, network.a.within)
        bob = self.phone("bob", "1002", 880, network.b.within)
        call, _, _ = self.call(anna, bob)
        self.assertFalse(anna.call(call)["mediaProblem"])
        network.b.run("ip", "link", "set", "eth0", "down")
        anna.wait_call(call, lambda c: c["mediaProblem"], "it to be said", 40)

    def test_a_new_address_in_mid_call(self):
        self.servers()
        network = self.network("port-restricted", "full-cone")
        anna = self.phone("anna", "1001", 440, network.a.within)
        bob = self.phone("bob", "1002", 880, network.b.within)
        call, incoming, _ = self.call(anna, bob)
        network.move(network.a)
        wait_for(lambda: self.host_of(anna, call) != "192.168.1.2", "a way from the new address", 30)
        self.sound(anna, bob)
        self.assertEqual(anna.call(call)["state"], "Established")
        self.assertEqual(bob.call(incoming)["state"], "Established")

    def host_of(self, phone, call):
        pair = phone.ctl("stats", call)["ice"]
        return pair["local"].get("relatedAddress") or pair["local"]["address"] if pair else None


class WithBrowser(Nat):
    def pair(self, ours, its, has_relay=True):
        """A call in which both hear each other."""
        self.servers()
        self.between = self.network(ours, its)
        self.ours = self.phone("phone", "1001", 440, self.between.a.within, **({} if has_relay else {"turn": None}))
        self.browser = Browser(self.directory, "1002", self.server, "wss", 880, within=self.between.b.within,
                               iceServers=[{"urls": f"stun:{self.relay.stun_server}"}, self.relay.ice_server()][:1 + has_relay])
        self.addCleanup(self.browser.stop)
        self.browser.register()
        call = self.ours.dial("1002")
        self.browser.accept()
        self.ours.wait_call(call, "Established", "the call")
        self.hear_on()
        return call

    def hear_on(self):
        begun = self.ours.heard().seconds
        self.browser.wait_heard(440, since=self.browser.recording().seconds if self.browser.seen("heard") else 0, patience=30)
        self.ours.wait_recorded(880, since=begun, patience=30)

    def test_port_restricted_ones_meet(self):
        call = self.pair("port-restricted", "port-restricted")
        self.assertNotIn("relay", self.ours.ice_pair(call))

    def test_symmetric_ones_need_the_relay(self):
        call = self.pair("symmetric", "symmetric")
        self.assertIn("relay", self.ours.ice_pair(call))
        self.browser.asked("restart")
        self.hear_on()
        self.assertIn("relay", self.ours.ice_pair(call))

    def test_where_udp_is_blocked_they_meet_by_tcp(self):
        """A browser calls by TCP and cannot be called by it: we are."""
        self.pair("tcp-only", "tcp-only", has_relay=False)
        self.assertEqual(self.browser.stats()["ice"]["local"]["protocol"], "tcp")

    def test_our_new_address_restarts_ice(self):
        # SIP.js answers before it has candidates and never sends them: its checks must get through to us uninvited.
        call = self.pair("full-cone", "port-restricted")
        before = self.browser.stats()["ice"]["ufrag"]
        self.between.move(self.between.a)
        self.browser.wait("reinvited", seconds=30)
        self.hear_on()
        self.assertNotEqual(self.browser.stats()["ice"]["ufrag"], before)
        self.ours.ctl("hangup", call)
        self.browser.ended()


if __name__ == "__main__":
    fetch()
    sandbox.enter()
    unittest.main(verbosity=2)
