"""A certificate authority and a server certificate, made anew for each test run."""
import os
import subprocess


def make(directory, name="localhost", days=2, prefix="", address="127.0.0.1"):
    """Writes {prefix}ca.pem, {prefix}cert.pem and {prefix}key.pem into directory; SAN: DNS name and the address."""
    def run(*args):
        subprocess.run(["openssl", *args], cwd=directory, check=True, capture_output=True)

    ca, cert, key = (os.path.join(directory, prefix + f) for f in ("ca.pem", "cert.pem", "key.pem"))
    run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-keyout", prefix + "ca.key", "-out", ca, "-subj", "/CN=Carillon test CA",
        "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", key, "-out", prefix + "cert.csr", "-subj", f"/CN={name}")
    with open(os.path.join(directory, prefix + "ext.cnf"), "w") as f:
        f.write(f"subjectAltName=DNS:{name},IP:{address}\nextendedKeyUsage=serverAuth,clientAuth\n")
    run("x509", "-req", "-in", prefix + "cert.csr", "-CA", ca, "-CAkey", prefix + "ca.key", "-CAcreateserial",
        "-days", str(days), "-out", cert, "-extfile", prefix + "ext.cnf")
    return ca, cert, key
