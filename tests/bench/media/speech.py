"""What is said: by espeak-ng, at the time of the test, so that no recording of anybody lies in the tree."""
import os
import shutil
import subprocess
import wave

import numpy as np
from scipy.signal import resample_poly

from quality import RATE

LEVEL = 10 ** (-23 / 20)  # RMS of all that is not a pause
LINE_S, PAUSE_S = 0.6, 0.5  # before the first word, between two sentences
SECONDS = 10

# Voices of both kinds, several languages; all say more than SECONDS.
SPEAKERS = (
    ("en-gb", 165, ("The birch canoe slid on the smooth planks.", "Glue the sheet to the dark blue background.",
                    "It is easy to tell the depth of a well.", "Four hours of steady work faced us.", "A large size in stockings is hard to sell.")),
    ("en-us+f3", 165, ("Rice is often served in round bowls.", "The juice of lemons makes fine punch.",
                       "The box was thrown beside the parked truck.", "The boy was there when the sun rose.", "A rod is used to catch pink salmon.")),
    ("de", 160, ("Der Zug nach Hamburg fährt heute von Gleis sieben.", "Bitte rufen Sie mich morgen früh noch einmal an.",
                 "Im Garten blühen die ersten Rosen.", "Wir haben die Fenster am Abend geschlossen.")),
    ("fr+f2", 160, ("Le train de nuit part à dix heures et quart.", "Elle a posé les clés sur la table de la cuisine.",
                    "Il fera beau demain matin sur toute la côte.", "Nous avons trouvé un petit hôtel près du port.")),
)


def _say(directory, voice, speed, text):
    path = os.path.join(directory, "said.wav")
    subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-w", path, text], check=True, capture_output=True)
    with wave.open(path, "rb") as w:
        rate = w.getframerate()
        sound = np.frombuffer(w.readframes(w.getnframes()), np.int16) / 32768
    loud = np.flatnonzero(np.abs(sound) > 0.005)
    return resample_poly(sound[loud[0]:loud[-1] + 1], RATE, rate)


def make(directory, speaker, seconds=SECONDS):
    """@returns so many seconds of number @p speaker of SPEAKERS, 48 kHz, with pauses as people make them."""
    assert shutil.which("espeak-ng"), "espeak-ng is not installed: ./dev test installs it."
    voice, speed, sentences = SPEAKERS[speaker % len(SPEAKERS)]
    said = [_say(directory, voice, speed, sentence) for sentence in sentences]
    spoken = np.concatenate(said)
    gain = LEVEL / np.sqrt(np.mean(spoken ** 2))
    pause = np.zeros(int(PAUSE_S * RATE))
    sound = np.concatenate([np.zeros(int(LINE_S * RATE))] + [part for s in said for part in (s * gain, pause)])
    assert len(sound) >= seconds * RATE, f"{voice} says only {len(sound) / RATE:.1f} s"
    sound = sound[:seconds * RATE]
    sound[-RATE // 10:] *= np.linspace(1, 0, RATE // 10)
    return np.clip(sound, -1, 1)
