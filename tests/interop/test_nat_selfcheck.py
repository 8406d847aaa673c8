"""The networks that test_nat.py sends us into do what they say: probed by plain UDP, then by two browsers and a TURN server."""
import contextlib
import socket
import unittest

from harness import sandbox, stun
from harness.browser import Browser, fetch
from harness.case import Case
from harness.coturn import PASSWORD, USER, Coturn
from harness.kamailio import Kamailio
from harness.nat import SERVER, Network, Reflectors

BEHAVIOUR = {"full-cone": ("endpoint-independent", "endpoint-independent"),
             "port-restricted": ("endpoint-independent", "address-and-port-dependent"),
             "symmetric": ("address-and-port-dependent", "address-and-port-dependent")}


class Routers(Case):
    def test_mapping_and_filtering(self):
        reflectors = Reflectors()
        self.addCleanup(reflectors.stop)
        for kind, behaviour in BEHAVIOUR.items():
            with self.subTest(kind), Network(kind, kind) as network:
                for home in (network.a, network.b):
                    self.assertEqual(reflectors.behaviour(home), behaviour)

    def test_a_network_without_udp_has_tcp(self):
        with Network("tcp-only", "no-udp") as network, socket.create_server(("0.0.0.0", 0)) as server, \
                network.a.socket(socket.SOCK_STREAM) as home:
            port = server.getsockname()[1]
            for side in (network.a, network.b):
                with side.socket(socket.SOCK_STREAM) as s, side.socket() as blocked:
                    s.settimeout(3)
                    s.connect((SERVER, port))
                    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
                        listener.bind((SERVER, port))
                        listener.settimeout(0.5)
                        blocked.sendto(b"x", (SERVER, port))
                        with self.assertRaises(TimeoutError):
                            listener.recv(10)
            home.bind((network.a.address, 0))
            home.listen()
            socket.create_connection((network.a.address, home.getsockname()[1]), 3).close()

    def test_homes_do_not_reach_each_other(self):
        with Network("full-cone", "full-cone") as network, network.a.socket() as a, network.b.socket() as b:
            b.bind((network.b.address, 4000))
            b.settimeout(0.5)
            with contextlib.suppress(OSError):
                a.sendto(b"to the private address", (network.b.address, 4000))
            with self.assertRaises(TimeoutError):
                b.recv(100)
            a.sendto(b"to the public one", (network.b.public_address, 4000))
            self.assertEqual(b.recv(100), b"to the public one")


class Relay(Case):
    def test_all_transports_with_the_password_and_none_without(self):
        server = self.started(Coturn(self.directory, SERVER))
        for transport in ("udp", "tcp", "tls"):
            place = (SERVER, server.tls_port if transport == "tls" else server.port)
            with stun.Allocation(place, transport, USER, PASSWORD, server.ca) as relay:
                self.assertEqual(relay.relayed[0], SERVER)
            with self.assertRaises(PermissionError):
                stun.Allocation(place, transport, USER, "wrong", server.ca)


class Browsers(Case):
    def pair(self, a, b):
        """@returns the kinds of the candidates that browser a selected."""
        network = self.started(Network(a, b))
        relay = self.started(Coturn(self.directory, SERVER))
        server = self.started(Kamailio(self.directory, address=SERVER))
        servers = [{"urls": f"stun:{relay.stun_server}"}, relay.ice_server()]
        browsers = []
        for home, user, hz in ((network.a, "1001", 440), (network.b, "1002", 880)):
            browser = Browser(self.directory, user, server, "wss", hz, within=home.within, iceServers=servers)
            self.addCleanup(browser.stop)
            browsers.append(browser.register())
        anna, bob = browsers
        anna.call(bob.uri)
        bob.accept()
        anna.established()
        after = max(browser.wait("heard")["afterMs"] for browser in browsers)
        anna.wait_heard(880)
        bob.wait_heard(440)
        ice = anna.connected()["ice"]
        print(f"{a} <-> {b}: {ice['local']['type']}-{ice['remote']['type']}, {after:.0f} ms from the answer to sound", flush=True)
        return {ice["local"]["type"], ice["remote"]["type"]}

    def test_port_restricted_ones_meet(self):
        self.assertNotIn("relay", self.pair("port-restricted", "port-restricted"))

    def test_a_full_cone_is_reached_from_a_symmetric_one(self):
        self.assertNotIn("relay", self.pair("full-cone", "symmetric"))

    def test_symmetric_ones_need_the_relay(self):
        self.assertIn("relay", self.pair("symmetric", "symmetric"))


if __name__ == "__main__":
    fetch()
    sandbox.enter()
    unittest.main(verbosity=2)
