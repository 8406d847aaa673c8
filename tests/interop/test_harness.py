"""The harness itself: what a test started ends with it, also when its phone ends badly or does not start."""
import os
import subprocess
import unittest
import unittest.mock

import test_call_control
import test_window
from harness.baresip import Baresip
from harness.browser import Browser
from harness.bus_peer import name_of
from harness.carillon import Carillon, CtlError, said
from harness.case import Case
from harness.coturn import Coturn
from harness.desktop_bus import SessionBus
from harness.kamailio import Kamailio
from harness.process import wait_for
from harness.rtpengine import Rtpengine


def is_alive(pid):
    """A zombie of ours that nobody waited for counts as alive."""
    return os.path.exists(f"/proc/{pid}")


def is_running(pid):
    """Whose parent is gone is waited for by who runs the machine, some time."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def names_on(bus):
    return subprocess.run(["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
                           "org.freedesktop.DBus.ListNames"], env={**os.environ, **bus.env}, capture_output=True, text=True, timeout=10).stdout


class Leaks(Case):
    def fails(self, case, body):
        """Runs @p body as the test of a class like @p case; the phone's stop() fails after it."""
        class Failing(case):
            def runTest(self):
                def stop(really=self.phone.stop):
                    really()
                    raise AssertionError("the phone ended badly")
                self.phone.stop = stop
                body(self)
                self.fail("and so does the test")
        result = unittest.TestResult()
        Failing().run(result)
        self.assertFalse(result.wasSuccessful())
        self.assertTrue(any("so does the test" in text for _, text in result.failures), result.errors)

    def test_a_desktop(self):
        pids = []
        self.fails(test_window.Window, lambda case: pids.extend(
            [case.desktop._server.pid, case.desktop._manager.process.pid]))
        self.assertEqual([pid for pid in pids if is_alive(pid)], [])

    def test_a_phone_joins_no_session_of_whoever_runs_the_tests(self):
        bus = SessionBus(self.directory)
        self.addCleanup(bus.stop)
        os.symlink("socket", os.path.join(bus.directory, "bus"))  # where a session has it
        seen = Carillon(self.directory, "seen")
        with unittest.mock.patch.dict(os.environ, bus.env):
            phone = Carillon(self.directory, "phone")
        for one in (phone, seen):
            if one is seen:
                one.env.update(bus.env)
            self.started(one)
        wait_for(lambda: name_of(seen) in names_on(bus), "the phone that was told of the bus")
        self.assertNotIn(name_of(phone), names_on(bus))

    def test_a_far_end(self):
        pids = []
        self.fails(test_call_control.CallControl, lambda case: pids.append(case.peer.started.process.pid))
        self.assertEqual([pid for pid in pids if is_alive(pid)], [])

    def test_peers_that_do_not_get_ready(self):
        """start() is often called by a with statement: when it fails, nobody calls stop()."""
        for peer, probe in ((Carillon(self.directory), "_ready"), (Baresip(self.directory, "peer"), "_connect"),
                            (Kamailio(self.directory), "_ready"), (Coturn(self.directory, "127.0.0.1"), "_ready"),
                            (Rtpengine(self.directory, "127.0.0.1"), "_ready")):
            pids = []

            def failing():
                pids.append(peer.started.process.pid)
                raise AssertionError("not ready")
            setattr(peer, probe, failing)
            with self.assertRaises(AssertionError):
                peer.start()
            self.assertEqual([pid for pid in pids if is_alive(pid)], [], type(peer).__name__)

    def test_a_browser(self):
        """All its processes, and also when who drives it is killed."""
        kamailio = self.started(Kamailio(self.directory))
        for end in (Browser.stop, lambda browser: browser.process.kill()):
            self.browser_ends(kamailio, end)

    def browser_ends(self, kamailio, end):
        browser = Browser(self.directory, "1001", kamailio)
        pids = [browser.process.pid]
        for pid in pids:  # grows
            with open(f"/proc/{pid}/task/{pid}/children") as children:
                pids.extend(int(child) for child in children.read().split())
        self.assertGreater(len(pids), 3)
        end(browser)
        wait_for(lambda: not any(is_running(pid) for pid in pids), "the browser to end")
        browser.stop()


class Errors(unittest.TestCase):
    """What `ctl` prints beside its result."""
    WARNING = '{"warning":{"code":"no-keychain","message":"Kept in memory."}}'
    ERROR = '{"error":{"code":"busy","message":"Not now."}}'

    def test_an_error_beside_a_warning(self):
        for lines in ([self.ERROR], [self.WARNING, self.ERROR], [self.ERROR, self.WARNING],
                      ["QStandardPaths: a remark", self.WARNING, "[1, 2]", self.ERROR, ""]):
            error = CtlError(4, "\n".join(lines))
            self.assertEqual((error.status, error.code, error.error["message"]), (4, "busy", "Not now."), lines)

    def test_no_error_that_can_be_read(self):
        for text in ("", "killed", self.WARNING, '{"error"', "null", "7"):
            error = CtlError(139, text)
            self.assertEqual((error.code, error.error["message"]), ("?", text))
            self.assertIn("139", str(error))

    def test_a_warning(self):
        self.assertEqual(said(self.WARNING + "\n", "warning")["code"], "no-keychain")
        self.assertIsNone(said(self.ERROR, "warning"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
