"""The selections of an X screen, byte by byte: what is in them, and a text offered for once."""

from __future__ import annotations

import struct
from typing import Any

from xcffib import xproto

from ui.desktop import said
from ui.desktop.deeds import Deed, Until
from ui.desktop.x_screen import ANSWER, ANY, MANY, XScreen

CLIPBOARD, PRIMARY = "CLIPBOARD", "PRIMARY"
# Questions to the owner, or ways to ask: no contents.
QUESTIONS = {
    *("TARGETS", "MULTIPLE", "TIMESTAMP", "SAVE_TARGETS", "DELETE", "INSERT_PROPERTY"),
    *("INSERT_SELECTION", "LENGTH", "LIST_LENGTH", "NAME", "CLASS", "CLIENT_WINDOW"),
    *("HOST_NAME", "OWNER_OS", "PROCESS", "TASK", "USER", "FILE_NAME", "ADOBE_GET_INFO"),
}
TEXTS = ("UTF8_STRING", "text/plain;charset=utf-8", "STRING", "TEXT", "text/plain")
MOST = 256 << 20  # bytes of a clipboard that is put back; more is left where it is
PRIVATE = "x-kde-passwordManagerHint"  # histories of clipboards leave out what says "secret" here

Formats = dict[str, bytes]


def owner(screen: XScreen, selection: str) -> int:
    """Return the window that has the selection, 0 if none has."""
    return int(screen.core.GetSelectionOwner(screen.atom(selection)).reply().owner)


def fetched(screen: XScreen, selection: str, target: str) -> Deed[bytes | None]:
    """Return the selection in this format, None where it is not to be had in it."""
    at, wanted, place = map(screen.atom, (selection, target, "FAMULUS_FETCHED"))
    screen.core.DeleteProperty(screen.own, place)
    screen.core.ConvertSelection(screen.own, at, wanted, place, ANY)
    screen.x.flush()

    def answers(event: Any) -> bool:
        return (
            isinstance(event, xproto.SelectionNotifyEvent)
            and event.requestor == screen.own
            and (event.selection, event.target) == (at, wanted)
        )

    event = yield Until(answers, ANSWER)
    if event.property == ANY:
        return None
    kind, data = _taken(screen, place)
    if kind != screen.atom("INCR"):
        return data
    return (yield from _in_pieces(screen, place))


def _taken(screen: XScreen, place: int) -> tuple[int, bytes]:
    """Read the property and delete it, which tells its writer to go on."""
    reply = screen.core.GetProperty(True, screen.own, place, ANY, 0, MANY).reply()
    screen.x.flush()
    return reply.type, bytes(reply.value.buf()) if reply.value_len else b""


def _in_pieces(screen: XScreen, place: int) -> Deed[bytes]:
    """Read what is too large for one property, until an empty piece says that it was all."""

    def comes(event: Any) -> bool:
        return (
            isinstance(event, xproto.PropertyNotifyEvent)
            and event.atom == place
            and event.state == xproto.Property.NewValue
        )

    whole = bytearray()
    while True:
        yield Until(comes, ANSWER)
        _, piece = _taken(screen, place)
        if not piece:
            return bytes(whole)
        whole += piece
        if len(whole) > MOST:
            raise said.too_much()


def targets(screen: XScreen, selection: str) -> Deed[tuple[str, ...]]:
    """Return the formats in which the selection can be had, in the owner's order."""
    data = yield from fetched(screen, selection, "TARGETS")
    atoms = struct.unpack(f"={len(data or b'') // 4}I", data or b"")
    names = dict.fromkeys(map(screen.name, atoms))
    return tuple(name for name in names if name and name not in QUESTIONS)


def kept(screen: XScreen) -> Deed[Formats]:
    """Return all that is in the clipboard; raises TooLate or Problem where that cannot be had."""
    if not owner(screen, CLIPBOARD):
        return {}
    formats: Formats = {}
    for name in (yield from targets(screen, CLIPBOARD)):
        data = yield from fetched(screen, CLIPBOARD, name)
        if data is not None:
            formats[name] = data
        if sum(map(len, formats.values())) > MOST:
            raise said.too_much()
    return formats


def text(screen: XScreen, selection: str) -> Deed[str]:
    """Return the selected text, "" where none is to be had."""
    for name in TEXTS[:2]:
        data = yield from fetched(screen, selection, name)
        if data:
            return data.decode("utf-8", "replace").rstrip("\0")
    data = yield from fetched(screen, selection, "STRING")
    return (data or b"").decode("latin-1").rstrip("\0")


class Offer:
    """A text that is in the clipboard for one paste; it sees who comes for it."""

    def __init__(self, screen: XScreen, text: str) -> None:
        self._screen = screen
        self._data = text.encode()
        self._time = 0
        self.asked: list[int] = []  # the windows that came for anything, in their order
        self.given: list[int] = []  # those that took the text

    def begin(self) -> Deed[bool]:
        """Take the clipboard; False if somebody was faster."""
        screen = self._screen
        self._time = yield from screen.now()
        screen.listeners.append(self._hear)
        screen.core.SetSelectionOwner(screen.own, screen.atom(CLIPBOARD), self._time)
        return owner(screen, CLIPBOARD) == screen.own

    def end(self) -> None:
        if self._hear in self._screen.listeners:
            self._screen.listeners.remove(self._hear)

    def _hear(self, event: Any) -> None:
        if isinstance(event, xproto.SelectionRequestEvent) and event.owner == self._screen.own:
            self.asked.append(event.requestor)
            self._answer(event)

    def _answer(self, event: Any) -> None:
        screen, place = self._screen, event.property or event.target
        name = screen.name(event.target)
        if name == "TARGETS":
            offered = [screen.atom(one) for one in ("TARGETS", "TIMESTAMP", PRIVATE, *TEXTS)]
            self._write(
                event, place, xproto.Atom.ATOM, 32, struct.pack(f"={len(offered)}I", *offered)
            )
        elif name == "TIMESTAMP":
            self._write(event, place, xproto.Atom.INTEGER, 32, struct.pack("=I", self._time))
        elif name == PRIVATE:
            self._write(event, place, event.target, 8, b"secret")
        elif name in TEXTS:
            kind = screen.atom("UTF8_STRING") if name == "TEXT" else event.target
            data = self._data
            if name == "STRING":
                data = data.decode().encode("latin-1", "replace")
            self._write(event, place, kind, 8, data)
            self.given.append(event.requestor)
        else:
            place = ANY
        told = xproto.SelectionNotifyEvent.synthetic(
            event.time, event.requestor, event.selection, event.target, place
        )
        screen.core.SendEvent(False, event.requestor, 0, told.pack())
        screen.x.flush()

    def _write(self, event: Any, place: int, kind: int, width: int, data: bytes) -> None:
        count = len(data) * 8 // width
        self._screen.core.ChangeProperty(
            xproto.PropMode.Replace, event.requestor, place, kind, width, count, data
        )
