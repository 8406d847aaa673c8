#!/usr/bin/env python3
"""Makes the pictures of docs/screenshots: each window in light, dark, high contrast, Arabic, at 200 % and 320 pixels wide.

screenshots.py GALLERY DIRECTORY

GALLERY is the program built from gallery.cpp, DIRECTORY where the pictures go; those that are no longer made leave it.
`cmake --build BUILD --target screenshots` does it for docs/screenshots.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

# As it is called in docs/screenshots: as the gallery calls it.
WINDOWS = {
    "main": "main", "dial": "main-pad", "suggestions": "main-suggestions", "main-in-call": "main-call",
    "first-start": "first-start", "accounts": "accounts", "account-form": "account-form",
    "settings": "settings", "settings-sound": "settings-sound",
    "self-test": "self-test", "past-call": "past-call", "about": "about",
    "in-call": "call", "outgoing": "call-outgoing", "consult": "consult", "conference": "call-conference",
    "recording": "call-recording", "incoming": "incoming", "incoming-deflect": "incoming-deflect",
    "strip": "strip", "keys": "keys",
}
# name in docs/screenshots: (end of the name in the gallery, options, environment)
LOOKS = {
    "light": ("light", ["--looks", "light"], {}),
    "dark": ("dark", ["--looks", "dark"], {}),
    "contrast": ("contrast", ["--looks", "contrast"], {}),
    "contrast-dark": ("contrast-dark", ["--looks", "contrast-dark"], {}),
    "arabic": ("light-ar", ["--looks", "light", "--language", "ar", "--suffix", "-ar"], {"LC_ALL": "ar_EG.UTF-8"}),
    "arabic-dark": ("dark-ar", ["--looks", "dark", "--language", "ar", "--suffix", "-ar"], {"LC_ALL": "ar_EG.UTF-8"}),
    "200": ("light-200", ["--looks", "light", "--suffix", "-200"], {"QT_SCALE_FACTOR": "2"}),
    "320": ("light-320", ["--looks", "light", "--width", "320", "--suffix", "-320"], {}),
}
EVERY = ("light", "dark", "contrast", "arabic", "200", "320")  # of each window
SOME = {"contrast-dark": ("main", "in-call"), "arabic-dark": ("main", "in-call")}  # of these besides


def wanted(window):
    return [look for look in LOOKS if look in EVERY or window in SOME[look]]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    gallery, target = sys.argv[1], pathlib.Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    made = set()
    with tempfile.TemporaryDirectory() as folder:
        for end, options, environment in LOOKS.values():
            print(f"gallery: {end}", flush=True)
            # In English, but for what asks otherwise; no scale of whoever runs this.
            env = {k: v for k, v in os.environ.items() if k not in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_STYLE_OVERRIDE")}
            subprocess.run([gallery, "--language", "en_GB", *options, folder],
                           env={**env, "QT_QPA_PLATFORM": "offscreen", **environment}, check=True, timeout=300)
        for window, painted in WINDOWS.items():
            for look in wanted(window):
                name = f"{window}-{look}.png"
                # 255 colours are enough for what is drawn, and a third of the bytes.
                subprocess.run(["convert", pathlib.Path(folder) / f"{painted}-{LOOKS[look][0]}.png", "-strip", "-colors", "255",
                                f"PNG8:{target / name}"], check=True)
                made.add(name)
    for old in target.glob("*.png"):
        if old.name not in made:
            old.unlink()
    print(f"{len(made)} pictures in {target}")


if __name__ == "__main__":
    main()
