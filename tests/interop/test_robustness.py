"""What happens to a phone around its calls: being killed, a full disk, starts that race, a keychain that answers or not."""
import json
import os
import random
import resource
import signal
import subprocess
import threading
import time
import unittest

from harness.carillon import BINARY, Carillon, CtlError
from harness.case import Case
from harness.keyring import Keyring
from harness.process import free_port, silent_server, wait_for, without_session

KILLS = 20


class Killed(Case):
    """What ctl said is done stays done."""

    def test_no_account_and_no_finished_call_is_lost(self):
        dice = random.Random(5)
        accounts, calls, tried = set(), set(), 0
        with Carillon(self.directory, "busy") as busy:
            host = busy.contact(busy.add_account("1002")).split("@")[1]
            busy.ctl("set", "dnd", "on")
            phone = self.started(Carillon(self.directory))
            caller = phone.add_account("1001")
            for kill in range(KILLS):
                stop, ended = threading.Event(), threading.Event()
                workers = [threading.Thread(target=self.add_accounts, args=(phone, stop, kill, accounts)),
                           threading.Thread(target=self.end_calls, args=(phone, stop, ended, kill, host, caller, calls))]
                for worker in workers:
                    worker.start()
                if kill % 4:  # a slow machine too has calls to lose; every fourth time it is early, whatever there is
                    self.assertTrue(ended.wait(20), "no call ended")
                time.sleep(dice.uniform(0.05, 0.5))
                phone.kill()
                stop.set()
                for worker in workers:
                    worker.join()
                phone.start()
                self.assertLessEqual(accounts, {a["aor"] for a in phone.ctl("account", "list")}, f"after kill {kill}")
                self.assertLessEqual(calls, {entry["remoteUri"] for entry in phone.ctl("history", "--limit", "1000")})
                self.assertFalse([name for name in os.listdir(phone.profile) if "damaged" in name])
            self.assertGreater(len(accounts), KILLS / 2)
            self.assertGreater(len(calls), KILLS / 2)
            phone.stop()

    def add_accounts(self, phone, stop, kill, accounts):
        for number in range(1000):
            aor = f"sip:k{kill}n{number}@127.0.0.1"
            try:
                phone.ctl("account", "add", "--aor", aor, "--no-register")
            except CtlError:
                return
            accounts.add(aor)
            if stop.is_set():
                return

    def end_calls(self, phone, stop, ended, kill, host, caller, calls):
        for number in range(1000):
            target = f"sip:k{kill}n{number}@{host}"
            try:
                call = phone.dial(target, "--account", caller)
                while phone.call(call)["state"] != "Terminated":
                    if stop.is_set():
                        return
            except CtlError:
                return
            calls.add(target)
            ended.set()


