"""How well speech came through: intelligibility, spectral distance, delay. All in mono, floating point, full scale 1.

What is compared is what a receiver played with what the same packets give when none is lost or late, so that the codec's own loss
counts for nobody. A receiver stretches time, so both are aligned first, piece by piece; the delay is a result of its own.
"""
import dataclasses

import numpy as np
from scipy.ndimage import median_filter
from scipy.signal import correlate, resample_poly

RATE = 48000

# C. H. Taal et al., "An algorithm for intelligibility prediction of time-frequency weighted noisy speech", 2011, §II.
STOI_RATE = 10000
STOI_FRAME = 256
STOI_FFT = 512
STOI_BANDS = 15
STOI_LOWEST_HZ = 150
STOI_SEGMENT = 30  # frames: 384 ms
STOI_CLIP_DB = -15
STOI_RANGE_DB = 40


def _frames(x, size, hop):
    count = 1 + max(0, (len(x) - size - 1) // hop)
    return np.lib.stride_tricks.sliding_window_view(x, size)[::hop][:count]


def _hann(size):
    """Without its two zeros."""
    return np.hanning(size + 2)[1:-1]


def _without_silence(clean, degraded):
    """Both without the frames in which the clean one is 40 dB below its loudest."""
    hop, window = STOI_FRAME // 2, _hann(STOI_FRAME)
    pieces = [_frames(s, STOI_FRAME, hop) * window for s in (clean, degraded)]
    level = 20 * np.log10(np.linalg.norm(pieces[0], axis=1) + np.finfo(float).eps)
    kept = level > level.max() - STOI_RANGE_DB
    result = []
    for frames in pieces:
        frames = frames[kept]
        out = np.zeros((len(frames) - 1) * hop + STOI_FRAME)
        for i, frame in enumerate(frames):
            out[i * hop:i * hop + STOI_FRAME] += frame
        result.append(out)
    return result


def _third_octaves():
    bins = np.linspace(0, STOI_RATE, STOI_FFT + 1)[:STOI_FFT // 2 + 1]
    bands = np.zeros((STOI_BANDS, len(bins)))
    for k in range(STOI_BANDS):
        low, high = (np.argmin((bins - STOI_LOWEST_HZ * 2.0 ** ((2 * k + side) / 6)) ** 2) for side in (-1, 1))
        bands[k, low:high] = 1
    return bands


def _band_levels(x):
    spectra = np.fft.rfft(_frames(x, STOI_FRAME, STOI_FRAME // 2) * _hann(STOI_FRAME), STOI_FFT)
    return np.sqrt(_third_octaves() @ (np.abs(spectra) ** 2).T)


def stoi(clean, degraded, rate=RATE):
    """Short-time objective intelligibility: 1 is as intelligible as @p clean, 0 is nothing of it. Aligned, of one length."""
    clean, degraded = (resample_poly(s, STOI_RATE, rate) if rate != STOI_RATE else np.asarray(s, float) for s in (clean, degraded))
    levels = [_band_levels(s) for s in _without_silence(clean, degraded)]
    x, y = (np.lib.stride_tricks.sliding_window_view(s, STOI_SEGMENT, axis=1) for s in levels)  # band, segment, frame
    eps = np.finfo(float).eps
    scaled = y * (np.linalg.norm(x, axis=2, keepdims=True) / (np.linalg.norm(y, axis=2, keepdims=True) + eps))
    clipped = np.minimum(scaled, x * (1 + 10 ** (-STOI_CLIP_DB / 20)))
    x, clipped = (s - s.mean(axis=2, keepdims=True) for s in (x, clipped))
    norms = np.linalg.norm(x, axis=2) * np.linalg.norm(clipped, axis=2)
    return float(np.mean(np.sum(x * clipped, axis=2) / (norms + eps)))


LSD_RATE = 16000
LSD_FRAME = 512  # 32 ms
LSD_HZ = (100, 7500)
FLOOR_DB = 50  # below the average of speech nobody hears a difference
ACTIVE_DB = 35  # below the loudest frame is a pause


def log_spectral_distance(clean, degraded, rate=RATE):
    """dB, root mean square over frequency, mean over the frames in which @p clean speaks."""
    clean, degraded = (resample_poly(s, LSD_RATE, rate) for s in (clean, degraded))
    power = [np.abs(np.fft.rfft(_frames(s, LSD_FRAME, LSD_FRAME // 2) * _hann(LSD_FRAME))) ** 2 for s in (clean, degraded)]
    energy = power[0].sum(axis=1)
    active = energy > energy.max() * 10 ** (-ACTIVE_DB / 10)
    low, high = (round(hz * LSD_FRAME / LSD_RATE) for hz in LSD_HZ)
    power = [p[active, low:high] for p in power]
    floor = power[0].mean() * 10 ** (-FLOOR_DB / 10)
    difference = 10 * np.log10((power[0] + floor) / (power[1] + floor))
    return float(np.mean(np.sqrt(np.mean(difference ** 2, axis=1))))


ALIGN_RATE = 8000
COARSE_S, FINE_S, STEP_S = 1.2, 0.32, 0.08
FINE_REACH_S = 0.12
STEADY = 5  # windows in a row: the best likeness of a single one may be a pitch period away
LIKE_ENOUGH = 0.5  # normalized correlation: else it is what was invented, and says nothing of the delay


@dataclasses.dataclass
class Track:
    """Where in the played sound each moment of the clean one is: @p delays (s) at @p centers (s); steps in between."""
    centers: np.ndarray
    delays: np.ndarray
    is_certain: np.ndarray

    @property
    def certain(self):
        return self.delays[self.is_certain]


def _best_lag(piece, field):
    """@returns (offset in @p field where it is most like @p piece, how much: -1..1)."""
    raw = correlate(field, piece, "valid", "fft")
    energy = np.concatenate(([0], np.cumsum(field ** 2)))
    energy = np.maximum(energy[len(piece):] - energy[:-len(piece)], 0)
    likeness = raw / np.sqrt(energy * np.sum(piece ** 2) + 1e-9)
    best = int(np.argmax(likeness))
    return best, float(likeness[best])


def _search(clean, played, spans, reach):
    """For each (begin, end) of the clean one: (delay, likeness); @p reach(begin) says between which delays."""
    found = []
    for begin, end in spans:
        low, high = reach(begin)
        start = max(0, begin + low)
        field = played[start:end + high]
        if len(field) < end - begin:
            found.append((0, 0.0))
            continue
        offset, likeness = _best_lag(clean[begin:end], field)
        found.append((start + offset - begin, likeness))
    return found


def _spans(clean, seconds, step):
    """Of the pieces in which it speaks."""
    size, hop = round(seconds * ALIGN_RATE), round(step * ALIGN_RATE)
    starts = range(0, max(1, len(clean) - size + 1), hop)
    energy = np.array([np.sum(clean[s:s + size] ** 2) for s in starts])
    return [(s, s + size) for s, e in zip(starts, energy) if e > energy.max() * 10 ** (-ACTIVE_DB / 20)]


def align(clean, played, longest_s=2.0, rate=RATE):
    """@returns the Track; @p played begins with the sending of the first sample of @p clean and goes on longer."""
    clean, played = (resample_poly(s, ALIGN_RATE, rate) for s in (clean, played))
    longest, reach = round(longest_s * ALIGN_RATE), round(FINE_REACH_S * ALIGN_RATE)
    coarse_spans = _spans(clean, COARSE_S, COARSE_S / 4)
    coarse = _search(clean, played, coarse_spans, lambda _: (0, longest))
    good = [(b, d) for (b, _), (d, likeness) in zip(coarse_spans, coarse) if likeness > LIKE_ENOUGH / 2] or [(0, 0)]
    around = lambda begin: round(float(np.interp(begin, *zip(*good))))  # noqa: E731
    spans = _spans(clean, FINE_S, STEP_S)
    fine = _search(clean, played, spans, lambda b: (around(b) - reach, around(b) + reach))
    delays, likeness = np.array(fine).T
    certain = likeness > LIKE_ENOUGH
    centers = np.array([(b + e) / 2 for b, e in spans])
    if certain.any():
        delays = np.interp(centers, centers[certain], median_filter(delays[certain], STEADY, mode="nearest"))
    else:
        delays = np.array([around(b) for b, _ in spans])
    return Track(centers / ALIGN_RATE, delays / ALIGN_RATE, certain)


def warped(played, track, length, rate=RATE):
    """@p played in the time of the clean one: steps of delay are faded over in 5 ms."""
    borders = np.concatenate(([0], (track.centers[1:] + track.centers[:-1]) / 2 * rate, [length])).astype(int)
    fade = rate // 200
    out = np.zeros(length)
    weight = np.zeros(length)
    padded = np.concatenate((np.zeros(rate), played, np.zeros(4 * rate)))
    for begin, end, delay in zip(borders[:-1], borders[1:], track.delays):
        begin, end = max(0, begin - fade // 2), min(length, end + fade // 2)
        if end <= begin:
            continue
        start = rate + begin + round(delay * rate)
        piece = padded[start:start + end - begin]
        ramp = np.minimum(1, np.minimum(np.arange(1, len(piece) + 1), np.arange(len(piece), 0, -1)) / fade)
        out[begin:begin + len(piece)] += piece * ramp
        weight[begin:begin + len(piece)] += ramp
    return out / np.maximum(weight, 1e-3)


def silent_share(clean, degraded, rate=RATE):
    """Of the time in which @p clean speaks: how much nothing was heard (25 dB below)."""
    size = rate // 100
    levels = [np.mean(s[:len(s) // size * size].reshape(-1, size) ** 2, axis=1) for s in (clean, degraded)]
    active = levels[0] > levels[0].max() * 10 ** (-ACTIVE_DB / 10)
    return float(np.mean(levels[1][active] < levels[0][active] * 10 ** -2.5))


@dataclasses.dataclass
class Score:
    stoi: float
    lsd: float  # dB
    delay_ms: float  # mean
    delay_max_ms: float
    silent: float  # share


def score(clean, played, rate=RATE):
    track = align(clean, played, rate=rate)
    degraded = warped(played, track, len(clean), rate)
    delays = track.certain * 1000 if track.is_certain.any() else np.array([np.nan])
    return Score(stoi(clean, degraded, rate), log_spectral_distance(clean, degraded, rate), float(delays.mean()), float(delays.max()),
                 silent_share(clean, degraded, rate))
