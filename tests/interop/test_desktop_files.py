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
