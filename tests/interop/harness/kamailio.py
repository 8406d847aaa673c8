"""Kamailio as registrar and proxy with digest, over UDP, TCP, TLS, WS and WSS."""
import os
import socket
import ssl

from . import certificates
from .process import Started, ended_unless_ready, free_port, wait_for

HERE = os.path.dirname(os.path.abspath(__file__))
REALM = "carillon.test"
PASSWORD = "secret"


class Kamailio:
    """@p name: the one its certificate is for. @p gateway: a harness Rtpengine, through which go the media between browsers and other
    phones. @p address: the one it listens at."""

    def __init__(self, directory, algorithm="", ringing_seconds=120, name="localhost", gateway=None, address="127.0.0.1"):
        self.address = address
        self.directory = os.path.join(directory, "kamailio")
        os.makedirs(self.directory)
        self.name = name  # that its certificate is for
        self.port = free_port()
        self.tls_port = free_port()
        self.keys = self.ca, cert, key = certificates.make(self.directory, name, address=address)
        with open(os.path.join(self.directory, "tls.cfg"), "w") as f:
            f.write(f"[server:default]\nmethod = TLSv1.2+\nverify_certificate = no\nrequire_certificate = no\n"
                    f"private_key = {key}\ncertificate = {cert}\n"
                    f"[client:default]\nverify_certificate = no\nrequire_certificate = no\n")
        with open(os.path.join(HERE, "..", "kamailio", "kamailio.cfg")) as f:
            text = f.read()
        for name, value in (("UDP", self.port), ("TLS", self.tls_port), ("DIR", self.directory), ("ALGORITHM", algorithm),
                            ("RINGING", ringing_seconds * 1000), ("GATEWAY", gateway.port if gateway else 0),
                            ("LITE", gateway.lite if gateway else ""), ("ADDRESS", address)):
            text = text.replace(f"@{name}@", str(value))
        self.config = os.path.join(self.directory, "kamailio.cfg")
        with open(self.config, "w") as f:
            f.write(text)
        self._defines = ["-A", "WITH_GATEWAY"] if gateway else []
        self.started = None

    def start(self):
        self.started = Started(["kamailio", "-DD", "-E", "-f", self.config, "-m", "64", "-M", "8", "-Y", self.directory,
                                "-P", os.path.join(self.directory, "pid"), *self._defines], self.directory, "kamailio")
        with ended_unless_ready(self):
            try:
                wait_for(self._ready, "Kamailio to answer OPTIONS and TLS", process=self.started.process)
            except AssertionError as error:
                raise AssertionError(f"{error}\n{self.started.log()[-3000:]}") from None
        return self

    def _ready(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.settimeout(0.3)
            s.connect((self.address, self.port))
            own, port = s.getsockname()
            try:
                s.send((f"OPTIONS sip:{self.address}:{self.port} SIP/2.0\r\nVia: SIP/2.0/UDP {own}:{port};branch=z9hG4bKprobe{port}\r\n"
                        f"From: <sip:probe@127.0.0.1>;tag=p\r\nTo: <sip:{self.address}>\r\nCall-ID: probe{port}\r\n"
                        "CSeq: 1 OPTIONS\r\nMax-Forwards: 5\r\nContent-Length: 0\r\n\r\n").encode())
                if not s.recv(2000).startswith(b"SIP/2.0 200"):
                    return False
            except OSError:
                return False
        try:
            context = ssl.create_default_context(cafile=self.ca)
            with socket.create_connection((self.address, self.tls_port), 1) as raw:
                with context.wrap_socket(raw, server_hostname=self.name):
                    return True
        except OSError:
            return False

    def server(self, transport):
        """What `account add --server` takes."""
        address = self.address
        name = "localhost" if address == "127.0.0.1" else address  # what the certificate says
        return {
            "udp": f"sip:{address}:{self.port};transport=udp",
            "tcp": f"sip:{address}:{self.port};transport=tcp",
            "tls": f"sip:{name}:{self.tls_port};transport=tls",
            "ws": f"ws://{address}:{self.port}/",
            "wss": f"wss://{name}:{self.tls_port}/",
        }[transport]

    def stop(self):
        if self.started:
            self.started.stop()
            self.started = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
