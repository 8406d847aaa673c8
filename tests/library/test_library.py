"""The library as another team gets it: installed into an empty folder, found by CMake, and used by the programs of docs/api.md, which are
built from the blocks of that page and call each other through Kamailio."""
import os
import re
import shutil
import subprocess
import sys
import unittest

BUILD, SOURCE = os.environ["CARILLON_BUILD"], os.environ["CARILLON_SOURCE"]
CXX, VERSION = os.environ["CARILLON_CXX"], os.environ["CARILLON_VERSION"]
SANITIZE = os.environ.get("CARILLON_SANITIZE", "")
sys.path.insert(0, os.path.join(SOURCE, "tests", "interop"))

from harness.case import Case  # noqa: E402
from harness.kamailio import PASSWORD, Kamailio  # noqa: E402
from harness.process import Started, wait_for  # noqa: E402

# Always the same folder, emptied each time: a compiler cache knows what it saw before.
PLACE = os.path.join(BUILD, "tests", "library", "outside")
PREFIX, WALK, WALK_BUILD = (os.path.join(PLACE, name) for name in ("prefix", "walk", "build"))
INCLUDE = os.path.join(PREFIX, "include", "carillon")


def run(*argv, **options):
    done = subprocess.run(argv, capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{' '.join(argv)}\n{done.stdout[-6000:]}{done.stderr[-6000:]}"
    return done.stdout


def blocks(page):
    """{file: text} of the blocks which name their file in a comment above them; the parts of one file follow each other."""
    files = {}
    for name, text in re.findall(r"^<!-- (\S+) -->\n```\w+\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        files[name] = files[name] + "\n" + text if name in files else text
    return files


def written(files, folder):
    os.makedirs(folder)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)


def setUpModule():
    shutil.rmtree(PLACE, ignore_errors=True)
    for component in ("library", "development"):
        run("cmake", "--install", BUILD, "--prefix", PREFIX, "--component", component)
    with open(os.path.join(SOURCE, "docs", "api.md"), encoding="utf-8") as page:
        written(blocks(page.read()), WALK)
    cache = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    flags = [f"-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror{' -fsanitize=' + SANITIZE if SANITIZE else ''}"]
    run("cmake", "-G", "Ninja", "-S", WALK, "-B", WALK_BUILD, f"-DCMAKE_PREFIX_PATH={PREFIX}", f"-DCMAKE_CXX_COMPILER={CXX}", *cache, *flags)
    run("cmake", "--build", WALK_BUILD, "-j", "2")


class Program:
    """One of the programs of the page. It ends when its input does."""

    def __init__(self, directory, name, user, server, *words):
        argv = [os.path.join(WALK_BUILD, name), f"sip:{user}@carillon.test", PASSWORD, server, *words]
        env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
        env["QT_FORCE_STDERR_LOGGING"] = "1"  # else the journal has it, where there is no terminal
        self.started = Started(argv, directory, f"{name}-{user}", env=env, stdin=subprocess.PIPE)

    def saw(self, text, count=1, seconds=20):
        try:
            wait_for(lambda: self.started.log().count(text) >= count, f"{self.started.name} to say {count} times: {text}", seconds,
                     self.started.process)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.started.log()[-4000:]}") from None

    def leave(self):
        """@returns its exit status."""
        self.started.process.stdin.close()
        try:
            return self.started.process.wait(15)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{self.started.name} does not end\n{self.started.log()[-4000:]}") from None

    def stop(self):
        self.started.process.stdin.close()
        self.started.stop()


