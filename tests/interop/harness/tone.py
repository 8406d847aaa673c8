"""Measures a recording: how strong a tone is in it, over time. Pure Python: Goertzel over 50 ms windows."""
import math
import struct
import wave
from array import array


def write_tone(path, hz, seconds=60, rate=48000, amplitude=0.3):
    """A mono 16-bit WAV file of a sine; whole periods are repeated, so that it is written fast."""
    period = array("h", (int(32767 * amplitude * math.sin(2 * math.pi * hz * i / rate)) for i in range(rate)))
    with wave.open(path, "wb") as w:
        w.setnchannels(1)
        w.setsampwidth(2)
        w.setframerate(rate)
        for _ in range(seconds):
            w.writeframes(period.tobytes())


class Recording:
    def __init__(self, path, is_growing=False):
        """@p is_growing: the file is being written, its header says nothing yet of how long it is."""
        if is_growing:
            return self._read_growing(path)
        with wave.open(path, "rb") as w:
            assert w.getsampwidth() == 2, f"{path}: not 16 bit"
            self.rate = w.getframerate()
            channels = w.getnchannels()
            samples = array("h", w.readframes(w.getnframes()))
        self.samples = samples[::channels]

    def _read_growing(self, path):
        with open(path, "rb") as file:
            data = file.read()
        begin = data.find(b"data")
        self.rate, self.samples = 8000, array("h")
        if 0 < begin and data[:4] == b"RIFF":
            channels, self.rate = struct.unpack_from("<HI", data, 22)
            end = begin + 8 + (len(data) - begin - 8) // (2 * channels) * 2 * channels
            self.samples = array("h", data[begin + 8:end])[::channels]

    @classmethod
    def of(cls, samples, rate):
        """Of what is no file."""
        recording = cls.__new__(cls)
        recording.samples, recording.rate = samples, rate
        return recording

    @property
    def seconds(self):
        return len(self.samples) / self.rate

    def since(self, seconds):
        return Recording.of(self.samples[int(seconds * self.rate):], self.rate)

    def windows(self, hz, window=0.05):
        """[(share of the energy that is at hz, level in dBFS)] for each whole window."""
        size = int(self.rate * window)
        coefficient = 2 * math.cos(2 * math.pi * hz / self.rate)
        result = []
        for start in range(0, len(self.samples) - size + 1, size):
            s1 = s2 = energy = 0.0
            for x in self.samples[start:start + size]:
                s1, s2 = x + coefficient * s1 - s2, s1
                energy += x * x
            power = (s1 * s1 + s2 * s2 - coefficient * s1 * s2) * 2 / size
            level = 10 * math.log10(energy / size / 32768.0 ** 2 + 1e-12)
            result.append((power / energy if energy > size else 0.0, level))
        return result

    def tone_seconds(self, hz, share=0.8, dbfs=-50.0, window=0.05):
        """For how long the tone dominates."""
        return window * sum(1 for s, level in self.windows(hz, window) if s >= share and level >= dbfs)

    def tone_spans(self, hz, share=0.8, dbfs=-50.0, window=0.05):
        """[(begin, end)] in seconds of the stretches where the tone dominates."""
        spans = []
        for i, (s, level) in enumerate(self.windows(hz, window)):
            if s >= share and level >= dbfs:
                if spans and abs(spans[-1][1] - i * window) < 1e-6:
                    spans[-1][1] = (i + 1) * window
                else:
                    spans.append([i * window, (i + 1) * window])
        return [tuple(s) for s in spans]

    def dtmf(self, share=0.7, window=0.02):
        """The keys heard (ITU-T Q.23): each pair of tones that dominates two windows or more."""
        rows, columns = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
        keys, last, length = "", "", 0
        shares = {hz: self.windows(hz, window) for hz in rows + columns}
        for i in range(len(shares[rows[0]])):
            row, column = (max(group, key=lambda hz: shares[hz][i][0]) for group in (rows, columns))
            is_key = shares[row][i][0] + shares[column][i][0] >= share and min(shares[row][i][0], shares[column][i][0]) > 0.15
            key = "123A456B789C*0#D"[rows.index(row) * 4 + columns.index(column)] if is_key else ""
            length = length + 1 if key == last else 1
            last = key
            if key and length == 2:
                keys += key
        return keys
