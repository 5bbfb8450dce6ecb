"""Signed URLs without an account key: the emulator over HTTPS, with tokens of Entra ID that it takes by their claims.

What it cannot show is the service's own check of roles: Storage Blob Delegator and a data role.
"""

import base64
import json
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest
from azure.core.credentials import AccessToken
from azure.storage.blob import BlobServiceClient
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shared.errors import StoreUnavailable
from shared.storage.azure import AzureStore
from shared.storage.azure.connection import API_VERSION, Retry
from tests.fixtures.azurite import ACCOUNT, Azurite, running

MINUTE = timedelta(minutes=1)


class Entra:
    """A credential as a managed identity is one."""

    def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:
        """A token that says the right things; the emulator looks at no signature."""
        now = int(time.time())
        claims = {
            "iss": "https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/",
            "aud": "https://storage.azure.com",
            "oid": "23657296-5cd5-45b0-a809-d972a7f4dfe1",
            "tid": "dd0d0df1-06c3-436c-8034-4b9a153097ce",
            "nbf": now - 60,
            "iat": now - 60,
            "exp": now + 3600,
        }
        parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in ({"alg": "none"}, claims)]
        return AccessToken(".".join([*parts, "c2ln"]), now + 3600)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = tmp_path / "cert.pem", tmp_path / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return files


@pytest.fixture
def emulator(tmp_path: Path, certificate: tuple[Path, Path]) -> Iterator[Azurite]:
    """Azurite as it takes tokens."""
    (tmp_path / "data").mkdir()
    yield from running(tmp_path / "data", "--oauth", "basic", "--cert", str(certificate[0]), "--key", str(certificate[1]))


@pytest.fixture
def client(emulator: Azurite, certificate: tuple[Path, Path]) -> BlobServiceClient:
    """A client without an account key."""
    return BlobServiceClient(
        f"https://127.0.0.1:{emulator.blob_port}/{ACCOUNT}",
        Entra(),
        api_version=API_VERSION,
        retry_policy=Retry(),
        connection_verify=str(certificate[0]),
    )


def knock(method: str, url: str, certificate: Path, data: bytes = b"", **headers: str) -> httpx.Response:
    """Use a signed URL."""
    with httpx.Client(trust_env=False, verify=ssl.create_default_context(cafile=certificate)) as http:
        return http.request(method, url, content=data, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_managed_identity_signs_urls(client: BlobServiceClient, certificate: tuple[Path, Path], container: str) -> None:
    """For reading and writing, and no wider than an account key's; it copies, too."""
    store = AzureStore(lambda: client)
    store.put(f"{container}/año.png", b"picture")
    read = store.signed_get_url(f"{container}/año.png", expires=MINUTE, filename="niño.png")
    write = store.signed_put(f"{container}/b", size=3, media_type="image/png", expires=MINUTE)

    answer = knock("GET", read, certificate[0])
    assert (answer.status_code, answer.content) == (200, b"picture")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "spr=https&" in read
    assert (
        knock("PUT", write.url, certificate[0], b"new", **{name.replace("-", "_"): v for name, v in write.headers.items()}).status_code
        == 201
    )
    assert store.get(f"{container}/b").data == b"new"
    for method, url in (
        ("PUT", read),
        ("GET", write.url),
        ("GET", read.replace("a%C3%B1o.png", "b")),
        ("GET", read.replace("sp=r", "sp=rw")),
    ):
        assert knock(method, url, certificate[0], x_ms_blob_type="BlockBlob").status_code == 403


def test_one_delegation_key_serves_many_urls(client: BlobServiceClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until one is wanted that lives longer than the key."""
    asked: list[datetime] = []
    fetch = client.get_user_delegation_key

    def counted(start: datetime, expiry: datetime) -> Any:
        asked.append(expiry)
        return fetch(start, expiry)

    monkeypatch.setattr(client, "get_user_delegation_key", counted)
    store = AzureStore(lambda: client)

    for _ in range(5):
        store.signed_get_url("pictures/a", expires=MINUTE)
    store.signed_get_url("pictures/a", expires=timedelta(days=7))
    store.signed_get_url("pictures/a", expires=timedelta(days=6))

    assert len(asked) == 2
    assert asked[1] <= datetime.now(UTC) + timedelta(days=7)


def test_a_connection_by_a_signature_cannot_sign() -> None:
    """It has no key; the error says so, and nothing of the signature."""
    text = "BlobEndpoint=https://ana.blob.core.windows.net;SharedAccessSignature=sv=2024-11-04&sig=secret"
    store = AzureStore(lambda: BlobServiceClient.from_connection_string(text))

    with pytest.raises(StoreUnavailable) as caught:
        store.signed_get_url("pictures/a", expires=MINUTE)

    assert "neither an account key nor a managed identity" in str(caught.value.facts["reason"])
    assert "secret" not in str(caught.value.facts)
