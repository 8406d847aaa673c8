"""The program's outside: exit codes, options, one instance for each profile, signals, being killed, and two phones that call each other."""
import json
import os
import signal
import stat
import subprocess
import time
import unittest

from harness.carillon import BINARY, Carillon, CtlError
from harness.case import Case
from harness.process import free_port, wait_for, without_session
from harness.tone import Recording


class Program(Case):
    def run_program(self, *args, env=None, stdin=None):
        return subprocess.run([BINARY, *args], capture_output=True, text=True, timeout=30, env={**without_session(), **(env or {})}, input=stdin)

    def test_help_and_version(self):
        shown = self.run_program("--help")
        self.assertEqual(shown.returncode, 0)
        for option in ("--background", "--headless", "--profile", "--try-out", "--audio-input", "--audio-output", "--video-input",
                       "--video-output", "--log", "ctl"):
            self.assertIn(option, shown.stdout)
        self.assertRegex(self.run_program("--version").stdout, r"^carillon \d+\.\d+\.\d+\n$")

    def test_misuse_is_said_and_is_2(self):
        for args in (["--fly"], ["--profile"], ["--audio-input", "microphone"], ["--log", "loud"], ["tel:1", "tel:2"]):
            run = self.run_program(*args)
            self.assertEqual(run.returncode, 2, args)
            self.assertIn("carillon [OPTIONS] [URI]", run.stderr)
            self.assertEqual(run.stdout, "")
        for args in ([], ["fly"], ["dial"], ["status", "now"], ["dial", "1", "--loud"],
                     ["account", "add", "--aor", "sip:a@b", "--password-env", "NOT_THERE_AT_ALL"]):
            run = self.run_program("ctl", "--profile", self.directory, *args)
            self.assertEqual(run.returncode, 2, args)
            self.assertEqual(json.loads(run.stderr)["error"]["code"], "usage")

    def test_nothing_running_is_3(self):
        run = self.run_program("ctl", "--profile", os.path.join(self.directory, "none"), "status")
        self.assertEqual(run.returncode, 3)
        self.assertIn("none", json.loads(run.stderr)["error"]["message"])
        self.assertFalse(os.path.exists(os.path.join(self.directory, "none")))

    def test_the_sentence_is_in_the_language_of_the_user_and_the_code_is_not(self):
        run = self.run_program("ctl", "--profile", os.path.join(self.directory, "none"), "status", env={"LANGUAGE": "de"})
        error = json.loads(run.stderr)["error"]
        self.assertEqual(error["code"], "not-running")
        self.assertIn("läuft kein Carillon", error["message"])

    def test_without_a_display_it_says_so(self):
        run = self.run_program("--profile", os.path.join(self.directory, "p"))
        self.assertEqual(run.returncode, 1)
        self.assertIn("--headless", run.stderr)

    def test_a_profile_that_is_none(self):
        path = os.path.join(self.directory, "file")
        open(path, "w").close()
        run = self.run_program("--headless", "--profile", path)
        self.assertEqual(run.returncode, 1)
        self.assertIn(path, run.stderr)

    def test_values_are_json(self):
        with Carillon(self.directory) as phone:
            status = phone.ctl("status")
            self.assertEqual({"version", "pid", "network", "accounts", "calls", "refusedCalls"}, set(status))
            self.assertEqual(status["pid"], phone.started.process.pid)
            self.assertIn(status["network"], ("online", "offline"))
            self.assertEqual(phone.ctl("set", "dnd", "on"), "on")
            self.assertEqual(phone.ctl("get", "dnd"), "on")
            self.assertEqual(phone.ctl("settings")["dnd"], "on")
            for args, code in ((["call", "c1"], "unknown-call"), (["set", "dnd", "maybe"], "bad-value"), (["dial", "1002"], "no-account"),
                               (["merge", "c1", "c2"], "unknown-call"), (["message", "bob", "hello"], "not-available")):
                with self.assertRaises(CtlError) as raised:
                    phone.ctl(*args)
                self.assertEqual((raised.exception.status, raised.exception.code), (1, code))

    def test_the_password_of_a_relay_is_not_logged_whatever_the_environment_says(self):
        phone = Carillon(self.directory)
        phone.env.update(NICE_DEBUG="all", G_MESSAGES_DEBUG="all", CARILLON_RELAY="5ecre7")
        with phone:
            phone.ctl("account", "add", "--aor", "sip:1001@127.0.0.1", "--no-register", "--media-encryption", "dtls", "--ice", "on",
                      "--turn", "turn:bob@127.0.0.1:9", "--turn-password-env", "CARILLON_RELAY", env={"CARILLON_RELAY": "5ecre7"})
            call = phone.dial("sip:1002@127.0.0.1:9")
            phone.wait_call(call, lambda c: "a=candidate" in json.dumps(phone.ctl("trace")), "an offer with candidates")
            logged = phone.started.log()
        self.assertIn("carillon", logged)
        self.assertNotIn("5ecre7", logged)
        self.assertNotIn("libnice", logged)

    def test_the_password_of_a_relay_is_nowhere_to_be_read(self):
        with Carillon(self.directory) as phone:
            typed = phone.ctl("account", "add", "--aor", "sip:1001@127.0.0.1", "--no-register", "--media-encryption", "dtls", "--ice", "on",
                              "--stun", "stun.example.org", "--turn", "turn:bob:5ecre7@relay.example.org?transport=tcp")["id"]
            given = phone.ctl("account", "add", "--aor", "sip:1002@127.0.0.1", "--no-register", "--turn", "turns:relay.example.org",
                              "--turn-password-env", "RELAY", env={"RELAY": "5ecre8"})["id"]
            phone.ctl("account", "set", given, "turn-password", "--password-stdin", stdin="5ecre9\n")
            shown = phone.ctl("account", "show", typed)
            self.assertEqual((shown["ice"], shown["stun"], shown["turn"], shown["mediaEncryption"]),
                             ("on", "stun.example.org", "turn:bob@relay.example.org?transport=tcp", "dtls"))
            with self.assertRaises(CtlError) as raised:
                phone.ctl("account", "set", typed, "turn", "turn:bob:5ecre7@relay.example.org:port")
            self.assertEqual(raised.exception.code, "bad-value")
            said = json.dumps([phone.ctl("status"), phone.ctl("account", "list"), phone.ctl("trace")]) + str(raised.exception)
            self.assertNotIn("5ecre", said)
            for name in os.listdir(phone.profile):
                path = os.path.join(phone.profile, name)
                if os.path.isfile(path):
                    with open(path, "rb") as kept:
                        self.assertNotIn(b"5ecre", kept.read(), name)

    def test_the_profile_is_private(self):
        with Carillon(self.directory) as phone:
            phone.add_account("1001")
            self.assertEqual(stat.S_IMODE(os.stat(phone.profile).st_mode), 0o700)
            for name in os.listdir(phone.profile):
                self.assertEqual(stat.S_IMODE(os.lstat(os.path.join(phone.profile, name)).st_mode) & 0o077, 0, name)

    def test_one_instance_for_each_profile(self):
        with Carillon(self.directory) as phone, Carillon(self.directory, "other") as other:
            self.assertNotEqual(phone.ctl("status")["pid"], other.ctl("status")["pid"])
            events = phone.events("--count", "1")
            try:
                wait_for(lambda: self._saw_link(phone, events), "the link at the first instance")
            finally:
                events.stop()
            self.assertEqual(phone.ctl("calls"), [])

    def _saw_link(self, phone, events):
        self.assertEqual(subprocess.run(phone.argv + ["tel:112"], env=phone.env, timeout=20).returncode, 0)
        return any(e["event"] == "link" and e["target"] == "tel:112" for e in events.lines)

    def test_a_deep_profile_has_a_socket_too(self):
        deep = os.path.join(self.directory, *["a-rather-long-name-of-a-folder"] * 6)
        os.makedirs(deep)
        with Carillon(deep) as phone:
            self.assertGreater(len(phone.profile), 108)
            self.assertEqual(phone.ctl("status")["calls"], [])
            self.assertEqual(phone.ctl("quit"), {"quitting": True})
            self.assertEqual(phone.started.process.wait(10), 0)

    def test_signals_end_it_cleanly(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with Carillon(self.directory) as phone:
                phone.started.process.send_signal(number)
                self.assertEqual(phone.started.process.wait(10), 0)
                self.assertFalse(os.path.exists(os.path.join(phone.profile, "control.sock")))

    def test_killed_it_loses_no_account_and_no_call(self):
        phone = self.started(Carillon(self.directory))
        phone.add_account("1001")
        with Carillon(self.directory, "busy") as busy:
            target = busy.contact(busy.add_account("1002"))
            busy.ctl("set", "dnd", "on")
            phone.wait_call(phone.dial(target), "Terminated", "the end")
        phone.kill()
        with phone:
            self.assertEqual([a["aor"] for a in phone.ctl("account", "list")], ["sip:1001@127.0.0.1"])
            self.assertEqual(phone.ctl("history")[0]["outcome"], "busy")

    def test_passwords_come_by_stdin_or_environment_and_show_nowhere(self):
        with Carillon(self.directory) as phone:
            phone.ctl("account", "add", "--aor", "sip:a@127.0.0.1", "--no-register", "--password-stdin", stdin="5ecre7\n")
            phone.ctl("account", "add", "--aor", "sip:b@127.0.0.1", "--no-register", "--password-env", "PW", env={"PW": "5ecre7"})
            shown = json.dumps([phone.ctl(*words) for words in (["status"], ["account", "list"], ["trace"], ["settings"])])
            self.assertNotIn("5ecre7", shown + phone.started.log())
        for folder, _, names in os.walk(phone.profile):
            for name in names:
                path = os.path.join(folder, name)
                if stat.S_ISREG(os.lstat(path).st_mode):
                    with open(path, "rb") as file:
                        self.assertNotIn(b"5ecre7", file.read(), name)

    def test_without_a_keychain_a_restart_asks_for_the_password(self):
        with Carillon(self.directory) as phone:
            account = phone.ctl("account", "add", "--aor", "sip:a@127.0.0.1", "--server", f"sip:127.0.0.1:{free_port()}",
                                "--password-stdin", stdin="x\n")["id"]
        with phone:
            self.assertIn("not stored", wait_for(lambda: phone.account(account)["reason"], "a reason"))
            self.assertFalse(phone.account(account)["passwordKept"])

    def test_events_as_they_happen(self):
        with Carillon(self.directory) as phone:
            phone.add_account("1001")
            counted = self.ended(subprocess.Popen([BINARY, "ctl", "--profile", phone.profile, "events", "--count", "2"],
                                                  stdout=subprocess.PIPE, text=True, env=phone.env))
            wait_for(lambda: phone.ctl("set", "dnd", "off" if phone.ctl("get", "dnd") == "on" else "on") and counted.poll() is not None,
                     "two events")
            lines = [json.loads(line) for line in counted.communicate()[0].splitlines()]
            self.assertEqual([line["event"] for line in lines], ["setting", "setting"])
            self.assertTrue(all("time" in line for line in lines))
            begun = time.monotonic()
            self.assertEqual(subprocess.run([BINARY, "ctl", "--profile", phone.profile, "events", "--timeout", "1"], env=phone.env).returncode, 0)
            self.assertGreater(time.monotonic() - begun, 0.9)

    def test_two_phones_call_each_other(self):
        with Carillon(self.directory, "anna", audio_input="tone:440") as anna, Carillon(self.directory, "bob", audio_input="tone:880") as bob:
            anna.add_account("1001")
            bobs = bob.add_account("1002")
            call = anna.dial(bob.contact(bobs), "--header", "X-Ticket: 42")
            incoming = bob.wait_incoming()
            state = anna.wait_call(call, lambda c: c["ringing"], "ringing")
            self.assertEqual((state["direction"], state["state"]), ("out", "Establishing"))
            self.assertEqual(bob.call(incoming)["remoteUri"], "sip:1001@127.0.0.1")
            self.assertTrue(any("X-Ticket: 42" in m["message"] for m in bob.ctl("trace", "--call", incoming)))
            bob.ctl("answer")
            anna.wait_call(call, "Established", "the answer")
            anna.wait_heard(call, 1500)
            bob.wait_heard(incoming, 1500)
            stats = anna.ctl("stats", call)
            self.assertEqual({s["direction"] for s in stats["streams"]}, {"send", "receive"})
            self.assertEqual(anna.call(call)["codec"], "opus/48000")
            anna.ctl("hangup")
            ended = bob.wait_call(incoming, "Terminated", "the end")
            self.assertEqual((ended["end"]["by"], ended["end"]["code"]), ("remote", 200))
            self.assertEqual(anna.wait_call(call, "Terminated", "the end")["end"]["by"], "local")
            self.assertGreater(anna.ctl("stats", call)["audio"]["received"]["packets"], 50, "figures stay with an ended call")
        self.assertGreater(Recording(bob.recording).tone_seconds(440), 1.0)
        self.assertGreater(Recording(anna.recording).tone_seconds(880), 1.0)

    def test_the_demonstration_call(self):
        run = self.run_program("--headless", "--try-out", "--demo-call")
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        for word in ("Registered", "ringing", "Established", "opus/48000", "bursts", "the echo came back"):
            self.assertIn(word, run.stdout)
        self.assertRegex(run.stdout, r"round trip [\d.]+ ms \(RTCP\)", "measured, however late the reports came")


if __name__ == "__main__":
    unittest.main(verbosity=2)
