"""Servers found by name: NAPTR, SRV and A of a real DNS server, two Kamailios behind them of which one dies and comes back."""
import os
import unittest

from harness.baresip import Baresip
from harness.carillon import Carillon, CtlError
from harness.case import Case
from harness.dns import Dns, host, naptr, srv
from harness.kamailio import PASSWORD, Kamailio
from harness.process import scratch, wait_for

DOMAIN = "carillon.test"
SOON = 8  # seconds in which another server has us


class Names(Case):
    def kamailio(self, **options):
        folder = scratch()
        self.addCleanup(folder.cleanup)
        return self.started(Kamailio(folder.name, **options))

    def two_servers(self, *pointers):
        """First and second by priority, for UDP and TCP; pointers: NAPTR records."""
        self.first, self.second = self.kamailio(), self.kamailio()
        records = [host(f"one.{DOMAIN}"), host(f"two.{DOMAIN}"), *pointers]
        for transport in ("udp", "tcp"):
            records += [srv(f"_sip._{transport}.{DOMAIN}", 10, f"one.{DOMAIN}", self.first.port),
                        srv(f"_sip._{transport}.{DOMAIN}", 20, f"two.{DOMAIN}", self.second.port)]
        self.dns = self.started(Dns(self.directory, *records))

    def start_phone(self):
        self.phone = self.started(Carillon(self.directory, options=("--dns-server", self.dns.server)))

    def add_account(self, *options, domain=DOMAIN):
        args = ["account", "add", "--aor", f"sip:1001@{domain}", "--password-stdin", "--media-encryption", "none", *options]
        return self.phone.ctl(*args, stdin=PASSWORD + "\n")["id"]

    def register(self, *options):
        account = self.add_account(*options)
        self.phone.wait_registered(account)
        return account

    def registered_at(self):
        """The port that the last REGISTER which was accepted went to, and over which transport."""
        accepted = None
        for entry in self.phone.ctl("trace"):
            if entry["direction"] == "received" and entry["message"].startswith("SIP/2.0 200") and " REGISTER\r\n" in entry["message"]:
                accepted = (int(entry["peer"].rsplit(":", 1)[1]), entry["transport"].lower())
        return accepted

    def wait_registered_at(self, server, transport, account, seconds=SOON):
        wait_for(lambda: self.registered_at() == (server.port, transport), f"a registration by {transport} at {server.port}", seconds,
                 self.phone.started.process)
        self.phone.wait_registered(account, seconds)

    def calls_both_ways(self, server, name, user):
        """With a phone which is registered at this server and nowhere else."""
        peer = self.started(Baresip(self.directory, name, user, server.server("udp"), tone_hz=880))
        call = self.phone.dial(user)
        peer.accept()
        self.phone.wait_call(call, "Established", f"a call through {name}'s server")
        self.phone.wait_heard(call, 300)
        self.phone.ctl("hangup", call)
        self.phone.wait_call(call, "Terminated", "its end")
        peer.wait_event("CALL_CLOSED")
        peer.dial(f"sip:1001@{DOMAIN}")
        incoming = self.phone.wait_incoming()
        self.phone.ctl("answer", incoming)
        self.phone.wait_call(incoming, "Established", f"a call from {name}'s server")
        self.phone.wait_heard(incoming, 300)
        self.phone.ctl("hangup", incoming)
        self.phone.wait_call(incoming, "Terminated", "its end")

    def test_naptr_srv_and_the_second_server(self):
        self.two_servers(naptr(DOMAIN, 50, "SIP+D2U", f"_sip._udp.{DOMAIN}"), naptr(DOMAIN, 90, "SIP+D2T", f"_sip._tcp.{DOMAIN}"))
        self.start_phone()
        account = self.register()
        self.wait_registered_at(self.first, "udp", account)
        for kind, name in (("NAPTR", DOMAIN), ("SRV", f"_sip._udp.{DOMAIN}"), ("A", f"one.{DOMAIN}")):
            self.assertTrue(self.dns.was_asked(kind, name), (kind, name))
        self.assertFalse(self.dns.was_asked("SRV", f"_sip._tcp.{DOMAIN}"), "NAPTR says UDP")
        self.calls_both_ways(self.first, "early", "1002")
        self.first.stop()
        self.phone.ctl("register", account)  # the keep-alive would find out, half a minute later
        self.wait_registered_at(self.second, "udp", account)
        self.calls_both_ways(self.second, "late", "1003")
        self.first.start()
        self.second.stop()  # the first is last now, but not forgotten
        self.phone.ctl("register", account)
        self.wait_registered_at(self.first, "udp", account)

    def test_a_lost_connection_leads_to_the_second_server(self):
        self.two_servers()
        self.start_phone()
        account = self.register("--server", f"sip:{DOMAIN};transport=tcp")
        self.wait_registered_at(self.first, "tcp", account)
        self.assertFalse(self.dns.was_asked("NAPTR", DOMAIN), "the transport is given")
        self.first.stop()
        self.wait_registered_at(self.second, "tcp", account)  # nobody asked for it
        self.calls_both_ways(self.second, "late", "1003")

    def test_naptr_prefers_tcp(self):
        self.two_servers(naptr(DOMAIN, 90, "SIP+D2U", f"_sip._udp.{DOMAIN}"), naptr(DOMAIN, 50, "SIP+D2T", f"_sip._tcp.{DOMAIN}"))
        self.start_phone()
        account = self.register()
        self.wait_registered_at(self.first, "tcp", account)
        self.first.stop()
        self.wait_registered_at(self.second, "tcp", account)

    def test_without_naptr_and_srv_the_domain_is_the_server(self):
        server = self.kamailio()
        self.dns = self.started(Dns(self.directory, host(DOMAIN)))
        self.start_phone()
        account = self.register("--server", f"sip:{DOMAIN}:{server.port}")
        self.wait_registered_at(server, "udp", account)
        self.assertFalse(self.dns.was_asked("NAPTR", DOMAIN), "a port is given")

    def test_a_name_that_does_not_exist(self):
        self.dns = self.started(Dns(self.directory, host(DOMAIN), srv("_sip._udp.empty.test", 1, "gone.empty.test", 5060)))
        self.start_phone()
        for domain in ("nowhere.test", "empty.test"):
            account = self.add_account(domain=domain)
            reason = wait_for(lambda: self.phone.account(account)["reason"], f"a word about {domain}", 10, self.phone.started.process)
            self.assertEqual(reason, f"There is no server named {domain}.")
            self.phone.ctl("account", "remove", account)
        self.phone.add_account("1001")  # no server at all
        for domain in ("nowhere.test", "empty.test"):
            call = self.phone.dial(f"sip:bob@{domain}")
            ended = self.phone.wait_call(call, "Terminated", "the call to fail", 10)
            self.assertEqual(ended["end"]["sentence"], f"There is no server named {domain}.")

    def test_a_domain_that_offers_tls_alone(self):
        server = self.kamailio(name=DOMAIN)  # RFC 5922: the certificate is the domain's, whatever its servers are called
        self.dns = self.started(Dns(self.directory, host(f"one.{DOMAIN}"), naptr(DOMAIN, 50, "SIPS+D2T", f"_sips._tcp.{DOMAIN}"),
                                    srv(f"_sips._tcp.{DOMAIN}", 10, f"one.{DOMAIN}", server.tls_port)))
        self.start_phone()
        account = self.add_account("--ca", server.ca)
        wait_for(lambda: self.registered_at() == (server.tls_port, "tls"), "a registration by TLS", SOON, self.phone.started.process)
        self.phone.wait_registered(account, SOON)
        self.assertEqual(self.phone.account(account)["transport"], "tls")

    def test_a_domain_that_offers_nothing_we_know(self):
        sentences = {"SIP+D2W": f"{DOMAIN} offers calls over WebSocket only: enter the address of its server (wss://…).",
                     "SIP+D2S": f"{DOMAIN} offers no kind of connection that Carillon knows."}
        for service, sentence in sentences.items():
            self.dns = self.started(Dns(os.path.join(self.directory, service), naptr(DOMAIN, 50, service, f"_sip._x.{DOMAIN}")))
            self.start_phone()
            account = self.add_account()
            reason = wait_for(lambda: self.phone.account(account)["reason"], "a word about it", 3, self.phone.started.process)
            self.assertEqual(reason, sentence)
            self.phone.stop()

    def test_a_dns_server_that_is_none_is_refused(self):
        phone = Carillon(self.directory, options=("--dns-server", "dns.example.com"))
        with self.assertRaises(AssertionError):
            phone.start()


if __name__ == "__main__":
    unittest.main(verbosity=2)
