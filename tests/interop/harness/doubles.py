#!/usr/bin/python3
"""Services of a desktop, played on the session bus. Run by the system's Python (python3-dbus, python3-gi) as a process of its own:

    doubles.py watcher [--no-host]     org.kde.StatusNotifierWatcher, and whoever clicks the items
    doubles.py daemon [CAPABILITY...]  org.freedesktop.Notifications
    doubles.py portal                  org.freedesktop.portal.Desktop: Background
    doubles.py saver                   org.freedesktop.ScreenSaver, which locks and unlocks

Commands are read as JSON lines, each is answered by one JSON line; desktop_bus.Double is the other end.
"""
import json
import os
import sys

import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"


def plain(value):
    """What D-Bus gave as what JSON can hold."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (dbus.ByteArray, bytes)):
        return len(value)
    if isinstance(value, dbus.Array) and value.signature == "y":
        return {"bytes": len(value), "first": hash(bytes(value))}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, dbus.Boolean):
        return bool(value)
    if isinstance(value, (dbus.Double, float)):
        return float(value)
    if isinstance(value, int):
        return int(value)
    return str(value)


class Watcher(dbus.service.Object):
    """Tray host and watcher in one; never waits for an item inside of a call that the item made."""
    NAME = "org.kde.StatusNotifierWatcher"

    def __init__(self, bus, words):
        self.owned = dbus.service.BusName(self.NAME, bus, do_not_queue=True)
        super().__init__(bus, "/StatusNotifierWatcher")
        self._bus = bus
        self.has_host = "--no-host" not in words
        self.items = []
        bus.add_signal_receiver(self._owner_changed, "NameOwnerChanged", "org.freedesktop.DBus")

    def _owner_changed(self, name, _old, new):
        if not new:
            self.items = [item for item in self.items if item not in (name,)]

    @dbus.service.method(NAME, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender=None):
        self.items.append(str(service) if not service.startswith("/") else str(sender))
        self.StatusNotifierItemRegistered(service)

    @dbus.service.method(NAME, in_signature="s")
    def RegisterStatusNotifierHost(self, _service):
        self.StatusNotifierHostRegistered()

    @dbus.service.signal(NAME, signature="s")
    def StatusNotifierItemRegistered(self, service):
        pass

    @dbus.service.signal(NAME)
    def StatusNotifierHostRegistered(self):
        pass

    @dbus.service.signal(NAME)
    def StatusNotifierHostUnregistered(self):
        pass

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, _interface, name):
        return self.GetAll(_interface)[name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, _interface):
        return {"IsStatusNotifierHostRegistered": self.has_host, "ProtocolVersion": 0,
                "RegisteredStatusNotifierItems": dbus.Array(self.items, signature="s")}

    @dbus.service.method(dbus.INTROSPECTABLE_IFACE, out_signature="s", path_keyword="object_path", connection_keyword="connection")
    def Introspect(self, object_path, connection):
        """Qt asks only for properties that are introspected; dbus-python tells of none."""
        told = super().Introspect(object_path, connection)
        return told.replace(f'<interface name="{self.NAME}">', f'''<interface name="{self.NAME}">
    <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
    <property name="ProtocolVersion" type="i" access="read"/>
    <property name="RegisteredStatusNotifierItems" type="as" access="read"/>''')

    # What a person at the panel sees and does.

    def _item(self):
        return self._bus.get_object(self.items[-1], "/StatusNotifierItem", introspect=False)

    def do_items(self):
        return self.items

    def do_host(self, there):
        self.has_host = there
        (self.StatusNotifierHostRegistered if there else self.StatusNotifierHostUnregistered)()

    def do_look(self):
        return dbus.Interface(self._item(), PROPERTIES).GetAll(ITEM)

    def do_activate(self):
        dbus.Interface(self._item(), ITEM).Activate(0, 0)

    def _menu(self):
        path = dbus.Interface(self._item(), PROPERTIES).Get(ITEM, "Menu")
        return dbus.Interface(self._bus.get_object(self.items[-1], path, introspect=False), MENU)

    def do_menu(self):
        """[id, label, enabled, [children]] of what is visible."""
        self._menu().AboutToShow(0)
        return self.do_open_menu()

    def do_open_menu(self):
        """The same of one that is open already."""
        menu = self._menu()

        def shown(node):
            identity, properties, children = node
            if not properties.get("visible", True) or properties.get("type") == "separator":
                return None
            return [identity, properties.get("label", "").replace("_", ""), properties.get("enabled", True),
                    [one for one in map(shown, children) if one]]
        return shown(menu.GetLayout(0, -1, dbus.Array([], signature="s"))[1])[3]

    def do_choose(self, identity):
        self._menu().Event(identity, "clicked", dbus.String("", variant_level=1), dbus.UInt32(0))


class Daemon(dbus.service.Object):
    NAME = "org.freedesktop.Notifications"

    def __init__(self, bus, words):
        self.owned = dbus.service.BusName(self.NAME, bus, do_not_queue=True)
        super().__init__(bus, "/org/freedesktop/Notifications")
        self.capabilities = words or ["body", "body-markup", "actions"]
        self.shown = {}
        self.all = []
        self.last = 0

    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        return dbus.Array(self.capabilities, signature="s")

    @dbus.service.method(NAME, out_signature="ssss")
    def GetServerInformation(self):
        return "double", "carillon", "1", "1.2"

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, _icon, summary, body, actions, hints, timeout):
        if not replaces:
            self.last += 1
        identity = int(replaces or self.last)
        one = plain({"id": identity, "replaces": replaces, "app": app, "summary": summary, "body": body, "actions": list(actions),
                     "hints": dict(hints), "timeout": timeout})
        self.shown[identity] = one
        self.all.append(one)
        return dbus.UInt32(identity)

    @dbus.service.method(NAME, in_signature="u")
    def CloseNotification(self, identity):
        self.shown.pop(int(identity), None)
        self.NotificationClosed(identity, 3)

    @dbus.service.signal(NAME, signature="uu")
    def NotificationClosed(self, identity, reason):
        pass

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, identity, action):
        pass

    def do_shown(self):
        return list(self.shown.values())

    def do_all(self):
        return self.all

    @dbus.service.signal(NAME, signature="us")
    def ActivationToken(self, identity, token):
        pass

    def do_invoke(self, identity, action, token=None):
        self.shown.pop(identity, None)
        if token is not None:
            self.ActivationToken(dbus.UInt32(identity), token)
        self.ActionInvoked(dbus.UInt32(identity), action)
        self.NotificationClosed(dbus.UInt32(identity), dbus.UInt32(2))

    def do_dismiss(self, identity):
        self.shown.pop(identity, None)
        self.NotificationClosed(dbus.UInt32(identity), dbus.UInt32(2))


class Saver(dbus.service.Object):
    NAME = "org.freedesktop.ScreenSaver"

    def __init__(self, bus, _words):
        self.owned = dbus.service.BusName(self.NAME, bus, do_not_queue=True)
        super().__init__(bus, "/org/freedesktop/ScreenSaver")
        self.held = 0

    @dbus.service.method(NAME, in_signature="ss", out_signature="u")
    def Inhibit(self, _program, _reason):
        self.held += 1
        return dbus.UInt32(self.held)

    @dbus.service.method(NAME, in_signature="u")
    def UnInhibit(self, _cookie):
        self.held -= 1

    @dbus.service.signal(NAME, signature="b")
    def ActiveChanged(self, active):
        pass

    def do_active(self, active):
        self.ActiveChanged(active)


class Portal(dbus.service.Object):
    NAME = "org.freedesktop.portal.Desktop"

    def __init__(self, bus, _words):
        self.owned = dbus.service.BusName(self.NAME, bus, do_not_queue=True)
        super().__init__(bus, "/org/freedesktop/portal/desktop")
        self._bus = bus
        self.asked = []

    @dbus.service.method("org.freedesktop.portal.Background", in_signature="sa{sv}", out_signature="o", sender_keyword="sender")
    def RequestBackground(self, _window, options, sender=None):
        self.asked.append(plain(options))
        path = f"/org/freedesktop/portal/desktop/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"
        request = Request(self._bus, path)
        wanted = bool(options.get("autostart", False))
        GLib.idle_add(lambda: request.Response(0, {"background": True, "autostart": wanted}) and False)
        return dbus.ObjectPath(path)

    def do_asked(self):
        return self.asked


class Request(dbus.service.Object):
    def __init__(self, bus, path):
        super().__init__(bus, path)

    @dbus.service.signal("org.freedesktop.portal.Request", signature="ua{sv}")
    def Response(self, response, results):
        pass


def main(kind, words):
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    double = {"watcher": Watcher, "daemon": Daemon, "portal": Portal, "saver": Saver}[kind](dbus.SessionBus(), words)
    loop = GLib.MainLoop()

    def answer(value):
        print(json.dumps(value), flush=True)

    def command(stream, _condition):
        line = stream.readline()
        if not line:
            loop.quit()
            return False
        try:
            name, *arguments = json.loads(line)
            answer({"result": plain(getattr(double, "do_" + name)(*arguments))})
        except Exception as error:  # the test says what is wrong
            answer({"error": f"{type(error).__name__}: {error}"})
        return True

    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, command)
    answer({"result": os.getpid()})
    loop.run()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
