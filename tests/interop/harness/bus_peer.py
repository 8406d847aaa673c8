"""Programs on the session bus that talk to the phone: one that calls it and hears its signals, and a music player.

Imported it is the test's end; run by the system's Python (python3-dbus, python3-gi), which is not the one that runs the tests,
it is the program:  bus_peer.py caller NAME  |  bus_peer.py player NAME
A line of JSON each way for each command.
"""
import hashlib
import json
import os
import subprocess
import sys
import time

SYSTEM_PYTHON = "/usr/bin/python3"
OBJECT = "/org/carillon/Carillon"
CONTROL = "org.carillon.Carillon1"


def name_of(phone):
    """What a phone of the harness is called on the bus: its profile is not the usual one."""
    profile = os.path.realpath(phone.profile)
    return "org.carillon.Carillon.p" + hashlib.sha256(profile.encode()).digest()[:10].hex()


class BusError(Exception):
    def __init__(self, name, message):
        self.name = name
        super().__init__(f"{name}: {message}")


class BusPeer:
    def __init__(self, bus, kind, name):
        self._process = subprocess.Popen([SYSTEM_PYTHON, "-B", os.path.abspath(__file__), kind, name], env={**os.environ, **bus.env},
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
        self._answer()

    def _answer(self):
        line = self._process.stdout.readline()
        assert line, "the peer on the bus has ended"
        answer = json.loads(line)
        if "error" in answer:
            raise BusError(answer["error"], answer["message"])
        return answer["result"]

    def __call__(self, command, *arguments):
        self._process.stdin.write(json.dumps([command, *arguments]) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def control(self, method, signature, *arguments):
        return self("call", CONTROL, method, signature, list(arguments))

    def signals(self, member=None):
        return [s for s in self("signals") if member in (None, s[0])]

    def start_flood(self, calls):
        """Sent now; wait_flood() tells what came of it."""
        self._process.stdin.write(json.dumps(["flood", calls]) + "\n")
        self._process.stdin.flush()

    def wait_flood(self):
        return self._answer()

    def stop(self):
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()


def plain(value):
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    for kind in (bool, int, float):
        if type(value).__name__ == {"bool": "Boolean", "float": "Double"}.get(kind.__name__, "-") or isinstance(value, kind):
            return kind(value)
    return str(value)


def main(kind, name):
    import dbus
    import dbus.mainloop.glib
    import dbus.service
    from gi.repository import GLib

    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    loop = GLib.MainLoop()
    heard = []

    def typed(value):
        if isinstance(value, dict):
            return dbus.Dictionary({k: typed(v) for k, v in value.items()}, signature="sv")
        if isinstance(value, list):
            return dbus.Array(value, signature="s")
        return value

    def call(interface, method, signature, arguments):
        return plain(bus.call_blocking(name, OBJECT, interface, method, signature, [typed(a) for a in arguments], timeout=20))

    def flood(count):
        came = {"answered": 0, "refused": 0, "other": 0, "longest": 0.0}
        start = time.monotonic()

        def answered(*_):
            came["answered"] += 1

        def refused(error):
            came["refused" if error.get_dbus_name().endswith("LimitsExceeded") else "other"] += 1
        for _ in range(count):
            bus.call_async(name, OBJECT, CONTROL, "Run", "sasa{sv}", ["status", dbus.Array([], "s"), dbus.Dictionary({}, "sv")],
                           answered, refused, timeout=60)
        while sum(v for k, v in came.items() if k != "longest") < count:
            GLib.MainContext.default().iteration(True)
        came["seconds"] = time.monotonic() - start
        return came

    commands = {"call": call, "flood": flood, "signals": lambda: heard}
    if kind == "caller":
        bus.add_signal_receiver(lambda *args, member=None: heard.append([member, plain(args)]), dbus_interface=CONTROL,
                                path=OBJECT, member_keyword="member")
    else:
        class Player(dbus.service.Object):
            status = "Playing"

            @dbus.service.method("org.freedesktop.DBus.Properties", in_signature="ss", out_signature="v")
            def Get(self, _interface, _property):
                return self.status

            @dbus.service.method("org.mpris.MediaPlayer2.Player")
            def Pause(self):
                self.status = "Paused"
                heard.append(["Pause", []])

            @dbus.service.method("org.mpris.MediaPlayer2.Player")
            def Play(self):
                self.status = "Playing"
                heard.append(["Play", []])
        owned = dbus.service.BusName(name, bus, do_not_queue=True)
        player = Player(bus, "/org/mpris/MediaPlayer2")
        commands["status"] = lambda: player.status
        commands["stop"] = lambda: setattr(player, "status", "Stopped")
        commands["name"] = lambda: owned.get_name()

    def say(answer):
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    def command(*_):
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        verb, *arguments = json.loads(line)
        try:
            say({"result": commands[verb](*arguments)})
        except dbus.DBusException as error:
            say({"error": error.get_dbus_name(), "message": error.get_dbus_message()})
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, command)
    say({"result": True})
    loop.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
