"""Getting a model file, by a connection that is opened on a click and for nothing else.

What a repository says of its files (size and SHA-256) is asked first; then the
file is got, and counts only if it is that.  Broken off it goes on where it was.

A connection leads to where it was meant to: over https, to an address of the
public network, and through every redirect.  Only a mirror that the user named
may lie in their own network or on this computer, and there without https.
No cookie is kept, no proxy and no key of the environment is used, and nothing
is said about this computer.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assistant import egress
from assistant.engine.partial import Partial
from memory.errors import Problem
from memory.progress import Progress, Work

if TYPE_CHECKING:
    import ssl

    import httpx2

HUB = "https://huggingface.co"
AGENT = "Famulus"
CONNECTING = 10.0  # seconds
SILENCE = 10.0  # seconds without a byte, after which it is asked again from there
TRIES = 3  # in a row that bring nothing
REST = 0.5  # seconds between two of them
REDIRECTS = 5
LONGEST_LIST = 8 << 20  # bytes that a repository may say of its files
FROM_THERE, NO_SUCH_RANGE = 206, 416  # how a source answers who has a part already

REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
FILE = re.compile(r"[A-Za-z0-9][\w.+ -]{0,200}\.gguf", re.ASCII | re.IGNORECASE)
DIGEST = re.compile(r"[0-9a-f]{64}")
# Not a language model by itself: one of several parts, the eyes of one, what quantised it.
NOT_ALONE = re.compile(r"-\d{5}-of-\d{5}\.gguf$|^mmproj|imatrix", re.IGNORECASE)
ANOTHER = "Try again later, or name another mirror."


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A model file of a repository, as the repository describes it."""

    path: str  # in the repository
    size: int  # bytes
    sha256: str

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


class Source:
    """Where models are got from: the hub, or a mirror of it."""

    def __init__(self, mirror: str = "", verify: ssl.SSLContext | bool = True) -> None:
        """``verify`` is how a certificate is checked; else as the system does.

        Raises Problem if the mirror is no address of one.
        """
        self._base = mirror.strip().rstrip("/")
        self._mirror = _mirror(self._base) if self._base else None
        self._base = self._base or HUB
        self._verify = verify

    def files(self, repository: str) -> list[RemoteFile]:
        """Return the model files of a repository that are whole in themselves, small ones first."""
        if not REPOSITORY.fullmatch(repository):
            raise Problem(
                f"“{repository[:80]}” is no name of a repository.",
                remedy="It has an owner and a name, such as Qwen/Qwen3-4B-GGUF.",
            )
        import httpx2

        url = f"{self._base}/api/models/{repository}/tree/main?recursive=true"
        try:
            with self._connected() as client, self._got(client, url) as reply:
                said = _listed(reply)
        except httpx2.TransportError as err:
            raise _unreached(err) from err
        found = [one for one in map(_described, said) if one is not None]
        return sorted(found, key=lambda one: (one.size, one.path))

    def getting(self, repository: str, file: RemoteFile, target: Path) -> Work[Progress, None]:
        """Get the file, whole and with its digest, or leave a part from which it can go on.

        Where it was not what it should be nothing is left.
        """
        url = f"{self._base}/{repository}/resolve/main/{quote(file.path)}"
        with Partial(target, file.size, file.sha256) as part:
            for done in part.read_back():
                yield Progress(done, file.size, f"Looking at what there is of {file.name}", True)
            part.check_space()
            with self._connected() as client:
                yield from self._filling(client, url, part, f"Getting {file.name}")
            part.finish()

    def _filling(
        self, client: httpx2.Client, url: str, part: Partial, note: str
    ) -> Work[Progress, None]:
        """Ask again and again from where it broke off, as long as that brings anything."""
        import httpx2

        vain = 0
        while part.length < part.size:
            before, broke = part.length, None
            yield Progress(part.length, part.size, note, True)
            try:
                for length in self._stretch(client, url, part):
                    yield Progress(length, part.size, note, True)
            except httpx2.TransportError as err:
                broke = err
            vain = 0 if part.length > before else vain + 1
            if vain == TRIES:
                raise _unreached(broke) from broke
            if vain:
                time.sleep(REST)

    def _stretch(self, client: httpx2.Client, url: str, part: Partial) -> Iterator[int]:
        """Get what one connection brings; yield how much there is."""
        with self._got(client, url, part.headers()) as reply:
            if reply.status_code == NO_SUCH_RANGE:  # it is shorter now than what we have of it
                part.restart()
                return
            _check_length(reply, part)
            if reply.status_code != FROM_THERE:
                part.restart(reply.headers.get("etag", ""))
            for piece in reply.iter_raw():
                part.add(piece)
                yield part.length

    # -- connections -------------------------------------------------------

    def _connected(self) -> httpx2.Client:
        import httpx2

        return httpx2.Client(
            headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
            verify=self._verify,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(SILENCE, connect=CONNECTING),
        )

    @contextmanager
    def _got(
        self, client: httpx2.Client, url: str, headers: dict[str, str] | None = None
    ) -> Iterator[httpx2.Response]:
        """Open what lies at the address, or where that leads to; its body is still to come."""
        for _ in range(REDIRECTS + 1):
            named = self._mirror is not None and egress.origin(url) == self._mirror
            if not (named or url.startswith("https://")):
                raise Problem("The source leads to an address that is not safe.", remedy=ANOTHER)
            client.cookies.clear()
            request = client.build_request("GET", url, headers=headers)
            request.extensions["trace"] = partial(_look, named, url.startswith("http://"))
            with egress.allowed("download"):
                reply = client.send(request, stream=True)
            try:
                if reply.next_request is None:
                    _check_status(reply)
                    yield reply
                    return
                url = str(reply.next_request.url)
            finally:
                reply.close()
        raise Problem("The source only leads from one address to the next.", remedy=ANOTHER)


