"""What the package tells the desktop: valid, and of one mind about names, links and actions."""
import configparser
import glob
import os
import subprocess
import unittest
import xml.etree.ElementTree as xml

from harness.carillon import BINARY
from harness.case import Case

BUILD = os.path.dirname(BINARY)
NAME = "org.carillon.Carillon"


# All that makes the program part of a desktop, and nothing else: the library is a component of its own.
TREE = {
    "bin/carillon": 0o755,
    f"share/applications/{NAME}.desktop": 0o644,
    f"share/metainfo/{NAME}.metainfo.xml": 0o644,
    f"share/dbus-1/services/{NAME}.service": 0o644,
    f"share/icons/hicolor/scalable/apps/{NAME}.svg": 0o644,
    "share/doc/carillon/copyright": 0o644,
    "lib/udev/rules.d/70-carillon-headset.rules": 0o644,
}


def tree_of(directory):
    """{path: mode} of the files below it."""
    found = {}
    for folder, _, names in os.walk(directory):
        for name in names:
            path = os.path.join(folder, name)
            found[os.path.relpath(path, directory)] = os.stat(path).st_mode & 0o777
    return found


def service_of(directory):
    service = configparser.ConfigParser()
    service.read(os.path.join(directory, "share/dbus-1/services", NAME + ".service"))
    return service["D-BUS Service"]


class Package(Case):
    def run_here(self, *argv, **env):
        done = subprocess.run(argv, cwd=self.directory, env={**os.environ, **env}, capture_output=True, text=True, umask=0o022)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_what_is_installed(self):
        self.run_here("cmake", "--install", BUILD, "--component", "program", "--prefix", "/usr", DESTDIR=os.path.join(self.directory, "root"))
        usr = os.path.join(self.directory, "root", "usr")
        self.assertEqual(tree_of(os.path.join(self.directory, "root")), {f"usr/{path}": mode for path, mode in TREE.items()})
        self.assertEqual(service_of(usr)["Exec"], "/usr/bin/carillon --background")

    def test_two_places_at_once(self):
        places = [os.path.join(self.directory, name) for name in ("one", "two")]
        installs = [subprocess.Popen(["cmake", "--install", BUILD, "--component", "program", "--prefix", place], stdout=subprocess.DEVNULL)
                    for place in places]
        self.assertEqual([install.wait(60) for install in installs], [0, 0])
        for place in places:
            self.assertEqual(service_of(place)["Exec"], f"{place}/bin/carillon --background")

    def test_the_debian_package(self):
        self.run_here("cpack", "--config", os.path.join(BUILD, "CPackConfig.cmake"), "-G", "DEB", "-B", self.directory,
                      "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip")
        packages = glob.glob(os.path.join(self.directory, "*.deb"))
        self.assertEqual(len(packages), 1, packages)
        root = os.path.join(self.directory, "root")
        self.run_here("dpkg-deb", "-x", packages[0], root)
        self.assertEqual(tree_of(root), {f"usr/{path}": mode for path, mode in TREE.items()})
        self.assertEqual(service_of(os.path.join(root, "usr"))["Exec"], "/usr/bin/carillon --background")
        for line in self.run_here("dpkg-deb", "-c", packages[0]).splitlines():
            if line.startswith("d"):
                self.assertTrue(line.startswith("drwxr-xr-x"), line)
        fields = self.run_here("dpkg-deb", "-f", packages[0])
        self.assertIn("\nPackage: carillon\n", "\n" + fields)
        for needed in ("libqt6svg6", "libqt6sql6-sqlite", "libqt6widgets6"):
            self.assertIn(needed, fields)


class DesktopFiles(Case):
    def setUp(self):
        super().setUp()
        subprocess.run(["cmake", "--install", BUILD, "--component", "program", "--prefix", os.path.join(self.directory, "usr")],
                       check=True, capture_output=True)

    def path(self, name):
        found = glob.glob(os.path.join(self.directory, "**", name), recursive=True)
        self.assertEqual(len(found), 1, name)
        return found[0]

    def desktop(self):
        file = configparser.ConfigParser(interpolation=None, delimiters=("=",))
        file.optionxform = str
        file.read(self.path(NAME + ".desktop"), encoding="utf-8")
        return file

    def test_the_desktop_file_is_valid(self):
        run = subprocess.run(["desktop-file-validate", "--warn-kde", self.path(NAME + ".desktop")], capture_output=True, text=True)
        self.assertEqual((run.returncode, run.stdout), (0, ""))

    def test_the_description_for_software_centres_is_valid(self):
        run = subprocess.run(["appstreamcli", "validate", "--no-net", "--pedantic", self.path(NAME + ".metainfo.xml")],
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stdout)

    def test_all_name_the_same(self):
        desktop = self.desktop()
        entry = desktop["Desktop Entry"]
        self.assertEqual(entry["DBusActivatable"], "true")
        schemes = {f"x-scheme-handler/{s}" for s in ("sip", "sips", "tel", "callto")}
        self.assertEqual(set(entry["MimeType"].strip(";").split(";")), schemes)
        metainfo = xml.parse(self.path(NAME + ".metainfo.xml")).getroot()
        self.assertEqual({m.text for m in metainfo.iter("mediatype")}, schemes)
        self.assertEqual(metainfo.findtext("launchable"), NAME + ".desktop")
        self.assertEqual(metainfo.findtext("provides/dbus"), NAME)
        self.assertEqual({a for a in entry["Actions"].split(";") if a}, {"NewCall", "ToggleDnd", "HangUp"})
        for action in ("NewCall", "ToggleDnd", "HangUp"):
            self.assertIn("Exec", desktop["Desktop Action " + action])
        service = configparser.ConfigParser()
        service.read(self.path(NAME + ".service"))
        self.assertEqual(service["D-BUS Service"]["Name"], NAME)
        program, *options = service["D-BUS Service"]["Exec"].split()
        self.assertTrue(os.path.isabs(program), program)
        self.assertEqual(options, ["--background"])

    def test_headsets_are_given_to_who_sits_at_the_machine(self):
        with open(self.path("70-carillon-headset.rules"), encoding="utf-8") as file:
            rules = [line for line in file if line.strip() and not line.startswith("#")]
        given = [line for line in rules if "uaccess" in line]
        self.assertGreater(len(given), 3)
        for line in given:  # to nobody else, and of no vendor all that there is
            self.assertRegex(line, r'^KERNELS=="\*:[0-9A-F]{4}:[0-9A-F]*\*\.\*", TAG\+="uaccess"$')


if __name__ == "__main__":
    unittest.main(verbosity=2)
