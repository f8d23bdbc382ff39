"""An authority of one's own, and the certificate that it signs for a nats-server on loopback."""

import datetime
import ipaddress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Signed:
    """PEM files: the authority's certificate, the server's, and the server's key."""

    ca: Path
    certificate: Path
    key: Path


def signed(folder: Path, address: str = "127.0.0.1") -> Signed:
    """A new authority's certificate for a server at an address."""
    authority, server = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    of_authority = _issued(authority, authority, "authority").add_extension(x509.BasicConstraints(True, 0), True)
    of_server = _issued(authority, server, "server").add_extension(names, False)
    made = Signed(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    for path, certificate in ((made.ca, of_authority), (made.certificate, of_server)):
        path.write_bytes(certificate.sign(authority, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    made.key.write_bytes(
        server.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return made


def _issued(
    authority: ec.EllipticCurvePrivateKey, owner: ec.EllipticCurvePrivateKey, name: str
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .issuer_name(_name("authority"))
        .subject_name(_name(name))
        .public_key(owner.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + _DAY)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(owner.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), False)
    )


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