class Library(Case):
    def program(self, name, user, *words):
        program = Program(self.directory, name, user, *words)
        self.addCleanup(program.stop)
        return program

    def test_what_is_installed(self):
        library = run("pkg-config", "--variable=libdir", self.pkg_config_file()).strip()
        self.assertEqual(os.path.commonpath([os.path.realpath(library), os.path.realpath(PREFIX)]), os.path.realpath(PREFIX))
        self.assertTrue(os.path.isfile(os.path.join(library, f"libcarillon.so.{VERSION}")))
        dynamic = run("readelf", "-d", os.path.join(library, "libcarillon.so"))
        self.assertIn(f"[libcarillon.so.{'.'.join(VERSION.split('.')[:2])}]", dynamic, "the name which programs are linked with")
        self.assertNotIn("RUNPATH", dynamic)
        headers = set(os.listdir(INCLUDE))
        for name in sorted(headers):
            with open(os.path.join(INCLUDE, name), encoding="utf-8") as header:
                for included in re.findall(r'^#include "([^"]+)"', header.read(), re.MULTILINE):
                    self.assertIn(included, headers, f"{name} needs it")
        self.assertFalse(headers & {"MediaThread.h", "JitterBuffer.h", "InviteClient.h", "Phone.h"}, "inner parts")
        names = run("nm", "-D", "--defined-only", "-C", os.path.join(library, "libcarillon.so"))
        strangers = [line for line in names.splitlines() if "carillon::" not in line and " A CARILLON" not in line]
        self.assertEqual(strangers, [], "what is not ours is not exported")

    def pkg_config_file(self):
        for folder, _, files in os.walk(PREFIX):
            if "carillon.pc" in files:
                return os.path.join(folder, "carillon.pc")
        self.fail("carillon.pc is not installed")

    def test_all_headers_at_once_and_what_pkg_config_says(self):
        """That each is whole by itself is seen by `./dev lint`."""
        source, program = (os.path.join(self.directory, name) for name in ("all.cpp", "all"))
        with open(source, "w", encoding="utf-8") as f:
            f.writelines(f"#include <carillon/{name}>\n" for name in sorted(os.listdir(INCLUDE)))
            f.write('int main() { return carillon::SipUri::parse("sip:me@example.org") ? 0 : 1; }\n')
        flags = run("pkg-config", "--cflags", "--libs", self.pkg_config_file()).split()
        sanitizer = [f"-fsanitize={SANITIZE}"] if SANITIZE else []
        run(CXX, "-std=c++20", "-fPIC", "-Wall", "-Wextra", "-Werror", source, "-o", program, *flags, *sanitizer)
        libraries = os.path.dirname(os.path.dirname(self.pkg_config_file()))
        run(program, env={**os.environ, "LD_LIBRARY_PATH": libraries})

    def test_a_first_program_registers_over_every_transport(self):
        kamailio = self.started(Kamailio(self.directory))
        for number, transport in enumerate(("udp", "tcp", "tls", "ws", "wss"), 1):
            with self.subTest(transport):
                program = self.program("first", f"100{number}", kamailio.server(transport), kamailio.ca)
                self.assertEqual(program.started.process.wait(20), 0, program.started.log())
                self.assertIn("State::Registered", program.started.log())

    def test_a_call_is_handed_over_to_a_colleague(self):
        kamailio = self.started(Kamailio(self.directory))
        server = kamailio.server("udp")
        callee, colleague = (self.program("answering", user, server) for user in ("1001", "1003"))
        for program in (callee, colleague):
            program.saw("State::Registered")
        caller = self.program("calling", "1002", server, "sip:1001@carillon.test", "sip:1003@carillon.test")
        caller.saw("sip:1001@carillon.test heard over")
        callee.saw("sip:1002@carillon.test heard over")
        caller.saw("REFER accepted 202")
        callee.saw("asked to call sip:1003@carillon.test because of lunch")
        caller.saw("Succeeded 200")
        caller.saw("sip:1001@carillon.test carillon::Session::State::Terminated")
        callee.saw("sip:1003@carillon.test heard over")
        colleague.saw("sip:1001@carillon.test heard over")
        self.assertEqual([program.leave() for program in (caller, callee, colleague)], [0, 0, 0])
        self.assertIn("sip:1001@carillon.test carillon::Session::State::Terminated", colleague.started.log())
        self.assertIn("State::Unregistered", colleague.started.log())

    def test_each_calls_the_other_after_the_server_was_gone(self):
        kamailio = self.started(Kamailio(self.directory))
        server = kamailio.server("tcp")
        callee = self.program("answering", "1001", server)
        callee.saw("State::Registered")
        kamailio.stop()
        callee.saw("disconnected")
        kamailio.start()
        callee.saw("State::Registered", 2)
        # Handed over to himself: he is called back.
        caller = self.program("calling", "1002", server, "sip:1001@carillon.test", "sip:1002@carillon.test")
        caller.saw("Succeeded 200")
        callee.saw("sip:1002@carillon.test heard over", 2)
        caller.saw("sip:1001@carillon.test heard over", 2)
        self.assertEqual([program.leave() for program in (callee, caller)], [0, 0])


if __name__ == "__main__":
    unittest.main()
