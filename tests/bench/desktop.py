"""`./dev bench desktop`: start-up, memory and CPU of an idle desktop phone, ours beside Linphone's, Twinkle's and baresip's, in one run.

desktop.py BUILD [--runs N] [--idle S] [--only NAME]... [--write]

A phone that cannot run here has no figures but its reason.
"""
import argparse
import dataclasses
import datetime
import os
import platform
import re
import statistics
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "interop")]

DOCUMENT = os.path.join(HERE, "..", "..", "docs", "desktop.md")
BEGIN, END = "<!-- bench desktop: begin -->", "<!-- bench desktop: end -->"
NAMES = "carillon", "linphone", "twinkle", "baresip"
SETTLE_S = 20  # from registered and shown to idle
PATIENCE_S = 30
NONE = "–"

# What is measured of a run: title, how much of the raw value is one of the unit, digits.
COLUMNS = {"registered": ("registered after, s", 1, 2), "window": ("window after, s", 1, 2), "resident": ("resident, MB", 1e6, 1),
           "proportional": ("proportional, MB", 1e6, 1), "unique": ("of its own, MB", 1e6, 1), "cpu": ("CPU idle, %", 0.01, 3),
           "wakeups": ("wake-ups a second", 1, 1), "threads": ("threads", 1, 0), "start": ("CPU until idle, s", 1, 2)}


def words():
    parser = argparse.ArgumentParser(prog="./dev bench desktop", description="Our phone beside others, idle on a desktop.")
    parser.add_argument("build")
    parser.add_argument("--runs", type=int, default=5, help="starts of each, in turns (5)")
    parser.add_argument("--idle", type=float, default=60, help="seconds over which CPU time is counted (60)")
    parser.add_argument("--only", action="append", choices=NAMES, help="one of them; several times")
    parser.add_argument("--write", action="store_true", help="puts the table into docs/desktop.md")
    options = parser.parse_args()
    if options.runs < 1 or options.idle <= 0:
        parser.error("--runs and --idle are more than 0")
    return options


