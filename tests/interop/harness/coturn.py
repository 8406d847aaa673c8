"""coturn: STUN and TURN over UDP, TCP and TLS with long-term credentials."""
import os
import shutil

from . import certificates, stun
from .process import Started, ended_unless_ready, free_port, wait_for

USER, PASSWORD, REALM = "relay", "relay-secret", "carillon.test"
CONFIG = """
listening-ip={address}
relay-ip={address}
listening-port={port}
tls-listening-port={tls_port}
min-port={first}
max-port={last}
lt-cred-mech
user={user}:{password}
realm={realm}
cert={cert}
pkey={key}
userdb={directory}/turndb
pidfile={directory}/pid
log-file=stdout
simple-log
no-cli
no-multicast-peers
fingerprint
"""


class Coturn:
    """@p address: the one it listens at and relays from. @p keys: authority, certificate and key of a server at the same address."""

    def __init__(self, directory, address, keys=None):
        assert shutil.which("turnserver"), "turnserver is not installed: ./dev test installs it (Debian: coturn)."
        self.directory = os.path.join(directory, "coturn")
        os.makedirs(self.directory)
        self.address = address
        self.port, self.tls_port = free_port(), free_port()
        self.ca, cert, key = keys or certificates.make(self.directory, address=address)
        first = free_port(count=50)
        config = os.path.join(self.directory, "turnserver.conf")
        with open(config, "w") as f:
            f.write(CONFIG.format(address=address, port=self.port, tls_port=self.tls_port, first=first, last=first + 400, user=USER,
                                  password=PASSWORD, realm=REALM, cert=cert, key=key, directory=self.directory))
        self._argv = ["turnserver", "-c", config]
        self.started = None

    def start(self):
        self.started = Started(self._argv, self.directory, "coturn")
        with ended_unless_ready(self):
            try:
                wait_for(lambda: self._ready(), "coturn to answer", process=self.started.process)
            except AssertionError as error:
                raise AssertionError(f"{error}\n{self.started.log()[-3000:]}") from None
        return self

    def _ready(self):
        return stun.mapped((self.address, self.port), seconds=0.3)

    @property
    def stun_server(self):
        return f"{self.address}:{self.port}"

    def turn_uri(self, transport="udp"):
        """RFC 7065."""
        if transport == "tls":
            return f"turns:{self.address}:{self.tls_port}?transport=tcp"
        return f"turn:{self.address}:{self.port}?transport={transport}"

    def account_uri(self, transport="udp"):
        """What `account add --turn` takes: with user and password."""
        scheme, rest = self.turn_uri(transport).split(":", 1)
        return f"{scheme}:{USER}:{PASSWORD}@{rest}"

    def ice_server(self, transport="udp"):
        """What a browser takes."""
        return {"urls": self.turn_uri(transport), "username": USER, "credential": PASSWORD}

    def stop(self):
        if self.started:
            self.started.stop()
            self.started = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()
