"""What a program costs, by what the kernel counts: memory, CPU time, wake-ups, threads. Of a whole session of processes."""
import dataclasses
import os

PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclasses.dataclass
class Memory:
    resident: int = 0  # bytes, all three
    proportional: int = 0
    unique: int = 0


def _read(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:  # it went
        return ""


def processes(session):
    """Pids of all that belong to the session: what was started in it, and its children, whoever is their parent by now."""
    found = []
    for name in os.listdir("/proc"):
        fields = _read(f"/proc/{name}/stat").rpartition(")")[2].split() if name.isdigit() else []
        if len(fields) > 3 and int(fields[3]) == session and fields[0] != "Z":
            found.append(int(name))
    return found


def memory(session):
    total = Memory()
    for pid in processes(session):
        kib = {}
        for line in _read(f"/proc/{pid}/smaps_rollup").splitlines():
            name, _, value = line.partition(":")
            if value.strip().endswith("kB"):
                kib[name] = int(value.split()[0])
        total.resident += kib.get("Rss", 0) * 1024
        total.proportional += kib.get("Pss", 0) * 1024
        total.unique += (kib.get("Private_Clean", 0) + kib.get("Private_Dirty", 0)) * 1024
    return total


@dataclasses.dataclass
class Activity:
    """Of threads, by (pid, tid): CPU nanoseconds and how often each went to sleep by itself, which is how often it was woken."""
    cpu: dict
    sleeps: dict

    @staticmethod
    def now(session):
        cpu, sleeps = {}, {}
        for pid in processes(session):
            try:
                threads = os.listdir(f"/proc/{pid}/task")
            except OSError:
                continue
            for thread in threads:
                place = f"/proc/{pid}/task/{thread}"
                spent = _read(f"{place}/schedstat").split()
                said = [line for line in _read(f"{place}/status").splitlines() if line.startswith("voluntary_ctxt_switches")]
                if spent and said:
                    cpu[pid, thread] = int(spent[0])
                    sleeps[pid, thread] = int(said[0].split()[1])
        return Activity(cpu, sleeps)

    def since(self, before):
        """(CPU seconds, wake-ups). A thread that ended meanwhile is left out; one that began is counted whole."""
        spent = sum(value - before.cpu.get(key, 0) for key, value in self.cpu.items())
        woken = sum(value - before.sleeps.get(key, 0) for key, value in self.sleeps.items())
        return spent / 1e9, woken

    @property
    def threads(self):
        return len(self.cpu)
