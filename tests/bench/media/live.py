"""The program itself in a call, in real time, next to bench_receiver in virtual time: is the one what the other says?"""
import os

import numpy as np

import opus
from harness.carillon import Carillon
from harness.far_end import FarEnd, media
from harness.impair import microseconds, replay
from harness.process import wait_for

ADDRESS = "127.0.0.1"
BEFORE_S = 0.5  # from the first packet on there is speech; the file may be that much behind


def _sdp(far):
    return far.sdp(f"a=rtpmap:{opus.PAYLOAD_TYPE} opus/48000/2", f"a=fmtp:{opus.PAYLOAD_TYPE} useinbandfec=1", port=9,
                   formats=str(opus.PAYLOAD_TYPE))


def hear(directory, trial, number):
    """@returns (what was played from a moment before the first packet on, the program's figures)."""
    far = FarEnd(ADDRESS)
    folder = os.path.join(directory, f"live-{number}")
    os.makedirs(folder)
    try:
        with Carillon(folder, audio_input="null") as phone:
            account = phone.add_account("1001", media_encryption="none", address=ADDRESS)
            phone.ctl("set", "autoAnswer", "on")
            status, answer = far.call(phone.contact(account), _sdp(far))
            assert status == 200, status
            call = next(c["id"] for c in phone.ctl("calls") if c["state"] == "Established")
            wait_for(lambda: phone.heard().seconds > BEFORE_S, "a recording")
            begin = phone.heard().seconds - BEFORE_S
            replay([(media(answer), trial.arrivals)], microseconds())
            wait_for(lambda: phone.heard().seconds >= begin + trial.seconds, "the rest of it", 20)
            figures = phone.ctl("stats", call)["audio"]["received"]
            heard = phone.heard().since(begin)
    finally:
        far.stop()
    played = np.frombuffer(heard.samples, np.int16)[:round((trial.seconds + BEFORE_S) * heard.rate)] / 32768
    return played, {"concealedMs": figures["concealedMs"], "bufferMs": figures["bufferMs"]}
