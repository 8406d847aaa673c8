#!/usr/bin/env python3
"""Brings the catalogues of FILES up to date with the sources, by lupdate.

update.py LUPDATE          writes the files
update.py LUPDATE --check  changes nothing; fails when a string is missing, left over, not translated,
                         or without a placeholder of its source; or when in a language that is written from the
                         right a word such as --all or *.wav could come out as all-- or wav.*

lupdate knows tr() and translate(). Where a file has a function of its own that translates in one context
    QString text(const char *source) { return QCoreApplication::translate("CallPresentation", source); }
its calls are spelt out for lupdate in a copy of the sources, with the context the function has.
"""
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = ("app", "core", "ui")
FROM_THE_RIGHT = {"carillon_ar.ts"}
LEFT_TO_RIGHT_MARK = "\u200e"
# An option, a pattern of files, a code, a path: its first characters have no direction of their own.
WORD = re.compile(r"(?<![^\s(\"'])(?:--?(?=[\w%])|\*(?=[.\d*])|/(?=[\w%]))(?:[^\s,;:()\"']*[^\s.,;:()\"'])")
FILES = {"carillon_en.ts": ["-pluralonly"], "carillon_de.ts": [], "carillon_ar.ts": []}
WRAPPER = re.compile(r'\b(\w+::)?(\w+)(?:| = \[\])\(const char \*(\w+)(?:|, const char \*comment = nullptr)\)\s*'
                     r'\{\s*return QCoreApplication::translate\("([^"]+)", \3(?:|, comment)\);')


def sources():
    for folder in SOURCES:
        yield from sorted(p for p in (HERE.parent / folder).rglob("*") if p.suffix in (".cpp", ".h"))


def own_wrappers(path, text):
    """{name: context} of the translating functions that are written in a file."""
    space = re.search(r"^namespace carillon::(\w+) \{", text, re.MULTILINE)
    outer = f"{space[1]}::" if space and path.suffix == ".h" else ""
    return {(scope or outer) + name: context for scope, name, _, context in WRAPPER.findall(text)}


def spelt_out(path, text, everywhere):
    known = {**everywhere, **own_wrappers(path, text)}
    for name in re.findall(r"^using (\w+::\w+);", text, re.MULTILINE):
        if name in known:
            known[name.split("::")[1]] = known[name]
    if path.stem in {name.split("::")[0] for name in known}:  # the functions beside it, in their own namespace
        known.update({name.split("::")[1]: context for name, context in known.items()
                      if name.startswith(path.stem + "::")})
    for name, context in known.items():
        # A literal must follow: whatever else is handed to such a function is marked where it is written.
        text = re.sub(r'(?<![\w.>:])' + name + r'\((?=\s*")', f'QCoreApplication::translate("{context}", ', text)
    for left in re.findall(r'(?<![\w.>])(?:text|translated)\(\s*"[^"]*"', text):
        sys.exit(f"{path}: in which context is this translated? {left}")
    return text


def lupdate(program, folder):
    texts = {path: path.read_text() for path in sources()}
    everywhere = {name: context for path, text in texts.items()
                  for name, context in own_wrappers(path, text).items() if "::" in name}
    for path, text in texts.items():
        copy = folder / path.relative_to(HERE.parent)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(spelt_out(path, text, everywhere))
    for name, options in FILES.items():
        made = folder / name
        if (HERE / name).exists():
            made.write_text((HERE / name).read_text())
        done = subprocess.run([program, "-silent", "-locations", "none", "-no-obsolete", "-source-language", "en",
                               "-disable-heuristic", "similartext", "-disable-heuristic", "sametext", *options,
                               *(str(folder / s) for s in SOURCES), "-ts", str(made)],
                              capture_output=True, text=True)
        sys.stderr.write(done.stderr)
        if done.returncode or done.stderr.strip():
            sys.exit(f"lupdate did not read everything for {name}.")
        yield made


def placeholders(text):
    return set(re.findall(r"%L?(?:[0-9]+|n)", text or ""))


def misplaced(source, form, is_counted):
    """Whether a form has other placeholders than its source. The word for one, or two, may stand for their number."""
    spare = {"%n"} if is_counted else set()
    return placeholders(source) - spare != placeholders(form) - spare


def misordered(source, form):
    """Whether such a word of the source would be written from the right: nothing before it says that it is not. The
    mark stands before the word, or before the bracket that it begins: Qt reads the patterns in there."""
    words = set(WORD.findall(source))
    for word in words:
        for found in re.finditer(re.escape(word), form):
            strong = [c for c in form[:found.start()] if unicodedata.bidirectional(c) in ("L", "R", "AL")]
            if not strong or unicodedata.bidirectional(strong[-1]) != "L":
                return True
    return bool(words) and LEFT_TO_RIGHT_MARK not in form


def unfinished(path):
    for context in xml.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = translation.findall("numerusform") or [translation]
            if translation.get("type") or not all(form.text for form in forms):
                yield f'{path.name}: {context.findtext("name")}: not translated: {message.findtext("source")}'
            elif any(misplaced(message.findtext("source"), form.text, message.get("numerus")) for form in forms):
                yield f'{path.name}: {context.findtext("name")}: other placeholders: {message.findtext("source")}'
            elif path.name in FROM_THE_RIGHT and any(re.search(r"&\w", form.text) for form in forms):
                # Its line would be drawn through joined letters, which Qt then draws apart and wider than their button.
                yield f'{path.name}: {context.findtext("name")}: a mnemonic: {message.findtext("source")}'
            elif path.name in FROM_THE_RIGHT and any(misordered(message.findtext("source"), f.text) for f in forms):
                yield f'{path.name}: {context.findtext("name")}: a mark is missing (U+200E): {message.findtext("source")}'


def main():
    program, check = sys.argv[1], "--check" in sys.argv[2:]
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        for made in lupdate(program, pathlib.Path(folder)):
            kept = HERE / made.name
            if not check:
                kept.write_text(made.read_text())
            elif not kept.exists() or kept.read_text() != made.read_text():
                complaints.append(f"{made.name} is not what lupdate makes of the sources: run ./dev translations")
            complaints += unfinished(made)
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
