"""Who is let in, tried with raw requests as no honest client sends them."""

from __future__ import annotations

import json
import socket
from contextlib import suppress

import pytest

from assistant.serving import guard
from assistant.serving.guard import LARGEST
from memory.clients import Client, May

PAGE = "http://notes.example"


def spoken(port: int, data: bytes, address: str = "127.0.0.1") -> tuple[int, dict[str, str], bytes]:
    """Send these bytes, and return the status, headers and body that came back."""
    with socket.create_connection((address, port), 20) as connection:
        connection.sendall(data)
        with connection.makefile("rb") as file:
            status = int(file.readline().split()[1])
            headers = {}
            while line := file.readline().strip().decode():
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            length = int(headers.get("content-length", 0))
            return status, headers, file.read(length)


class Speaker:
    """Sends requests that are right but for what is asked to be wrong."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token

    def __call__(
        self, what="GET /v1/models", body=b"", address="127.0.0.1", **headers: str | None
    ) -> tuple[int, dict[str, str], bytes]:
        usual = {
            "Host": f"127.0.0.1:{self.port}",
            "Authorization": f"Bearer {self.token}",
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"{what} HTTP/1.1"]
        lines += [f"{n}: {value}" for n, value in (usual | named).items() if value is not None]
        data = "\r\n".join([*lines, "", ""]).encode("latin-1")
        return spoken(self.port, data + body, address)


@pytest.fixture
def speak(server, token) -> Speaker:
    return Speaker(server.port, token)


def code(body: bytes) -> str:
    told = json.loads(body)["error"]
    assert set(told) == {"message", "type", "param", "code"}
    assert told["message"].endswith(".")
    return str(told["code"])


def test_by_the_names_of_this_computer_it_is_asked(speak):
    for name in ("127.0.0.1", "localhost", "[::1]", "LOCALHOST"):
        assert speak(Host=f"{name}:{speak.port}")[0] == 200
    assert speak(address="::1", Host=f"[::1]:{speak.port}")[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:{port}", "evil.example", "127.0.0.1", "localhost", "localhost:1",
        "127.0.0.1:{port}.evil.example", "localhost.evil.example:{port}", "0.0.0.0:{port}",
        "127.0.0.2:{port}", "[::]:{port}", "",
    ],
)  # fmt: skip
def test_by_another_name_nobody_is_answered(speak, host):
    status, _, body = speak(Host=host.format(port=speak.port))

    assert (status, code(body)) == (403, "wrong_host")


def test_two_names_or_none_are_no_name(speak):
    good = f"Host: 127.0.0.1:{speak.port}\r\n"
    more = f"Authorization: Bearer {speak.token}\r\nConnection: close\r\n\r\n"
    for hosts, version in ((good + "Host: evil.example\r\n", "1.1"), ("", "1.0")):
        status, _, _ = spoken(
            speak.port, f"GET /v1/models HTTP/{version}\r\n{hosts}{more}".encode()
        )
        assert status in (400, 403)


@pytest.mark.parametrize("page", [PAGE, "null", "http://localhost:3000", f"{PAGE}, {PAGE}"])
def test_no_page_of_a_browser_is_answered(speak, page):
    status, headers, body = speak(Origin=page)

    assert (status, code(body)) == (403, "wrong_origin")
    assert "access-control-allow-origin" not in headers
    status, headers, _ = speak("OPTIONS /v1/models", Origin=page, Authorization=None)
    assert status == 403
    assert not any(name.startswith("access-control") for name in headers)


def test_a_page_that_the_user_allowed_is_answered_and_no_other(serving, token):
    speak = Speaker(serving(origins=[PAGE]).port, token)
    status, headers, _ = speak(Origin=PAGE)
    asking, allowed, _ = speak("OPTIONS /v1/models", Origin=PAGE, Authorization=None)

    assert (status, headers["access-control-allow-origin"]) == (200, PAGE)
    assert headers["vary"] == "origin"
    assert (asking, allowed["access-control-allow-origin"]) == (204, PAGE)
    assert "authorization" in allowed["access-control-allow-headers"]
    assert speak(Origin=f"{PAGE}:81")[0] == 403
    refused, told, body = speak(Origin=PAGE, Authorization="Bearer wrong")
    assert (refused, code(body)) == (401, "invalid_api_key")
    assert told["access-control-allow-origin"] == PAGE  # or the page would not learn why


@pytest.mark.parametrize(
    "words",
    [
        None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic {token}", "{token}",
        "Bearer {token}x", "Bearer x{token}", "Bearer " + "x" * 5000, "Bearer \xe9",
    ],
)  # fmt: skip
def test_without_a_token_that_is_known_nobody_is_answered(speak, words):
    given = words.format(token=speak.token) if words is not None else None
    for what in ("GET /v1/models", "POST /v1/chat/completions", "POST /v1/embeddings"):
        status, headers, body = speak(what, Authorization=given)
        assert (status, code(body)) == (401, "invalid_api_key")
        assert headers["www-authenticate"] == "Bearer"


def test_who_was_revoked_is_answered_no_more(speak, famulus):
    other = famulus.clients.add(Client("other", frozenset(May)))
    assert speak()[0] == 200
    famulus.clients.revoke("everything")

    assert speak()[0] == 401
    assert speak(Authorization=f"bearer {other}")[0] == 200


@pytest.mark.parametrize("length", [str(LARGEST + 1), "9" * 30, "-1", "many"])
def test_a_body_that_is_too_large_is_not_even_read(speak, length):
    status, _, _ = speak("POST /v1/chat/completions", Content_Length=length)

    assert status in (413, 400)


def test_a_body_that_does_not_say_its_size_is_counted(speak):
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    head = (
        f"POST /v1/embeddings HTTP/1.1\r\nHost: localhost:{speak.port}\r\n"
        f"Authorization: Bearer {speak.token}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", speak.port), 20) as connection:
        with suppress(OSError):  # the other end is shut before all is said
            connection.sendall(head.encode() + piece * (LARGEST // 0x10000 + 1))
        assert b" 413 " in connection.recv(100)


def test_a_body_that_comes_too_slowly_is_not_waited_for(speak, monkeypatch):
    monkeypatch.setattr(guard, "READING", 0.2)
    status, headers, body = speak("POST /v1/embeddings", b"{", Content_Length="100")

    assert (status, code(body), headers["connection"]) == (408, "too_slow", "close")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000]
)
def test_what_is_no_json_is_told_so(speak, body):
    for door in ("chat/completions", "completions", "embeddings"):
        status, _, said = speak(f"POST /v1/{door}", body)
        assert (status, code(said)) == (400, "invalid_json")


def test_what_is_no_request_ends_the_connection(speak):
    for nonsense in (b"\x16\x03\x01\x02\x00\x01\x00", b"HELO there\r\n\r\n", b"GET\r\n\r\n"):
        assert spoken(speak.port, nonsense + b"\r\n" * 3)[0] == 400
    headers = "".join(f"X-{n}: {'y' * 1000}\r\n" for n in range(200))
    asked = f"GET /v1/models HTTP/1.1\r\nHost: localhost:{speak.port}\r\n{headers}\r\n"
    assert spoken(speak.port, asked.encode())[0] == 400
    assert speak()[0] == 200


def test_no_other_protocol_is_spoken(speak):
    upgrade = {"Upgrade": "websocket", "Sec_WebSocket_Key": "eA==", "Sec_WebSocket_Version": "13"}

    assert speak("GET /v1/models", Connection="Upgrade", **upgrade)[0] != 101


def test_it_does_not_say_what_it_is_built_of(speak):
    _, headers, _ = speak()

    assert "server" not in headers
