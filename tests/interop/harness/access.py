"""What somebody who sees no screen and has no pointer gets: which controls there are, what they are called, where Tab goes, what is said."""
import json
import re
import subprocess
import time

from .eyes import SYSTEM_PYTHON
from .process import Started, wait_for

# Names of what a control stands in: two accounts have a button each.
COMMON = r"""
import json
import sys
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

ROWS = ("list item", "table cell", "tree item")

def labels(node):
    names = []
    for relation in node.get_relation_set() or []:
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            names += [relation.get_target(i).get_name() or "" for i in range(relation.get_n_targets())]
    return names

def described(node):
    node.clear_cache()  # names change, and a reader that listens for long would remember the old ones
    place, around = [], node.get_parent()
    while around is not None and around.get_role_name() not in ("application", "desktop frame"):
        place.append(around.get_name() or "")
        around = around.get_parent()
    role = node.get_role_name()
    own = node.get_name() or ""
    label = " ".join(labels(node)).strip()
    # A box of choices tells what is chosen; its label says what it is.
    name = label if role == "combo box" else own or label
    return {"role": role, "name": name, "own": own, "window": place[-1] if place else own,
            "place": " | ".join([name] + [p for p in place[:-1] if p])}
"""

WALK = COMMON + r"""
def walk(node, found, depth):
    if node is None or depth > 40:
        return
    try:
        states = node.get_state_set()
        if depth > 1 and not states.contains(Atspi.StateType.SHOWING):
            return
        role = node.get_role_name()
        if depth > 1 and role not in ROWS:
            actions = node.get_action_iface()
            found.append({**described(node), "focusable": states.contains(Atspi.StateType.FOCUSABLE),
                          "sensitive": states.contains(Atspi.StateType.SENSITIVE), "editable": states.contains(Atspi.StateType.EDITABLE),
                          "checkable": states.contains(Atspi.StateType.CHECKABLE), "depth": depth,
                          "actions": [actions.get_action_name(i) for i in range(actions.get_n_actions())] if actions else []})
        for i in range(node.get_child_count()):
            walk(node.get_child_at_index(i), found, depth + 1)
    except Exception:
        pass  # it went while it was looked at

desktop = Atspi.get_desktop(0)
found = []
for i in range(desktop.get_child_count()):
    walk(desktop.get_child_at_index(i), found, 0)
print(json.dumps(found))
"""

LISTEN = COMMON + r"""
def tell(**what):
    print(json.dumps(what), flush=True)

def heard(event):
    try:
        node = event.source
        if event.detail1 != 1:
            return
        if event.type.endswith("focused"):
            while node.get_role_name() in ROWS:
                node = node.get_parent()
            tell(focus=described(node))
        elif node.get_role_name() == "notification":
            tell(said=node.get_name())
    except Exception:
        pass  # it went while it was looked at

listener = Atspi.EventListener.new(heard)
for kind in ("object:state-changed:focused", "object:state-changed:showing"):
    listener.register(kind)
tell(ready=True)
Atspi.event_main()
"""

# A control of any other kind has not been thought of.
ROLES = {"push button", "button", "toggle button", "check box", "text", "entry", "password text", "combo box", "list", "slider",
         "spin button", "link", "menu", "scroll pane", "filler", "panel", "push button menu"}
QUIET = 0.15  # seconds without a word: one key may move the focus by way of others


def steady(control):
    """The quality is told anew every few seconds."""
    place = re.sub(r"^[^|]* Codec: [^|]*", "The sound ", control["place"])  # good, or what is amiss
    return {**control, "place": re.sub(r"^(The sound|Sound)\b[^|]*", r"\1 ", place)}


