"""Our receiver, in virtual time: bench_receiver."""
import json
import os
import subprocess

import numpy as np

import opus

TICK_US = 10000


def phase_us(trial):
    """When in the media thread's 10 ms the first packet comes: nobody's clocks are in step, so each seed has another."""
    return trial.seed * 3700 % TICK_US


def hear(program, directory, trials):
    """@returns for each trial: (what was played from the sending of the first packet on, figures of our own)."""
    lines, paths = [], []
    for n, trial in enumerate(trials):
        packets, sound = (os.path.join(directory, f"{n}.{kind}") for kind in ("packets", "s16"))
        with open(packets, "w") as file:
            file.writelines(f"{at + phase_us(trial)} {payload.hex()}\n" for at, payload in trial.arrivals)
        lines.append(f"{packets} {sound} {round(trial.seconds * 1000) + TICK_US // 1000}\n")
        paths.append((packets, sound))
    done = subprocess.run([program], input="".join(lines), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    results = []
    for trial, (packets, sound), line in zip(trials, paths, done.stdout.splitlines()):
        skipped = phase_us(trial) * opus.RATE // 1_000_000
        results.append((np.fromfile(sound, np.int16)[skipped:] / 32768, json.loads(line)))
        os.remove(packets)
        os.remove(sound)
    return results
