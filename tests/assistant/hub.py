"""A hub of models on loopback, over https with a certificate of its own, that can be made to lie.

``hub.files`` is what it has; each of ``hub.turns`` answers one request for a file
in its place, in order.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

REPOSITORY = "ada/Tiny-GGUF"
HERE = "127.0.0.1"
Turn = Callable[["Answering"], None]


class Answering(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: Hub

    def do_GET(self) -> None:
        hub, path = self.server, unquote(urlsplit(self.path).path)
        hub.asked.append((path, dict(self.headers)))
        with suppress(OSError):  # the other side has gone
            if path == f"/api/models/{REPOSITORY}/tree/main":
                self.page(json.dumps(hub.tree()).encode(), "application/json")
            elif hub.turns:
                hub.turns.pop(0)(self)
            elif path.removeprefix(f"/{REPOSITORY}/resolve/main/") in hub.files:
                self.file(path.removeprefix(f"/{REPOSITORY}/resolve/main/"))
            else:
                self.refuse(404)

    def page(self, body: bytes, kind: str, **headers: str) -> None:
        self.start(200, **{"Content-Type": kind, "Content-Length": str(len(body))}, **headers)
        self.wfile.write(body)

    def file(self, name: str) -> None:
        """Serve the file, or from where it is asked for if it is still the same."""
        body, begin = self.server.files[name], 0
        etag = f'"{hashlib.md5(body).hexdigest()}"'
        span = self.headers.get("Range", "")
        if span and self.headers.get("If-Range", etag) == etag:
            begin = int(span.removeprefix("bytes=").removesuffix("-"))
        if begin > len(body):
            self.refuse(416)
            return
        headers = {"Content-Length": str(len(body) - begin), "ETag": etag}
        if begin:
            headers["Content-Range"] = f"bytes {begin}-{len(body) - 1}/{len(body)}"
        self.start(206 if begin else 200, **headers)
        for at in range(begin, len(body), 1000):
            self.wfile.write(body[at : at + 1000])

    def start(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def refuse(self, status: int, **headers: str) -> None:
        self.start(status, **{"Content-Length": "0"}, **headers)

    def break_off(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def log_message(self, *_args: Any) -> None:
        pass


class Hub(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, files: dict[str, bytes], secured: ssl.SSLContext | None = None) -> None:
        super().__init__((HERE, 0), Answering)
        self.files = files
        self.said: dict[str, tuple[int, str]] = {}  # size and digest, where it lies
        self.turns: list[Turn] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()
        self._secured = secured
        scheme = "https" if secured else "http"
        self.url = f"{scheme}://{HERE}:{self.server_port}"

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Secure the connection on its own thread, or a silent client would hold up the others."""
        if self._secured is None:
            super().finish_request(request, client_address)
            return
        with suppress(OSError), self._secured.wrap_socket(request, server_side=True) as secured:
            Answering(secured, client_address, self)

    def handle_error(self, *_args: Any) -> None:
        pass

    def tree(self) -> list[dict[str, Any]]:
        """What it says of its files, in the form of the hub's own interface."""
        said: list[dict[str, Any]] = [
            {"type": "file", "path": "README.md", "size": 9, "oid": "1" * 40},
            {"type": "directory", "path": "parts", "size": 0, "oid": "2" * 40},
        ]
        for name, body in self.files.items():
            size, digest = self.said.get(name, (len(body), hashlib.sha256(body).hexdigest()))
            lfs = {"oid": digest, "size": size, "pointerSize": 134}
            said.append({"type": "file", "path": name, "size": size, "oid": "3" * 40, "lfs": lfs})
        return said

    def wanted(self) -> list[dict[str, str]]:
        """Return the headers of the requests for files."""
        return [headers for path, headers in self.asked if "/resolve/" in path]


@contextmanager
def serving(files: dict[str, bytes], secured: ssl.SSLContext | None = None) -> Iterator[Hub]:
    hub = Hub(files, secured)
    thread = threading.Thread(target=hub.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield hub
    finally:
        hub.over.set()
        hub.shutdown()
        thread.join()
        hub.server_close()


def certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return how a server proves that it is this computer, and how a client believes it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A hub for tests")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address(HERE)), x509.DNSName("localhost")]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    public, secret = folder / "hub.pem", folder / "hub.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(public, secret)
    return server, ssl.create_default_context(cafile=str(public))