class FullDisk(Case):
    def setUp(self):
        super().setUp()
        self.phone = Carillon(self.directory)
        # A disk of its own where we may mount one, else a limit for what the process may write.
        os.makedirs(self.phone.profile, mode=0o700)
        self.is_mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", self.phone.profile],
                                         capture_output=True).returncode == 0
        if self.is_mounted:
            self.addCleanup(subprocess.run, ["umount", self.phone.profile], check=True)
        self.addCleanup(self.phone.stop)

    def fill(self):
        if not self.is_mounted:
            resource.prlimit(self.phone.started.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
            return
        with open(os.path.join(self.phone.profile, "filler"), "wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(4096))
            except OSError:
                pass

    def make_room(self):
        if self.is_mounted:
            os.remove(os.path.join(self.phone.profile, "filler"))
        else:
            unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(self.phone.started.process.pid, resource.RLIMIT_FSIZE, unlimited)

    def add_until_refused(self):
        """The database may have some room left inside."""
        for number in range(200):
            account = self.phone.ctl("account", "add", "--aor", f"sip:n{number}@127.0.0.1", "--no-register", "--display-name", "x" * 200)
            if self.phone.warning:
                return account["id"]
        self.fail("the disk was never full")

    def test_it_is_said_and_the_phone_goes_on(self):
        with Carillon(self.directory, "other") as other:
            target = other.contact(other.add_account("1002"))
            other.ctl("set", "autoAnswer", "on")
            self.phone.start()
            caller = self.phone.add_account("1001")
            self.fill()
            refused = self.add_until_refused()
            self.assertEqual(self.phone.warning["code"], "account-not-kept")
            self.assertIn("disk is full", self.phone.warning["message"])
            self.phone.ctl("set", "theme", "dark")
            self.assertEqual(self.phone.warning["code"], "setting-not-kept")
            call = self.phone.dial(target, "--account", caller)
            self.phone.wait_call(call, "Established", "the answer")
            self.phone.ctl("hangup", call)
            self.phone.wait_call(call, "Terminated", "the end")
            self.assertEqual(self.phone.ctl("history")[0]["outcome"], "answered")
            self.make_room()
            after = self.phone.ctl("account", "add", "--aor", "sip:after@127.0.0.1", "--no-register")["id"]
            self.assertNotEqual(refused, after)
            # With the next write, or by itself a little later.
            wait_for(lambda: self.phone.ctl("set", "theme", "light") and self.phone.warning is None, "room to be found")
            wait_for(lambda: self.stored_calls() == 1, "the call to be stored")
            self.phone.kill()
            self.phone.start()
            self.assertLessEqual({refused, after}, {a["id"] for a in self.phone.ctl("account", "list")})
            self.assertEqual(self.phone.ctl("get", "theme"), "light")

    def stored_calls(self):
        return sum(1 for entry in self.phone.ctl("history") if entry["id"] > 0)


class Causes(Case):
    """Why something did not get onto the wire."""

    def test_calls_name_it(self):
        port = free_port()
        with Carillon(self.directory) as phone:
            account = phone.add_account("1001")
            for target, said in ((f"sip:x@127.0.0.1:{port}", "127.0.0.1 refused"), (f"sip:x@127.0.0.1:{port};transport=tcp", "127.0.0.1 refused"),
                                 ("sip:x@nobody.invalid", "no server named nobody.invalid")):
                end = phone.wait_call(phone.dial(target, "--account", account), "Terminated", "the end", seconds=8)["end"]
                self.assertIn(said, end["sentence"], target)
                self.assertEqual(end["by"], "network")

    def test_accounts_name_it(self):
        port = free_port()
        with Carillon(self.directory) as phone:
            for server, said in ((f"sip:127.0.0.1:{port}", "127.0.0.1 refused"), (f"sip:127.0.0.1:{port};transport=tcp", "127.0.0.1 refused"),
                                 ("sip:nobody.invalid", "no server named nobody.invalid")):
                account = phone.ctl("account", "add", "--aor", "sip:a@127.0.0.1", "--server", server)["id"]
                reason = wait_for(lambda: phone.account(account)["reason"], "a reason", seconds=8)
                self.assertIn(said, reason, server)
            self.assertRegex(phone.account(account)["contact"], r"^sip:a@127\.0\.0\.1:\d+$", "never an address without a host")

    def test_one_who_refuses_does_not_harm_another(self):
        """What comes back of a datagram to one is not the error of a datagram to another, and nobody goes deaf of it."""
        with Carillon(self.directory, "anna") as anna, Carillon(self.directory, "bob") as bob:
            account = anna.add_account("1001")
            target = bob.contact(bob.add_account("1002"))
            bob.ctl("set", "autoAnswer", "on")
            for _ in range(5):
                anna.dial(f"sip:x@127.0.0.1:{free_port()}", "--account", account)
                call = anna.dial(target, "--account", account)
                anna.wait_call(call, "Established", "the answer", seconds=5)
                anna.ctl("hangup", call)
                anna.wait_call(call, "Terminated", "the end", seconds=5)


class Starts(Case):
    def program(self, *args, env=None, **options):
        return self.ended(subprocess.Popen([BINARY, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                           env={**without_session(), **(env or {})}, **options))

    def test_many_at_once_make_one_phone(self):
        phone = Carillon(self.directory)
        starts = [self.program(*phone.argv[1:]) for _ in range(8)]
        wait_for(lambda: sum(s.poll() is None for s in starts) == 1, "all but one to hand over")
        self.assertEqual([s.returncode for s in starts if s.returncode is not None], [0] * 7)
        wait_for(phone._ready, "the one")
        phone.ctl("quit")
        for start in starts:
            start.communicate(timeout=10)
            self.assertEqual(start.returncode, 0)

    def test_one_that_comes_while_the_first_ends_takes_its_place(self):
        silent = silent_server()
        self.addCleanup(silent.close)
        for _ in range(5):
            phone = self.started(Carillon(self.directory))
            first = phone.started.process
            # Unregistering at a server that does not answer takes a while.
            phone.ctl("account", "add", "--aor", "sip:a@127.0.0.1", "--server", f"sip:127.0.0.1:{silent.getsockname()[1]}")
            phone.ctl("quit")
            second = self.program(*phone.argv[1:])
            self.assertEqual(first.wait(15), 0)
            wait_for(lambda: phone._ready() and phone.ctl("status")["pid"] == second.pid, "the second to be the phone")
            phone.ctl("quit")
            second.communicate(timeout=15)
            self.assertEqual(second.returncode, 0)

    def test_no_display_is_needed_to_hand_over(self):
        with Carillon(self.directory) as phone:
            run = self.program("--profile", phone.profile, "tel:112")
            self.assertEqual((run.communicate(timeout=20)[1], run.returncode), ("", 0))

    def test_a_refused_link_is_said(self):
        with Carillon(self.directory) as phone:
            run = self.program("--profile", phone.profile, "file:///etc/passwd")
            said = run.communicate(timeout=20)[1]
            self.assertEqual(run.returncode, 1)
            self.assertIn("cannot be called", said)

    def test_a_profile_behind_a_link_is_the_same_one(self):
        link = os.path.join(self.directory, "link")
        with Carillon(self.directory) as phone:
            os.symlink(phone.profile, link)
            shown = subprocess.run([BINARY, "ctl", "--profile", link, "status"], capture_output=True, text=True, env=phone.env, timeout=20)
            self.assertEqual(json.loads(shown.stdout)["pid"], phone.started.process.pid)
            run = self.program("--headless", "--profile", link)
            run.communicate(timeout=20)
            self.assertEqual(run.returncode, 0)

    def test_closed_streams_and_impatient_signals(self):
        phone = Carillon(self.directory)
        process = self.ended(subprocess.Popen(["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *phone.argv], env=phone.env))
        wait_for(phone._ready, "the phone", process=process)
        for stream in (0, 1, 2):
            self.assertEqual(os.readlink(f"/proc/{process.pid}/fd/{stream}"), "/dev/null")
        for number in (signal.SIGHUP, signal.SIGHUP, signal.SIGTERM):
            process.send_signal(number)
        self.assertEqual(process.wait(15), 0)
        self.assertFalse(os.path.exists(os.path.join(phone.profile, "control.sock")))


class Ctl(Case):
    def test_what_cannot_be_written_is_no_success(self):
        with Carillon(self.directory) as phone:
            for redirection in (">/dev/full", ">&-"):
                run = subprocess.run(["/bin/sh", "-c", f'exec "$@" {redirection}', "sh", BINARY, "ctl", "--profile", phone.profile, "status"],
                                     env=phone.env, stderr=subprocess.PIPE, text=True, timeout=20)
                self.assertEqual(run.returncode, 1, redirection)
                self.assertEqual(json.loads(run.stderr)["error"]["code"], "not-written")

    def test_a_stream_whose_phone_goes_is_no_success(self):
        phone = self.started(Carillon(self.directory))
        stream = self.ended(subprocess.Popen([BINARY, "ctl", "--profile", phone.profile, "events"], stdout=subprocess.PIPE,
                                             stderr=subprocess.PIPE, text=True, env=phone.env))
        wait_for(lambda: phone.ctl("set", "dnd", "off" if phone.ctl("get", "dnd") == "on" else "on")
                 and os.read(stream.stdout.fileno(), 1), "an event")
        phone.kill()
        stream.communicate(timeout=10)
        self.assertEqual(stream.returncode, 3)

    def test_files_are_meant_as_seen_from_ctl(self):
        with Carillon(self.directory) as phone:
            authority = os.path.join(self.directory, "ca.pem")
            open(authority, "w").close()
            run = subprocess.run([BINARY, "ctl", "--profile", phone.profile, "account", "add", "--aor", "sip:a@127.0.0.1", "--ca", "ca.pem",
                                  "--no-register"], cwd=self.directory, env=phone.env, capture_output=True, text=True, timeout=20)
            self.assertEqual(phone.account(json.loads(run.stdout)["id"])["ca"], authority)


class Passwords(Case):
    """With a real Secret Service."""

    def setUp(self):
        super().setUp()
        self.keyring = Keyring(self.directory)
        self.addCleanup(self.keyring.stop)
        self.phone = Carillon(self.directory)
        self.addCleanup(self.phone.stop)
        self.phone.env.update(self.keyring.env)
        self.silent = silent_server()
        self.addCleanup(self.silent.close)
        self.server = f"sip:127.0.0.1:{self.silent.getsockname()[1]}"

    def add(self, password):
        return self.phone.ctl("account", "add", "--aor", "sip:a@127.0.0.1", "--server", self.server, "--password-stdin", stdin=password + "\n")["id"]

    def assert_in_no_file(self, text):
        for folder, _, names in os.walk(self.directory):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        self.assertNotIn(text.encode(), file.read(), path)

    def test_one_survives_a_restart_is_in_no_file_and_goes_with_its_account(self):
        self.phone.start()
        account = self.add("5ecre7-word")
        self.assertIsNone(self.phone.warning)
        self.assertTrue(self.phone.account(account)["passwordKept"])
        self.assert_in_no_file("5ecre7-word")
        self.phone.stop()
        self.phone.start()
        wait_for(lambda: self.phone.account(account)["state"] == "Registering", "the password to be there")
        self.assertEqual(self.phone.account(account)["reason"], "")
        self.assertEqual(self.secrets_kept(), 1)
        self.phone.ctl("account", "remove", account)
        self.phone.stop()
        self.assertEqual(self.secrets_kept(), 0)

    def secrets_kept(self):
        found = subprocess.run(["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets",
                               "org.freedesktop.Secret.Service.SearchItems", "dict:string:string:"], env={**os.environ, **self.keyring.env},
                              capture_output=True, text=True, timeout=10)
        self.assertEqual(found.returncode, 0, found.stderr)
        return found.stdout.count("object path")

    def test_one_that_is_silent_holds_nothing_up(self):
        self.phone.start()
        account = self.add("5ecre7-word")
        self.phone.stop()
        self.keyring.pause()
        self.phone.start()
        self.assertIn("keychain does not answer", wait_for(lambda: self.phone.account(account)["reason"], "a reason"))
        self.keyring.go_on()
        wait_for(lambda: self.phone.account(account)["state"] == "Registering", "the late answer")
        self.keyring.pause()
        self.phone.stop()  # with code 0, and in time


if __name__ == "__main__":
    unittest.main(verbosity=2)