class WindowWatch:
    """When the window manager took on a window: `xprop -spy` says so, nobody polls."""

    def __init__(self, desktop):
        self._seen = []  # (time, ids)
        self._spy = subprocess.Popen(["xprop", "-root", "-spy", "_NET_CLIENT_LIST"], env=desktop.env, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self._spy.stdout:
            self._seen.append((time.time(), re.findall(r"0x[0-9a-f]+", line)))

    def first_since(self, begin):
        """When the first one stood there."""
        return next((when for when, ids in list(self._seen) if when >= begin and ids), None)

    def are_none(self):
        return not self._seen or not self._seen[-1][1]

    def stop(self):
        self._spy.terminate()
        self._spy.wait()
        self._spy.stdout.close()


class Room:
    """One desktop for all: X server, window manager, session bus with a keyring, sound server, Kamailio. Private to the run."""

    def __init__(self, directory):
        from harness import sandbox
        from harness.desktop import Desktop
        from harness.kamailio import Kamailio
        from harness.keyring import Keyring
        from harness.sound import Sound
        self.directory = directory
        self._ends = []
        try:
            self.server = self._kept(Kamailio(directory, address=sandbox.ADDRESS).start())
            self.desktop = self._kept(Desktop(directory))
            keyring = self._kept(Keyring(directory))
            sound = self._kept(Sound(directory).start())
            self.windows = self._kept(WindowWatch(self.desktop))
        except BaseException:
            self.stop()
            raise
        self.env = {**self.desktop.env, **keyring.env, "PULSE_SERVER": sound.env["PULSE_SERVER"]}
        for name in ("QT_QPA_PLATFORM", "QT_STYLE_OVERRIDE"):  # each as it starts by itself
            self.env.pop(name, None)

    def _kept(self, part):
        self._ends.append(part.stop)
        return part

    def registered(self, user, begin):
        """When Kamailio's 200 went out, by its own log; None: not yet."""
        times = re.findall(rf"registered {user} at ([0-9.]+)", self.server.started.log())
        return next((float(text) for text in times if float(text) >= begin), None)

    def stop(self):
        while self._ends:
            self._ends.pop()()


def run_once(phone, room, number, idle):
    """The figures of one start; a sentence where it did not come up."""
    import vitals
    from desktop_phones import Place
    from harness.process import Started, wait_for
    home = os.path.join(room.directory, f"{phone.name}-{number}" if phone.name != "carillon" else "carillon-home")
    subprocess.run(["rm", "-rf", home], check=True)
    os.makedirs(home, mode=0o700)
    place = Place(home, room.env, room.server)
    try:
        phone.prepare(place)
    except AssertionError as error:
        return f"it got no profile: {error}"
    wait_for(room.windows.are_none, "the windows of the one before to go")
    begin = time.time()
    started = Started(phone.command(place), home, phone.name, env=place.env)
    session = started.process.pid
    try:
        registered = wait_for(lambda: room.registered(phone.user, begin), "its registration", PATIENCE_S, started.process)
        shown = phone.has_window and wait_for(lambda: room.windows.first_since(begin), "its window", PATIENCE_S, started.process)
        time.sleep(SETTLE_S)  # a bench: asking more often would be measured too
        held = vitals.memory(session)
        before, since = vitals.Activity.now(session), time.monotonic()
        time.sleep(idle)
        after, passed = vitals.Activity.now(session), time.monotonic() - since
        if started.process.poll() is not None:
            return f"it ended by itself with {started.process.returncode}"
        spent, woken = after.since(before)
        return {"registered": registered - begin, "window": shown - begin if shown else None, **dataclasses.asdict(held),
                "cpu": spent / passed, "wakeups": woken / passed, "threads": after.threads,
                "start": sum(before.cpu.values()) / 1e9}
    except AssertionError as error:
        return f"{error}; its last words: {' / '.join(started.log().splitlines()[-3:])[-300:]}"
    finally:
        started.stop()
        for pid in vitals.processes(session):  # what it left behind
            os.kill(pid, 9)


def measure(phones, room, options):
    runs = {phone.name: [] for phone in phones}
    failures = {}
    for number in range(options.runs):
        # In turns, and each time another one begins: what the machine does meanwhile is shared.
        turn = number % len(phones)
        for phone in phones[turn:] + phones[:turn]:
            if phone.name in failures:
                continue
            result = run_once(phone, room, number, options.idle)
            if isinstance(result, str):
                failures[phone.name] = result
                print(f"{phone.name}: {result}", flush=True)
                continue
            runs[phone.name].append(result)
            print(f"{phone.name:10s}" + "  ".join(f"{COLUMNS[key][0]} {cell([result], key)}" for key in COLUMNS), flush=True)
    return runs, failures


def cell(runs, key):
    _, unit, digits = COLUMNS[key]
    values = [run[key] / unit for run in runs if run.get(key) is not None]
    if not values:
        return NONE
    middle = f"{statistics.median(values):.{digits}f}"
    return middle if len(values) == 1 else f"{middle} [{min(values):.{digits}f}–{max(values):.{digits}f}]"


def megabytes(value):
    return NONE if value is None else f"{value / 1e6:.1f}"


def text(phones, runs, failures, sizes, options):
    processor = next((line.partition(":")[2].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    head = [f"Measured on {datetime.date.today().isoformat()}: {options.runs} starts of each in turns, {SETTLE_S} s to settle, CPU over "
            f"{options.idle:.0f} s; {os.cpu_count()} cores ({processor}), no GPU. Median [least–most].", ""]
    names = [phone.name for phone in phones]
    rows = [["", *[f"{phone.name} {phone.version()}".strip() for phone in phones]]]
    for key, (title, _, _) in COLUMNS.items():
        rows.append([title, *[cell(runs[name], key) for name in names]])
    for place, title in ((0, "executable, MB"), (1, "its package installed, MB")):
        rows.append([title, *[megabytes(sizes[name][place]) for name in names]])
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "| --- |" + " ---: |" * len(names))
    notes = [f"- {phone.name}: {phone.note}." for phone in phones if phone.note]
    notes += [f"- {name}: not measured, or not to the end: {' '.join(reason.split()).replace('|', '/')}." for name, reason in failures.items()]
    return "\n".join([*head, *lines, *([""] + notes if notes else [])])


def write(path, table):
    with open(path, encoding="utf-8") as file:
        before, _, rest = file.read().partition(BEGIN)
    _, end, after = rest.partition(END)
    assert end, f"{path} has no place for the table"
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{BEGIN}\n{table}\n{END}{after}")


def main():
    options = words()
    from desktop_phones import all_phones
    from harness.process import scratch
    phones = [phone for phone in all_phones(os.path.abspath(options.build)) if not options.only or phone.name in options.only]
    failures = {phone.name: phone.refusal() for phone in phones if phone.refusal()}
    able = [phone for phone in phones if phone.name not in failures]
    runs = {phone.name: [] for phone in phones}
    with scratch() as directory:
        sizes = {phone.name: phone.sizes(directory) if phone in able else (None, None) for phone in phones}
        room = Room(directory)
        try:
            measured, failed = measure(able, room, options) if able else ({}, {})
        finally:
            room.stop()
    runs.update(measured)
    failures.update(failed)
    table = text(phones, runs, failures, sizes, options)
    print(f"\n{table}")
    if options.write:
        write(DOCUMENT, table)


if __name__ == "__main__":
    os.environ["CARILLON"] = os.path.join(os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "", "carillon")
    from harness import sandbox
    if not {"-h", "--help"} & set(sys.argv):
        sandbox.enter()  # nothing of the phones reaches the machine's network, nor do they find their makers' servers
    main()