class Access:
    """Beside Eyes, on its desktop and its bus."""

    def __init__(self, eyes, directory):
        self._eyes = eyes
        self._ears = Started([SYSTEM_PYTHON, "-B", "-u", "-c", LISTEN], directory, "ears", env=eyes.reader_env)
        wait_for(lambda: any("ready" in line for line in self._lines()), "the reader to listen", process=self._ears.process)

    def stop(self):
        self._ears.stop()

    def _lines(self):
        lines = []
        for line in self._ears.log().splitlines():
            try:
                lines.append(json.loads(line))
            except ValueError:
                continue  # a warning of the reader's own, or half a line
        return lines

    def _focuses(self):
        return [steady(line["focus"]) for line in self._lines() if "focus" in line]

    def said(self):
        return [line["said"] for line in self._lines() if "said" in line]

    def wait_said(self, pattern, seconds=10):
        try:
            return wait_for(lambda: [s for s in self.said() if re.fullmatch(pattern, s)], f"«{pattern}» to be said", seconds)[-1]
        except AssertionError as error:
            raise AssertionError(f"{error}; said was {self.said()[-8:]}") from None

    def controls(self, window):
        """What is shown of the window whose name matches the regular expression."""
        run = subprocess.run([SYSTEM_PYTHON, "-B", "-c", WALK], env=self._eyes.reader_env, capture_output=True, text=True, timeout=60)
        assert run.returncode == 0, run.stderr
        return [steady(c) for c in json.loads(run.stdout) if re.fullmatch(window, c["window"])]

    def focusable(self, window):
        """Those that the keyboard can come to: a field within a field is the same, and so is a window that only takes clicks."""
        found = self.controls(window)
        # A child's place begins with its own name and goes on with the place of what it stands in.
        places = {c["place"] for c in found if c["focusable"]}
        return [c for c in found if c["focusable"] and c["sensitive"] and c["depth"] > 1
                and not (c["place"].startswith(c["name"] + " | ") and c["place"][len(c["name"]) + 3:] in places
                         and c["place"][len(c["name"]) + 3:].split(" | ")[0] == c["name"])]

    def badly_named(self, window):
        wrong, seen = [], set()
        controls = self.focusable(window)
        for c in controls:
            if not c["name"].strip():
                wrong.append(f'{c["role"]} without a name in {c["place"]}')
            elif re.fullmatch(r"(carillon::)?Q?[A-Z]\w+(Button|Field|Edit|Box|List|Label|Widget)", c["name"]):
                wrong.append(f'{c["name"]}: a class, no name')
            elif "&" in c["name"].replace("&&", "").replace(" & ", ""):
                wrong.append(f'{c["name"]}: a mnemonic is read out')
            if c["role"] not in ROLES:
                wrong.append(f'{c["name"]}: what is a {c["role"]}?')
            if c["editable"] and c["role"] not in ("text", "entry", "password text", "combo box"):
                wrong.append(f'{c["name"]}: edited, but a {c["role"]}')
            if c["role"] in ("push button", "button", "check box", "toggle button") and not c["actions"]:
                wrong.append(f'{c["name"]}: cannot be pressed')
            if c["place"] in seen:
                wrong.append(f'{c["place"]}: twice')
            seen.add(c["place"])
        if not controls:
            wrong.append(f"nothing in {window} takes the keyboard")
        return wrong

    def press(self, key):
        """@returns what has the focus afterwards; None when nothing was told."""
        before = len(self._focuses())
        self._eyes.desktop.keys(key)
        try:
            wait_for(lambda: len(self._focuses()) > before, "the focus to move", 3)
        except AssertionError:
            return None
        count = -1
        while count != len(self._focuses()):
            count = len(self._focuses())
            time.sleep(QUIET)
        return self._focuses()[-1]

    def circle(self, key, most=250):
        """@returns the places which the focus comes to until it is where it began."""
        order = []
        for _ in range(most):
            now = self.press(key)
            assert now is not None, f"{key} after {order[-3:]} moves nothing"
            if order and now["place"] == order[0]:
                return order
            assert now["place"] not in order, f'trapped by {key}: {order[order.index(now["place"]):]}'
            order.append(now["place"])
        raise AssertionError(f"{key} never comes back: {order[-5:]}")

    def unreached(self, window):
        """@returns what Tab does not come to, or that Shift+Tab goes another way."""
        if len(self.focusable(window)) == 1:
            return []  # there is nowhere to go
        forth = self.circle("Tab")
        wrong = [c["place"] for c in self.focusable(window) if c["place"] not in forth]
        back = list(reversed(self.circle("shift+Tab")))
        if forth[0] in back:
            at = back.index(forth[0])
            back = back[at:] + back[:at]
        if back != forth:
            wrong.append(f"Shift+Tab goes another way: {back} instead of {forth}")
        return wrong
