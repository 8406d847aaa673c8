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
# A test names a group by its id, with F where it asserts what we want instead; a range of ids names none.
named = set(re.findall(r"\b([A-Z]{3}-(?:\d\d|FAIL))F?\b(?!\.\.)", sources))
groups = [line for line in read("docs/parity-groups.txt").splitlines() if line and not line.startswith("#")]
todo = []
for line in groups:
    subject, _, reason = line.partition(" | ")
    group = subject.split(" ", 1)[0]
    if reason.startswith("todo:") and group not in named:
        todo.append(group)
    elif not reason and group not in named:
        missing.append(f"docs/parity-groups.txt: no test names {group}")
print(f"{len(groups)} groups, {len(todo)} still to be tested: {' '.join(todo)}")

documents = ["README.md", "CHANGELOG.md"] + [path for path in tree("docs") if path.endswith(".md")]
for document in documents:
    text = re.sub(r"^```.*?^```$", "", read(document), flags=re.MULTILINE | re.DOTALL)  # a lambda looks like a link
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        if not os.path.exists(os.path.join(root, os.path.dirname(document), target)):
            missing.append(f"{document}: {target}")

assert len(rows) > 20 and len(documents) > 4 and len(groups) > 180
print("\n".join(missing))
sys.exit(1 if missing else 0)
