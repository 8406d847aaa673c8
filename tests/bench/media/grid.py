"""`./dev bench media`: our receiver beside Chromium's, the same packets into both, through the same bad networks.

grid.py BUILD [--seeds N] [--quick] [--parallel N] [--ours] [--live] [--keep-live] [--write]
"""
import argparse
import dataclasses
import datetime
import json
import multiprocessing
import os
import statistics
import sys
import time

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "..", "interop")]

import numeric  # noqa: E402

DOCUMENT = os.path.join(HERE, "..", "..", "..", "docs", "quality.md")
ATTEMPTS = 3  # of a batch that the machine disturbed
LIVE = {"seeds": 3, "cells": ("0 %, 0 ms", "0 %, 150 ms", "5 %, 60 ms", "20 %, 0 ms", "5 % in bursts, 20 ms")}
QUICK = {"seeds": 3, "losses": ("0", "5", "20", "5 burst"), "jitters": (0, 60)}


def words():
    parser = argparse.ArgumentParser(prog="./dev bench media", description="Our receiver beside Chromium's on bad networks.")
    parser.add_argument("build")
    parser.add_argument("--seeds", type=int, default=10, help="runs through each cell; seeds 1 to N (10)")
    parser.add_argument("--quick", action="store_true", help="eight cells, three seeds: two minutes")
    parser.add_argument("--parallel", type=int, default=10, help="how many calls Chromium receives at a time (10)")
    parser.add_argument("--ours", action="store_true", help="measures ours only, and takes Chromium's figures from the last run, or else from docs/quality.md")
    parser.add_argument("--live", action="store_true", help="also the program itself in real time, in some cells: is it as in virtual time?")
    parser.add_argument("--keep-live", action="store_true", help="with --ours: the program's own figures are those of the last run, too")
    parser.add_argument("--write", action="store_true", help="puts the table into docs/quality.md")
    return parser.parse_args()


def chosen(options):
    import cells
    seeds = min(options.seeds, QUICK["seeds"]) if options.quick else options.seeds
    wanted = cells.cells(QUICK["losses"], QUICK["jitters"]) if options.quick else cells.cells() + cells.others()
    return [(cell, seed) for cell in wanted for seed in range(1, seeds + 1)]


def _score(job):
    import quality
    clean, played = job
    return dataclasses.asdict(quality.score(clean, played / 32768))


def scored(trials, heard):
    """The same for both; when nothing else runs."""
    import numpy as np
    with multiprocessing.get_context("fork").Pool() as pool:
        jobs = ((trial.material.clean, np.round(played * 32767).astype(np.int16)) for trial, (played, _) in zip(trials, heard))
        results = pool.map(_score, jobs, chunksize=4)
    for trial, (_, figures), result in zip(trials, heard, results):
        result.update(cell=trial.cell.name, seed=trial.seed, concealed=figures["concealedMs"] / (1000 * trial.seconds),
                      bufferMs=figures["bufferMs"], stalledMs=figures.get("stalledMs", 0))
    return results


def measure_ours(build, directory, trials):
    import ours
    program = next(os.path.join(folder, "bench_receiver") for folder, _, files in os.walk(build) if "bench_receiver" in files)
    return scored(trials, ours.hear(program, directory, trials))


def undisturbed(browser, batch):
    """Once more where the machine held the browser or the sender up, and what was least held up at last."""
    import report
    runs = []
    for _ in range(ATTEMPTS):
        heard, figures = browser.hear(batch)
        heard = [(played.astype("float32"), numbers) for played, numbers in heard]
        stalled = max(numbers["stalledMs"] for _, numbers in heard)
        runs.append((max(stalled, figures["lateMs99"]), figures["lateMs99"], heard))
        print(f"  99 % of the packets left within {figures['lateMs99']:.1f} ms, {max(0, stalled):.0f} ms were not played", flush=True)
        if stalled < report.STALLED_MS and figures["lateMs99"] < report.STALLED_MS / 4:
            break
    return min(runs, key=lambda run: run[0])[1:]


def measure_chromium(directory, trials, parallel):
    import chromium
    from harness import sandbox
    heard, lateness = [], []
    browser = chromium.Chromium(directory, sandbox.ADDRESS)
    try:
        for begin in range(0, len(trials), parallel):
            late, batch = undisturbed(browser, trials[begin:begin + parallel])
            heard += batch
            lateness.append(late)
            print(f"Chromium: {len(heard)} of {len(trials)} calls", flush=True)
    finally:
        browser.stop()
    return scored(trials, heard), browser.version, statistics.median(lateness)


def measure_live(build, directory, trials):
    """One after the other, for a program has one loudspeaker."""
    os.environ["CARILLON"] = os.path.abspath(os.path.join(build, "carillon"))
    import live
    return scored(trials, [live.hear(directory, trial, number) for number, trial in enumerate(trials)])


def last(saved):
    """What was measured here, or what stands in the document."""
    if not os.path.exists(saved):
        import report
        return report.of_table(DOCUMENT)
    with open(saved) as file:
        return json.load(file)


def main():
    options = words()
    import cells
    import opus
    import report
    from harness.process import scratch
    begin, plan = time.monotonic(), chosen(options)
    saved, quick = (os.path.join(options.build, name) for name in ("media.json", "media-quick.json"))
    with scratch() as directory:
        materials = [cells.Material.of(directory, speaker) for speaker in range(len(cells.speech.SPEAKERS))]
        trials = [cells.Trial(cell, seed, materials) for cell, seed in plan]
        result = {"date": datetime.date.today().isoformat(), "seeds": max(seed for _, seed in plan), "bitrate": opus.BITRATE}
        result["ours"] = measure_ours(options.build, directory, trials)
        print(f"Ours: {len(trials)} calls after {time.monotonic() - begin:.0f} s", flush=True)
        if options.live:
            result["live"] = measure_live(options.build, directory, [
                trial for trial in trials if trial.cell.name in LIVE["cells"] and trial.seed <= LIVE["seeds"]])
        if options.ours:
            before = last(saved)
            result.update({key: before[key] for key in ("chromium", "version", "lateMs", "chromiumDate")})
            if options.keep_live and "live" in before:
                result.setdefault("live", before["live"])
        else:
            result["chromium"], result["version"], result["lateMs"] = measure_chromium(directory, trials, options.parallel)
            result["chromiumDate"] = result["date"]
    with open(quick if options.quick else saved, "w") as file:
        json.dump(result, file)
    text = report.text(result)
    print(f"\n{text}\n{time.monotonic() - begin:.0f} s in all")
    if options.write:
        report.write(DOCUMENT, text)


if __name__ == "__main__":
    numeric.enter()
    from harness import sandbox
    from harness.browser import fetch
    if "--ours" not in sys.argv and sandbox.MARK not in os.environ:
        fetch()  # there is no network inside
    if "--ours" not in sys.argv:
        sandbox.enter()
    main()
