"""Puts a draft into the drafts folder of a mailbox: one connection, on the user's click.

This file opens a connection.  It appends one message marked as a draft, over TLS (in the clear
only to a program on this computer), reads nothing but the names of folders, and sends nothing.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from assistant import egress
from memory.errors import Problem
from memory.progress import Progress, Work

if TYPE_CHECKING:
    from imap_tools.mailbox import BaseMailBox

PURPOSE = "Put a draft into your drafts folder"
PATIENCE = 20.0  # seconds for each answer of the server
PORTS = {"imaps": 993, "imap": 143}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
SPECIAL = "\\Drafts"
USUAL = ("drafts", "entwürfe", "brouillons", "borradores", "bozze", "rascunhos", "concepten")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where drafts go, as ``imaps://user@host:port/folder``.

    ``imaps`` is TLS from the first byte, ``imap`` begins in the clear and changes to TLS before
    the password; only with a program on this computer that has no TLS it goes on in the clear.
    """

    host: str
    user: str = field(repr=False)
    port: int = PORTS["imaps"]
    folder: str = field(default="", repr=False)  # "" for the one that the server calls its drafts
    begins_clear: bool = False

    @property
    def url(self) -> str:
        scheme = "imap" if self.begins_clear else "imaps"
        port = "" if self.port == PORTS[scheme] else f":{self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{quote(self.user, safe='')}@{host}{port}/{quote(self.folder)}"

    @property
    def account(self) -> str:
        """The name under which the keyring keeps the password."""
        return f"{self.user}@{self.host}:{self.port}"


def mailbox(url: str) -> Mailbox:
    """Read the address of a mailbox.  Raises Problem for one that is none."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    user, folder = unquote(parts.username or ""), unquote(parts.path.lstrip("/"))
    odd = CONTROL.search(url) or CONTROL.search(user + folder)
    if parts.scheme not in PORTS or not parts.hostname or not user or odd:
        raise Problem(
            "That is no address of a mailbox.",
            remedy="Write imaps://NAME@SERVER, such as imaps://ada%40example.org@mail.example.org.",
        )
    clear = parts.scheme == "imap"
    return Mailbox(parts.hostname, user, port or PORTS[parts.scheme], folder, clear)


def putting(where: Mailbox, password: str, mail: bytes) -> Work[Progress, str]:
    """Put the mail into the drafts folder; return the folder's name.

    Raises Problem where the server is not reached, is not who it says, or refuses.
    """
    yield Progress(0, 1, "Putting the draft into your mailbox")
    with egress.allowed(PURPOSE), _told(where):
        return _put(where, password, mail)


def _put(where: Mailbox, password: str, mail: bytes) -> str:
    box = _connected(where)
    try:
        _log_in(box, where, password)
        folder = where.folder or _drafts_of(box)
        box.append(mail, folder, flag_set=["\\Draft", "\\Seen"])
        return folder
    finally:
        # The draft is there, or its failure is already told.
        with suppress(imaplib.IMAP4.error, OSError):
            box.client.logout()
        with suppress(OSError):
            box.client.shutdown()


def _connected(where: Mailbox) -> BaseMailBox:
    from imap_tools import MailBox, MailBoxUnencrypted

    context = ssl.create_default_context()
    if not where.begins_clear:
        return MailBox(where.host, where.port, timeout=PATIENCE, ssl_context=context)
    box = MailBoxUnencrypted(where.host, where.port, timeout=PATIENCE)
    if where.host not in LOOPBACK:
        try:
            box.client.starttls(context)
        except BaseException:
            box.client.shutdown()
            raise
    return box


def _log_in(box: BaseMailBox, where: Mailbox, password: str) -> None:
    from imap_tools import MailboxLoginError

    log_in = box.login if (where.user + password).isascii() else box.login_utf8
    try:
        log_in(where.user, password, initial_folder=None)
    except (MailboxLoginError, imaplib.IMAP4.error) as err:
        if isinstance(err, imaplib.IMAP4.abort):
            raise
        raise WrongPassword(
            f"{where.host} does not let {where.user} in with this password.",
            remedy="Many providers want an app password for this, not the usual one.",
        ) from err


def _drafts_of(box: BaseMailBox) -> str:
    """Return the folder that the server says is for drafts, or one that is called so."""
    folders = box.folder.list()
    special = [one.name for one in folders if SPECIAL in one.flags]
    named = [one.name for one in folders if one.name.rpartition(one.delim)[2].lower() in USUAL]
    if not special and not named:
        raise Problem(
            "The mailbox has no folder for drafts.",
            remedy="Write the folder's name into the address, as the server calls it.",
        )
    return [*special, *named][0]


class WrongPassword(Problem):
    """The server refused who logged in; the password that was kept is not to be used again."""


@contextmanager
def _told(where: Mailbox) -> Iterator[None]:
    """Say the world's failures in sentences."""
    from imap_tools import ImapToolsError

    try:
        yield
    except ssl.SSLCertVerificationError as err:
        raise Problem(
            f"{where.host} could not prove that it is {where.host}. Nothing was told to it.",
            remedy="Look at the spelling of the server; do not give your password to this one.",
        ) from err
    except ssl.SSLError as err:
        raise Problem(
            f"{where.host} does not speak TLS there.",
            remedy="The usual port is 993; with imap:// TLS begins after the first words.",
        ) from err
    except (imaplib.IMAP4.abort, TimeoutError, ConnectionResetError, BrokenPipeError) as err:
        raise Problem(
            f"The connection to {where.host} broke off.",
            remedy="Look into your drafts folder before you try again: it may have arrived.",
        ) from err
    except OSError as err:
        raise Problem(
            f"{where.host} cannot be reached.",
            remedy="Look at the connection and at the spelling of the server.",
        ) from err
    except (ImapToolsError, imaplib.IMAP4.error) as err:
        folder = where.folder or "its drafts folder"
        raise Problem(
            f"{where.host} did not take the draft into {folder}.",
            remedy="Look whether the folder is there and has room, or leave its name out.",
        ) from err