def _look(named: bool, plain: bool, event: str, info: dict[str, Any]) -> None:
    """Look where a connection really leads, before anything is said on it."""
    if event != "connection.connect_tcp.complete":
        return
    stream = info["return_value"]
    problem = _unfit(stream.get_extra_info("server_addr")[0], named, plain)
    if problem is not None:
        stream.close()
        raise problem


def _unfit(host: str, named: bool, plain: bool) -> Problem | None:
    """Return why nothing may be got from this address, if so; ``named`` by the user it may."""
    address = ip_address(host)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if not named and not address.is_global:
        return Problem("The source leads into your own network.", remedy=ANOTHER)
    if plain and address.is_global:
        return Problem(
            "A mirror outside of your own network can be read and changed by others on the way.",
            remedy="Name one that is reached by https.",
        )
    return None


def _mirror(address: str) -> tuple[str, str, int]:
    """Return the origin of a mirror.  Raises Problem if it is no address of one."""
    found = egress.origin(address)
    if not found[1] or set(address) & set("@?#\\ ") or found[0] not in {"http", "https"}:
        raise Problem(
            f"“{address[:80]}” is no address of a mirror.",
            remedy="It looks like https://models.example.org.",
        )
    return found


# -- what a repository says -----------------------------------------------


def _listed(reply: httpx2.Response) -> list[Any]:
    """Return the list that a repository gives of its files."""
    raw = bytearray()
    for piece in reply.iter_raw():
        raw += piece
        if len(raw) > LONGEST_LIST:
            raw.clear()
            break
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, list):
        raise Problem(
            "The source did not answer with a list of its files.",
            remedy="Perhaps this network wants you to sign in first: open any page in a browser.",
        )
    return said


def _described(said: Any) -> RemoteFile | None:
    """Return a model file as it is described; None for what is none, or has no digest."""
    if not isinstance(said, dict):
        return None
    path, lfs = said.get("path"), said.get("lfs")
    if not (isinstance(path, str) and isinstance(lfs, dict)):
        return None
    digest, size = lfs.get("oid"), lfs.get("size")
    if not (isinstance(digest, str) and DIGEST.fullmatch(digest)):
        return None
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        return None
    file = RemoteFile(path, size, digest)
    return file if FILE.fullmatch(file.name) and not NOT_ALONE.search(file.name) else None


# -- what went wrong -------------------------------------------------------


def _check_status(reply: httpx2.Response) -> None:
    status = reply.status_code
    if status in {200, FROM_THERE, NO_SUCH_RANGE}:
        return
    if status in {401, 403}:
        raise Problem(
            "The source gives this model only to those who signed in and accepted its terms.",
            remedy="Get it in a browser and add the file, or choose another model.",
        )
    if status == 404:
        raise Problem("The source has no such model or file.", remedy="Look at its name.")
    if status == 429:
        wait = reply.headers.get("retry-after", "")
        after = f"{wait} seconds" if wait.isdecimal() and len(wait) < 6 else "some minutes"
        raise Problem(
            "The source was asked too often from this network.", remedy=f"Try again in {after}."
        )
    raise Problem(f"The source cannot give it just now (status {status}).", remedy=ANOTHER)


def _check_length(reply: httpx2.Response, part: Partial) -> None:
    """Raise Problem where it is clear before the first byte that this is not the file."""
    if reply.headers.get("content-type", "").startswith("text/html"):
        raise Problem(
            "The source sent a page instead of the file.",
            remedy="Perhaps this network wants you to sign in first: open any page in a browser.",
        )
    begins = part.length if reply.status_code == FROM_THERE else 0
    says = reply.headers.get("content-length")
    if says is not None and says != str(part.size - begins):
        raise Problem("The source sends a file of another length than it said.", remedy=ANOTHER)
    if reply.status_code == FROM_THERE:
        span = f"bytes {part.length}-{part.size - 1}/{part.size}"
        if reply.headers.get("content-range") != span:
            raise Problem("The source sends another piece than it was asked for.", remedy=ANOTHER)


def _unreached(broke: Exception | None) -> Problem:
    """Return how to say that a connection came to nothing, or brought nothing any more."""
    seen: BaseException | None = broke
    while seen is not None:
        if "CERTIFICATE_VERIFY_FAILED" in str(seen):
            return Problem(
                "The source could not prove that it is the one it says it is.",
                remedy="Look at the date of this computer, or use another network.",
            )
        seen = seen.__cause__ or seen.__context__
    return Problem(
        "The connection to the source broke off.",
        remedy="Look whether this computer is on the network, and get it again: what is there "
        "is kept, and it goes on from there.",
    )
