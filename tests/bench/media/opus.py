"""libopus itself: the packets that all receivers get, and what they are without a network. Nothing of ours is in it."""
import ctypes
import ctypes.util
import struct

import numpy as np

RATE, FRAME = 48000, 960  # 20 ms
PAYLOAD_TYPE = 111
VOIP = 2048
SET_BITRATE, SET_COMPLEXITY, SET_INBAND_FEC, SET_LOSS = 4002, 4010, 4012, 4014
GET_LOOKAHEAD = 4027
BITRATE, STATED_LOSS = 32000, 10  # with less of either libopus makes no redundancy

_library = ctypes.CDLL(ctypes.util.find_library("opus") or "libopus.so.0")
for _name in ("opus_encoder_create", "opus_decoder_create"):
    getattr(_library, _name).restype = ctypes.c_void_p


def _made(create, *words):
    error = ctypes.c_int()
    state = ctypes.c_void_p(create(*words, ctypes.byref(error)))
    assert error.value == 0 and state, f"libopus: {error.value}"
    return state


def encode(sound, bitrate=BITRATE, stated_loss=STATED_LOSS):
    """@returns the payload of each 20 ms."""
    state = _made(_library.opus_encoder_create, RATE, 1, VOIP)
    for what, value in ((SET_BITRATE, bitrate), (SET_COMPLEXITY, 9), (SET_INBAND_FEC, 1), (SET_LOSS, stated_loss)):
        assert _library.opus_encoder_ctl(state, what, ctypes.c_int(value)) == 0
    pcm = np.round(np.clip(sound, -1, 1) * 32767).astype(np.int16)
    payloads, out = [], ctypes.create_string_buffer(1500)
    for begin in range(0, len(pcm) - FRAME + 1, FRAME):
        frame = np.ascontiguousarray(pcm[begin:begin + FRAME])
        size = _library.opus_encode(state, frame.ctypes.data_as(ctypes.c_void_p), FRAME, out, len(out))
        assert size > 0, f"libopus: {size}"
        payloads.append(out.raw[:size])
    _library.opus_encoder_destroy(state)
    return payloads


def decode(payloads):
    """What they are when all come in time. None is a lost one."""
    state = _made(_library.opus_decoder_create, RATE, 1)
    out = np.zeros(FRAME, np.int16)
    pieces = []
    for payload in payloads:
        samples = _library.opus_decode(state, payload, len(payload or b""), out.ctypes.data_as(ctypes.c_void_p), FRAME, 0)
        assert samples == FRAME, f"libopus: {samples}"
        pieces.append(out / 32768)
    _library.opus_decoder_destroy(state)
    return np.concatenate(pieces)


def packets(payloads, ssrc=0x5EEC4):
    """[(microsecond at which it is sent, RTP)]: each when the last of its sound was spoken, the first at 0."""
    return [(n * 20000, struct.pack(">BBHII", 0x80, PAYLOAD_TYPE | (0x80 if n == 0 else 0), n + 1000, n * FRAME + 7777, ssrc) + payload)
            for n, payload in enumerate(payloads)]
