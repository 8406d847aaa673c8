"""What the tests with SIPp have in common: a phone of ours and scenarios on either side of it."""
from . import sipp
from .carillon import Carillon
from .case import Case


class SippCase(Case):
    def setUp(self):
        super().setUp()
        self.phone = self.started(Carillon(self.directory))
        self.account = self.phone.add_account("1001", media_encryption="none")
        self.host_port = self.phone.contact(self.account).split("@")[1].split(";")[0].rstrip(">")

    def run_caller(self, scenario, *args, host_port=None, service="1001"):
        """Runs it to its end; its verdict has to be good."""
        status, output = sipp.call(self.directory, host_port or self.host_port, "-sf", sipp.scenario(scenario), "-m", "1", *args,
                                   service=service)
        self.assertEqual(status, 0, f"{scenario}\n{output}\n{sipp.complaints(self.directory)}")

    def caller(self, scenario, *args):
        caller = sipp.Caller(self.directory, self.host_port, "-sf", sipp.scenario(scenario), *args)
        self.addCleanup(caller.stop)
        return caller

    def callee(self, scenario, *args):
        callee = sipp.Callee(self.directory, "-sf", sipp.scenario(scenario), "-m", "1", *args)
        self.addCleanup(callee.stop)
        return callee

    def dial(self, callee, *options):
        return self.phone.dial(f"sip:service@127.0.0.1:{callee.port}", *options)

    def assert_content(self, peer):
        """SIPp's own verdict."""
        verdict = peer.wait()
        status, said = verdict if isinstance(verdict, tuple) else (verdict, sipp.complaints(self.directory))
        self.assertEqual(status, 0, said)

    def ended(self, call):
        return self.phone.wait_call(call, "Terminated", "the end")["end"]

    def messages(self, call):
        return [m["message"] for m in self.phone.ctl("trace", "--call", call)]

    def header(self, message, name):
        return next((line.split(":", 1)[1].strip() for line in message.split("\r\n") if line.lower().startswith(name.lower() + ":")), None)
