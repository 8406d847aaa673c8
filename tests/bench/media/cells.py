"""What the network does in each cell of the grid, and what the two receivers get."""
import dataclasses

import opus
import speech
from harness.impair import Impairment, Path

JITTERS_MS = (0, 20, 60, 150)
LOSSES = ("0", "1", "3", "5", "10", "20", "5 burst")  # percent
BURST = 3  # packets, on average
TAIL_S = 1.5  # after the last packet


@dataclasses.dataclass(frozen=True)
class Cell:
    loss: str
    jitter_ms: int

    def impairment(self):
        percent, _, burst = self.loss.partition(" ")
        return Impairment(jitter_ms=self.jitter_ms, loss=int(percent) / 100, burst=BURST if burst else 1)

    def __str__(self):
        return f"{self.loss} %, {self.jitter_ms} ms"


def cells():
    return [Cell(loss, jitter) for loss in LOSSES for jitter in JITTERS_MS]


@dataclasses.dataclass
class Material:
    """One voice: its packets, and what they are where nothing goes wrong."""
    packets: list
    clean: object

    @classmethod
    def of(cls, directory, speaker):
        payloads = opus.encode(speech.make(directory, speaker))
        return cls(opus.packets(payloads), opus.decode(payloads))


class Trial:
    """One run through one cell. The same seed has the same voice and the same fates, for whoever receives."""

    def __init__(self, cell, seed, materials):
        self.cell, self.seed = cell, seed
        self.material = materials[seed % len(materials)]
        self.arrivals = Path(cell.impairment(), seed).carry(self.material.packets)
        self.seconds = len(self.material.clean) / opus.RATE + TAIL_S
