"""What the tests have in common: a folder of their own, and that nothing they started outlives them."""
import unittest

from .process import scratch


def end(process):
    """Ends a bare subprocess.Popen, whatever became of it."""
    if process.poll() is None:
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            stream.close()


class Case(unittest.TestCase):
    """Cleanups instead of tearDown(): each one runs though another fails, and also when setUp() fails half-way."""

    def setUp(self):
        folder = scratch()
        self.addCleanup(folder.cleanup)
        self.directory = folder.name

    def started(self, peer):
        """Starts it; at the end of the test it is stopped, after all that were started later."""
        self.addCleanup(peer.stop)
        return peer.start()

    def ended(self, process):
        """A bare subprocess.Popen, which the test may end itself."""
        self.addCleanup(end, process)
        return process
