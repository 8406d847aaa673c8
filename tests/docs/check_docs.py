"""What the documents name is there: tests and folders in the tables of docs/, files behind links in every Markdown file;
and every group of docs/parity-groups.txt is named by a test, or says why not."""
import os
import re
import sys

root = os.path.abspath(sys.argv[1])
missing = []


def tree(top):
    for folder, folders, files in os.walk(os.path.join(root, top)):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in folders + files:
            yield os.path.relpath(os.path.join(folder, name), root)


def read(path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


tests = {"/" + os.path.splitext(path)[0] for path in tree("tests")}
rows = [line for line in (read("docs/rfc-map.md") + read("docs/parity.md")).splitlines() if line.startswith("|")]
for name in sorted(set(re.findall(r"`([^`]+)`", "\n".join(rows)))):
    is_test = re.search(r"(^|/)(tst_|test_|rfc\d|interop$|flows/)", name)
    found = any(path.endswith("/" + os.path.splitext(name)[0]) for path in tests) if is_test else any(
        os.path.isdir(os.path.join(root, top, name)) for top in ("", "core"))
    # A parameter or option of a protocol is no folder; it has no slash and is not written like one.
    if not found and (is_test or "/" in name):
        missing.append(f"a row of the maps: {name}")

sources = "\n".join(read(path) for path in tree("tests") if path.endswith((".cpp", ".h", ".py")))
# A test names a group by its id, SES-01 or SES_01, with F where it asserts what we want instead; a range of ids names none.
named = {f"{kind}-{number}" for kind, number in re.findall(
    r"(?<![A-Za-z0-9])([A-Z]{3,4})[-_](\d\d|FAIL)F?(?![A-Za-z0-9])(?!\.\.)", sources)}
groups = [line for line in read("docs/parity-groups.txt").splitlines() if line and not line.startswith("#")]
for line in groups:
    subject, _, reason = line.partition(" | ")
    group = subject.split(" ", 1)[0]
    if not reason and group not in named:
        missing.append(f"docs/parity-groups.txt: no test names {group}")
print(f"{len(groups)} groups")

documents = ["README.md", "CHANGELOG.md"] + [path for path in tree("docs") if path.endswith(".md")]
for document in documents:
    text = re.sub(r"^```.*?^```$", "", read(document), flags=re.MULTILINE | re.DOTALL)  # a lambda looks like a link
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        if not os.path.exists(os.path.join(root, os.path.dirname(document), target)):
            missing.append(f"{document}: {target}")

assert len(rows) > 20 and len(documents) > 4 and len(groups) > 190
print("\n".join(missing))
sys.exit(1 if missing else 0)
