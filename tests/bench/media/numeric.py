"""numpy and scipy are the distribution's: where another Python comes first in the path, its own is started instead."""
import os
import sys

SYSTEM = "/usr/bin/python3"


def enter():
    """To be called first by a main which needs them."""
    try:
        import numpy  # noqa: F401
        import scipy  # noqa: F401
    except ImportError:
        if os.path.realpath(sys.executable) == os.path.realpath(SYSTEM) or not os.path.exists(SYSTEM):
            sys.exit("numpy and scipy are not installed: ./dev test installs them (Debian: python3-numpy, python3-scipy).")
        os.execv(SYSTEM, [SYSTEM, "-B", *sys.argv])
