"""The grid as a table, and what it says: also where we are worse."""
import re
import statistics

BEGIN, END = "<!-- bench media: begin -->", "<!-- bench media: end -->"
BUSY_MS = 3  # packets that leave later than this say more about the machine than about a receiver
STALLED_MS = 40  # a browser that was held up for so long says nothing of its receiver
MARK = " †"

# What is compared: name, digits, from which difference on it counts, and whether more is better.
MEASURES = (("stoi", "intelligibility (STOI)", 3, 0.005, True), ("lsd", "spectral distance", 2, 0.15, False),
            ("delay_ms", "mean delay", 0, 5, False), ("silent", "share of silence", 3, 0.005, False))
AGREED = 0.7  # of the seeds
COLUMNS = 11


def by_cell(results):
    cells = {}
    for result in results:
        cells.setdefault(result["cell"], {})[result["seed"]] = result
    return cells


def spread(results, measure, digits):
    values = [r[measure] for r in results.values()]
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def median(results, measure):
    return statistics.median(r[measure] for r in results.values())


def differences(ours, theirs, measure, is_more_better):
    """Seed by seed, as the same happened to both, or by the median where theirs are of the table; more than 0: we are better."""
    sign = 1 if is_more_better else -1
    found = [sign * (ours[seed][measure] - theirs[seed][measure]) for seed in ours if seed in theirs]
    return found or [sign * (median(ours, measure) - median(theirs, measure))]


def verdict(ours, theirs, measure, threshold, is_more_better):
    """"better", "worse" or "" for about the same."""
    found = differences(ours, theirs, measure, is_more_better)
    middle = statistics.median(found)
    if middle > threshold and sum(d > 0 for d in found) >= AGREED * len(found):
        return "better"
    if middle < -threshold and sum(d < 0 for d in found) >= AGREED * len(found):
        return "worse"
    return ""


def is_disturbed(results):
    return statistics.median(r.get("stalledMs", 0) for r in results.values()) > STALLED_MS


def table(ours, theirs):
    lines = ["| loss, jitter | STOI ours | STOI Chromium | ratio | LSD ours | LSD Chr. | delay ours, ms | delay Chr., ms | "
             "longest ours / Chr. | silent ours / Chr., % | concealed ours / Chr., % |",
             "| --- | --- | --- | ---: | ---: | ---: | --- | --- | ---: | ---: | ---: |"]
    for cell in ours:
        a, b = ours[cell], theirs[cell]
        both = lambda measure, form, scale=1: " / ".join(format(median(side, measure) * scale, form) for side in (a, b))  # noqa: E731
        mark = MARK if is_disturbed(b) else ""
        lines.append(f"| {cell}{mark} | {spread(a, 'stoi', 3)} | {spread(b, 'stoi', 3)} | {median(a, 'stoi') / median(b, 'stoi'):.3f} | "
                     f"{median(a, 'lsd'):.2f} | {median(b, 'lsd'):.2f} | {spread(a, 'delay_ms', 0)} | {spread(b, 'delay_ms', 0)} | "
                     f"{both('delay_max_ms', '.0f')} | {both('silent', '.1f', 100)} | {both('concealed', '.1f', 100)} |")
    return lines


def enumerated(some, cells):
    """The shorter way to say which."""
    rest = [cell for cell in cells if cell not in some]
    if len(some) < 2 or len(rest) >= len(some) / 2:
        return "; ".join(some)
    return f"everywhere but at {'; '.join(rest)}" if rest else "everywhere"


def sentences(ours, theirs):
    lines = []
    for measure, name, digits, threshold, is_more_better in MEASURES:
        verdicts = {cell: verdict(ours[cell], theirs[cell], measure, threshold, is_more_better) for cell in ours}
        found = {word: [cell for cell, said in verdicts.items() if said == word] for word in ("better", "worse", "")}
        worst = min(found["worse"], default=None,
                    key=lambda cell: statistics.median(differences(ours[cell], theirs[cell], measure, is_more_better)))
        line = (f"- **{name}** (from a difference of {threshold} on, in {AGREED:.0%} of the seeds): better than Chromium in "
                f"{len(found['better'])} cells, about the same in {len(found[''])}, **worse in {len(found['worse'])}**")
        if worst:
            line += f": {enumerated(found['worse'], list(ours))}. Worst at {worst}: {median(ours[worst], measure):.{digits}f} instead of "
            line += f"{median(theirs[worst], measure):.{digits}f}"
        lines.append(line + ".")
    return lines


