"""SIPp and the framework's user agent: MESSAGE, SUBSCRIBE and NOTIFY, PUBLISH, each on both sides where both are ours."""
import unittest

from harness import sipp
from harness.agent import Agent
from harness.case import Case


class Events(Case):
    def setUp(self):
        super().setUp()
        self.agent = Agent(self.directory, "1001")
        self.addCleanup(self.agent.stop)

    def run_caller(self, scenario):
        status, output = sipp.call(self.directory, self.agent.host_port, "-sf", sipp.scenario(scenario), "-m", "1")
        self.assertEqual(status, 0, f"{output}\n{sipp.complaints(self.directory)}\n{self.agent.events}")

    def callee(self, scenario):
        callee = sipp.Callee(self.directory, "-sf", sipp.scenario(scenario), "-m", "1")
        self.addCleanup(callee.stop)
        self.to = f"sip:service@127.0.0.1:{callee.port}"
        return callee

    def assert_content(self, callee):
        self.assertEqual(callee.wait(), 0, f"{sipp.complaints(self.directory)}\n{self.agent.events}")

    def test_a_message_comes(self):
        self.run_caller("uac_message")
        self.agent.wait("message", text="Hello from SIPp")

    def test_a_message_goes(self):
        callee = self.callee("uas_message")
        self.agent.do("message", to=self.to, text="Hello from us")
        self.agent.wait("answered", what="message", code=202)
        self.assert_content(callee)

    def test_somebody_subscribes(self):
        caller = sipp.Caller(self.directory, self.agent.host_port, "-sf", sipp.scenario("uac_subscribe"))
        self.addCleanup(caller.stop)
        self.agent.wait("notifier", state="Active")
        self.agent.do("notify", text="second")
        self.agent.wait("refreshed")
        self.agent.wait("notifier", state="Terminated")
        status, said = caller.wait()
        self.assertEqual(status, 0, f"{said}\n{self.agent.events}")

    def test_we_subscribe(self):
        callee = self.callee("uas_subscribe")
        self.agent.do("subscribe", to=self.to, package="dialog")
        self.agent.wait("notified", text="<first/>")
        self.agent.wait("notified", text="<second/>")
        self.agent.do("unsubscribe")
        self.agent.wait("notified", text="<last/>", state="terminated;reason=timeout")
        self.agent.wait("subscription", state="Terminated")
        self.assert_content(callee)

    def test_a_subscription_that_the_notifier_ends(self):
        callee = self.callee("uas_subscribe_ended")
        self.agent.do("subscribe", to=self.to, package="dialog")
        self.agent.wait("subscription", state="Pending")
        self.agent.wait("subscription", state="Terminated")
        self.assert_content(callee)

    def test_a_fork_of_subscriptions(self):
        callee = self.callee("uas_subscribe_forked")
        self.agent.do("subscribe", to=self.to, package="dialog")
        self.agent.wait("notified", by="subscription", text="<first/>")
        self.agent.wait("notified", by="branch", text="<other/>")
        self.agent.wait("branch", state="Terminated")
        self.assert_content(callee)
        self.assertEqual(self.agent.seen("subscription", state="Terminated"), [])

    def test_we_publish(self):
        callee = self.callee("uas_publish")
        for text in ("open", "closed"):
            self.agent.do("publish", to=self.to, package="presence", text=text)
        self.agent.wait("answered", 2, what="publish", code=200)
        self.agent.do("unpublish")
        self.agent.wait("publication", state="Unpublished")
        self.assert_content(callee)


if __name__ == "__main__":
    unittest.main(verbosity=2)
