"""Somebody who has copied a text on an X display, and may hang. Run as a program it is he, by the libX11 that xdotool brings:
clipboard.py TEXT"""
import ctypes
import os
import signal
import subprocess
import sys

SELECTION_REQUEST, SELECTION_NOTIFY = 30, 31  # X.h


class Copied:
    def __init__(self, desktop, text):
        self._owner = subprocess.Popen([sys.executable, "-B", os.path.abspath(__file__), text], env=desktop.env, stdout=subprocess.PIPE,
                                       text=True, start_new_session=True)
        assert self._owner.stdout.readline().strip() == "owned", "nobody took the clipboard"

    def hang(self):
        self._owner.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._owner.send_signal(signal.SIGCONT)

    def stop(self):
        self._owner.kill()
        self._owner.wait()
        self._owner.stdout.close()


class Request(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("sent", ctypes.c_int), ("display", ctypes.c_void_p),
                *[(name, ctypes.c_ulong) for name in ("owner", "requestor", "selection", "target", "property", "time")]]


class Answer(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("sent", ctypes.c_int), ("display", ctypes.c_void_p),
                *[(name, ctypes.c_ulong) for name in ("requestor", "selection", "target", "property", "time")]]


class Event(ctypes.Union):
    _fields_ = [("type", ctypes.c_int), ("request", Request), ("answer", Answer), ("room", ctypes.c_long * 24)]


def main(text):
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = x.XCreateSimpleWindow.restype = x.XInternAtom.restype = x.XGetSelectionOwner.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x.XOpenDisplay(None))
    number = ctypes.c_ulong
    root = number(x.XDefaultRootWindow(display))
    window = number(x.XCreateSimpleWindow(display, root, 0, 0, 1, 1, 0, number(0), number(0)))
    clipboard = number(x.XInternAtom(display, b"CLIPBOARD", 0))
    utf8 = x.XInternAtom(display, b"UTF8_STRING", 0)
    x.XSetSelectionOwner(display, clipboard, window, number(0))
    if x.XGetSelectionOwner(display, clipboard) != window.value:
        return 1
    print("owned", flush=True)
    content = text.encode()
    event = Event()
    while True:
        x.XNextEvent(display, ctypes.byref(event))
        if event.type != SELECTION_REQUEST:
            continue
        asked = Request.from_buffer_copy(event.request)
        if asked.target == utf8:
            x.XChangeProperty(display, number(asked.requestor), number(asked.property), number(utf8), 8, 0, content, len(content))
        reply = Event()
        reply.answer = Answer(SELECTION_NOTIFY, 0, 1, display, asked.requestor, asked.selection, asked.target,
                              asked.property if asked.target == utf8 else 0, asked.time)
        x.XSendEvent(display, number(asked.requestor), 0, ctypes.c_long(0), ctypes.byref(reply))
        x.XFlush(display)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