def live_table(ours, live):
    """@p ours: the same seeds in virtual time."""
    lines = ["", "The program itself in a call, in real time (the same packets sent to `carillon --headless`, its loudspeaker a file), beside virtual time:",
             "", "| loss, jitter | STOI virtual | STOI real | LSD virtual | LSD real | concealed virtual / real, % |",
             "| --- | --- | --- | ---: | ---: | ---: |"]
    for cell, real in live.items():
        virtual = {seed: ours[cell][seed] for seed in real}
        lines.append(f"| {cell} | {spread(virtual, 'stoi', 3)} | {spread(real, 'stoi', 3)} | {median(virtual, 'lsd'):.2f} | "
                     f"{median(real, 'lsd'):.2f} | {100 * median(virtual, 'concealed'):.1f} / {100 * median(real, 'concealed'):.1f} |")
    return lines


FROM_TABLE = ("least", "median", "most")  # in place of seeds


def of_table(path):
    """Chromium's part of a result, out of the table that write() left: for a machine on which it was not measured."""
    with open(path) as file:
        written = file.read().partition(BEGIN)[2].partition(END)[0]
    found = re.search(r"Chromium (\S+), measured on (\S+); 99 % of its packets left within ([0-9.]+) ms", written)
    runs = []
    for line in written.splitlines():
        columns = [column.strip() for column in line.strip("|").split("|")]
        if len(columns) != COLUMNS or not columns[1][:1].isdigit():
            continue
        spreads = {"stoi": re.findall(r"[0-9.]+", columns[2]), "delay_ms": re.findall(r"[0-9.]+", columns[7])}
        single = {"lsd": float(columns[5]), "delay_max_ms": float(columns[8].split("/")[1]),
                  "silent": float(columns[9].split("/")[1]) / 100, "concealed": float(columns[10].split("/")[1]) / 100}
        for place, seed in enumerate(FROM_TABLE):
            both = {name: float(values[(1, 0, 2)[place]]) for name, values in spreads.items()}
            runs.append({"cell": columns[0].removesuffix(MARK), "seed": seed, **both, **single})
    return {"chromium": runs, "version": found[1], "chromiumDate": found[2], "lateMs": float(found[3])}


def common(ours, theirs):
    """Only what both went through."""
    if any(FROM_TABLE[0] in runs for runs in theirs.values()):
        return {cell: runs for cell, runs in ours.items() if cell in theirs}, theirs
    cells = {cell: ours[cell].keys() & theirs[cell].keys() for cell in ours if cell in theirs}
    return ({cell: {seed: side[cell][seed] for seed in sorted(seeds)} for cell, seeds in cells.items() if seeds} for side in (ours, theirs))


def text(result):
    ours, theirs = common(by_cell(result["ours"]), by_cell(result["chromium"]))
    head = (f"Measured on {result['date']}, seeds 1 to {result['seeds']}, Opus at {result['bitrate'] // 1000} kbit/s. "
            f"Chromium {result['version']}, measured on {result['chromiumDate']}; 99 % of its packets left within {result['lateMs']:.1f} ms.")
    disturbed = [cell for cell, runs in theirs.items() if is_disturbed(runs)]
    if disturbed:
        head += f" {MARK.strip()}: the machine held Chromium up for more than {STALLED_MS} ms in most calls; not counted in the sentences."
    if any(FROM_TABLE[0] in runs for runs in theirs.values()):
        head += " Ours was measured anew, Chromium's figures are those of that day; so medians are compared, not seeds."
    if result["lateMs"] > BUSY_MS:
        head += " **Preliminary: the machine was busy with other things, which is to Chromium's disadvantage.**"
    live = live_table(by_cell(result["ours"]), by_cell(result["live"])) if "live" in result else []
    return "\n".join([head, "", *sentences({cell: runs for cell, runs in ours.items() if cell not in disturbed}, theirs), "", *table(ours, theirs), *live])


def write(path, text):
    with open(path) as file:
        before, _, rest = file.read().partition(BEGIN)
    _, end, after = rest.partition(END)
    assert end, f"{path} has no place for the table"
    with open(path, "w") as file:
        file.write(f"{before}{BEGIN}\n{text}\n{END}{after}")
