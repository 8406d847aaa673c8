"""Time from "answer" to the first decoded audio, measured in the browser: SIP.js <-> SIP.js, and SIP.js <-> Carillon in both directions.

python3 answer.py [CALLS] [--peers-only]
"""
import os
import statistics
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "interop"))

from harness import sandbox  # noqa: E402
from harness.browser import Browser, fetch  # noqa: E402
from harness.carillon import Carillon, CtlError  # noqa: E402
from harness.kamailio import Kamailio  # noqa: E402
from harness.process import scratch  # noqa: E402


def after_ms(browser):
    heard = browser.wait("heard")["afterMs"]
    browser.do("bye")
    browser.ended()
    return heard


def browser_calls_browser(anna, bob, calls):
    answering, calling = [], []
    for _ in range(calls):
        anna.forget()
        bob.forget()
        anna.call(bob.uri)
        bob.accept()
        anna.established()
        answering.append(bob.wait("heard")["afterMs"])
        calling.append(after_ms(anna))
        bob.ended()
    return answering, calling


def we_call(browser, phone, calls):
    result = []
    for _ in range(calls):
        browser.forget()
        phone.dial(browser.user)
        browser.accept()
        result.append(after_ms(browser))
    return result


def browser_calls_us(browser, phone, calls):
    phone.ctl("set", "autoAnswer", "on")
    result = []
    for _ in range(calls):
        browser.forget()
        browser.call("sip:1003@carillon.test")
        browser.established()
        result.append(after_ms(browser))
    return result


def show(name, values):
    print(f"{name}: median {statistics.median(values):.0f} ms ({min(values):.0f} to {max(values):.0f}, {len(values)} calls)", flush=True)


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    calls = int(words[0]) if words else 20
    with scratch() as directory, Kamailio(directory) as server:
        anna = Browser(directory, "1001", server, "wss", 440)
        try:
            anna.register()
            bob = Browser(directory, "1002", server, "wss", 880)
            try:
                answering, calling = browser_calls_browser(anna, bob.register(), calls)
            finally:
                bob.stop()
            show("SIP.js -> SIP.js, at the answering side", answering)
            show("SIP.js -> SIP.js, at the calling side", calling)
            if "--peers-only" in sys.argv:
                return
            with Carillon(directory) as phone:
                try:
                    phone.wait_registered(phone.add_account("1003", server, "wss", media_encryption="dtls", ice="on"))
                except CtlError as error:
                    print(f"Carillon: {error}")
                    return
                show("Carillon -> SIP.js, at the answering side", we_call(anna, phone, calls))
                show("SIP.js -> Carillon, at the calling side", browser_calls_us(anna, phone, calls))
        finally:
            anna.stop()


if __name__ == "__main__":
    fetch()
    sandbox.enter()
    main()
