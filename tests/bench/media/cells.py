"""What the network does in each cell of the grid, and what the two receivers get."""
import dataclasses

import opus
import speech
from harness.impair import Impairment, Path

JITTERS_MS = (0, 20, 60, 150)
LOSSES = ("0", "1", "3", "5", "10", "20", "5 burst")  # percent
BURST = 3  # packets, on average
OTHERS = {  # what the grid has not
    "spikes of 150 ms": Impairment(jitter_ms=150, shape="spiky"),
    "60 ms, overtaking": Impairment(jitter_ms=60, overtaking=True),
    "2 % a packet late": Impairment(reorder=0.02, reorder_ms=60),
}
TAIL_S = 1.5  # after the last packet


@dataclasses.dataclass(frozen=True)
class Cell:
    name: str
    impairment: Impairment

    @classmethod
    def of(cls, loss, jitter_ms):
        percent, _, burst = loss.partition(" ")
        name = f"{percent} %{' in bursts' if burst else ''}, {jitter_ms} ms"
        return cls(name, Impairment(jitter_ms=jitter_ms, loss=int(percent) / 100, burst=BURST if burst else 1))


def cells(losses=LOSSES, jitters=JITTERS_MS):
    return [Cell.of(loss, jitter) for loss in losses for jitter in jitters]


def others():
    return [Cell(name, impairment) for name, impairment in OTHERS.items()]


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
        self.arrivals = Path(cell.impairment, seed).carry(self.material.packets)
        self.seconds = len(self.material.clean) / opus.RATE + TAIL_S
