"""The selected text of another program on an X screen, taken and given back.

A text is taken from the primary selection where the window in front owns it,
else by the keys for copying.  It is given back by the keys for pasting, while
the clipboard is ours for as long as the program needs to fetch it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from xcffib import xfixes, xproto

from memory.errors import Problem
from ui.desktop import said, x_clipboard
from ui.desktop.deeds import Deed, TooLate, Until, pause
from ui.desktop.kept import held_for_others, put_back
from ui.desktop.selection import Front, How, Taken, plain
from ui.desktop.x_clipboard import CLIPBOARD, PRIMARY, Formats, Offer
from ui.desktop.x_keys import CONTROL, EACH, INSERT, LETTER_C, LETTER_V, XKeys
from ui.desktop.x_screen import ANSWER, XError, XScreen

FETCHES = 1.0  # seconds in which a program comes for what is pasted
COPIES = 1.0  # seconds in which it has copied
PONG = 0.5  # seconds in which a program that is not busy says that it is there
BUSY = 20.0  # seconds that a busy one is waited for
QUIET = 0.3  # seconds at least, in which nobody came again, until a paste counts as done
SLOWER = 5  # how much longer a program may take to come again than it took to come
COMES_AGAIN = 200  # times, at most
TRIES = 200  # at putting the clipboard back
PAGER = 2  # on whose behalf a window is brought to the front: the user's

TERMINALS = {
    *("alacritty", "foot", "gnome-terminal-server", "kgx", "kitty", "konsole", "lxterminal"),
    *("mate-terminal", "ptyxis", "qterminal", "rxvt", "st-256color", "terminator", "tilix"),
    *("urxvt", "wezterm", "xfce4-terminal", "xterm", "st", "terminology", "ghostty"),
}


class XDesktop(QObject):
    """The programs of one X screen."""

    def __init__(self, parent: QObject | None = None, display: str | None = None) -> None:
        super().__init__(parent)
        self.screen = XScreen(self, display)
        self.keys = XKeys(self.screen)
        self._selections = 0  # how often the primary selection was made or given up
        self._selected_in = 0  # the window in which the last was
        self._touched = False  # whether the clipboard holds something that is not the user's
        for name in (PRIMARY, CLIPBOARD):
            self.screen.fixes.SelectSelectionInput(
                self.screen.root, self.screen.atom(name),
                xfixes.SelectionEventMask.SetSelectionOwner
                | xfixes.SelectionEventMask.SelectionWindowDestroy
                | xfixes.SelectionEventMask.SelectionClientClose,
            )  # fmt: skip
        self.screen.x.flush()
        self.screen.listeners.append(self._hear)

    def close(self) -> None:
        self.screen.close()

    def _hear(self, event: Any) -> None:
        """Note in which window something was selected: another of its program is not it."""
        if self._is_change(event, PRIMARY):
            self._selections += 1
            active = self.screen.active if event.owner else 0
            same = self.screen.same_program(event.owner, active)
            self._selected_in = active if same else 0

    def _is_change(self, event: Any, selection: str) -> bool:
        return isinstance(event, xfixes.SelectionNotifyEvent) and (
            event.selection == self.screen.atom(selection)
        )

    # -- what is in front --------------------------------------------------

    def front(self) -> Front | None:
        screen = self.screen
        with suppress(XError):
            window = screen.active
            pid = (screen.words(window, "_NET_WM_PID") or [0])[0] if window else 0
            if not window or pid == os.getpid():
                return None  # what is ours cannot wait for itself
            named = screen.text(window, "WM_CLASS").split(b"\0")
            program = (named[1] if len(named) > 1 else named[0]).decode("utf-8", "replace")
            title = screen.text(window, "_NET_WM_NAME") or screen.text(window, "WM_NAME")
            terminal = any(n.decode("latin-1").lower() in TERMINALS for n in named)
            return Front(window, program, title.decode("utf-8", "replace"), terminal)
        return None

    def give_keys(self, window: QWidget) -> None:
        """Qt would ask with the time of our last key, which may lie before the other program's."""
        self.screen.start(self._bring(int(window.winId())), lambda _came: None)

    # -- taking ------------------------------------------------------------

    def take(self, front: Front, on_done: Callable[[Taken], object]) -> None:
        self.screen.start(self._taking(front), on_done)

    def _taking(self, front: Front) -> Deed[Taken]:
        try:
            if self._selected_in == front.window:
                text = yield from x_clipboard.text(self.screen, PRIMARY)
                if text:
                    return Taken(front, text, How.SELECTION)
            text = yield from self._copied(front)
        except (Problem, TooLate, XError) as why:
            return Taken(front, "", How.NOTHING, _problem(why))
        return Taken(front, text, How.COPIED if text else How.NOTHING)

    def _copied(self, front: Front) -> Deed[str]:
        """Let the program copy what is selected, and put the clipboard back."""
        yield from self.keys.until_free()
        formats = yield from self._kept()
        try:
            return (yield from self._copy(front))
        finally:
            yield from self._put_back(formats)

    def _copy(self, front: Front) -> Deed[str]:
        """Return what the program copies, "" if that is nothing; the clipboard is then its own."""
        if not self._has_keys(front.window):
            return ""
        # Control and C would end what runs in a terminal.
        self.keys.press(CONTROL, INSERT if front.is_terminal else LETTER_C)
        came = yield from self._changed(COPIES)
        if not came and not (yield from self._answers(front.window)):
            came = yield from self._changed(BUSY)  # it has not come to it, and may copy later
        if not came:
            return ""  # nothing is selected
        self._touched = True
        return (yield from x_clipboard.text(self.screen, CLIPBOARD))

    def _changed(self, seconds: float) -> Deed[bool]:
        """Whether somebody took the clipboard in this time."""
        try:
            yield Until(lambda e: self._is_change(e, CLIPBOARD) and bool(e.owner), seconds)
        except TooLate:
            return False
        return True

    def _answers(self, window: int) -> Deed[bool]:
        """Whether the program has done all that was asked of it before; True if none can tell."""
        screen, ping = self.screen, self.screen.atom("_NET_WM_PING")
        if ping not in screen.words(window, "WM_PROTOCOLS"):
            return True
        time = yield from screen.now()

        def answers(event: Any) -> bool:
            return (
                isinstance(event, xproto.ClientMessageEvent)
                and event.window == screen.root
                and list(event.data.data32)[:3] == [ping, time, window]
            )

        screen.listen_to(screen.root, xproto.EventMask.SubstructureNotify)
        screen.message(window, window, "WM_PROTOCOLS", [ping, time, window])
        try:
            yield Until(answers, PONG)
        except TooLate:
            return False
        finally:
            screen.listen_to(screen.root, xproto.EventMask.NoEvent)
        return True

    def _kept(self) -> Deed[Formats]:
        ours = held_for_others()
        if ours is not None:
            return ours
        return (yield from x_clipboard.kept(self.screen))

    def _put_back(self, formats: Formats) -> Deed[None]:
        """Put the user's clipboard back.

        Qt takes it with the time of the last event that it has heard of.  Before it heard
        that another took the clipboard, that time is too old, and the server refuses.
        """
        if not self._touched:
            return
        self._touched = False
        before = x_clipboard.owner(self.screen, CLIPBOARD)
        for _ in range(TRIES):
            put_back(formats)
            if not formats:
                self.screen.core.SetSelectionOwner(0, self.screen.atom(CLIPBOARD), 0)
            if x_clipboard.owner(self.screen, CLIPBOARD) != before:
                return
            yield from pause(EACH)

    # -- putting -----------------------------------------------------------

    def put(self, text: str, taken: Taken, on_done: Callable[[Problem | None], object]) -> None:
        self.screen.start(self._putting(plain(text), taken), on_done)

    def _putting(self, text: str, taken: Taken) -> Deed[Problem | None]:
        try:
            yield from self._put(text, taken)
        except (Problem, TooLate, XError) as why:
            return _problem(why)
        return None

    def _put(self, text: str, taken: Taken) -> Deed[None]:
        front = taken.front
        if front.is_terminal:
            raise said.terminal()
        if not self.screen.exists(front.window):
            raise said.gone()
        if not (yield from self._bring(front.window)):
            raise said.not_in_front()
        yield from self.keys.until_free()
        formats = yield from self._kept()
        try:
            yield from self._replace(text, taken)
        finally:
            yield from self._put_back(formats)

    def _bring(self, window: int) -> Deed[bool]:
        """Bring the window to the front with the keyboard in it; False if it does not come."""
        screen = self.screen
        if self._has_keys(window):
            return True
        screen.listen_to(screen.root, xproto.EventMask.PropertyChange)
        try:
            if screen.has_manager:
                time = yield from screen.now()
                mask = xproto.EventMask.SubstructureNotify | xproto.EventMask.SubstructureRedirect
                data = [PAGER, time, 0]
                screen.message(screen.root, window, "_NET_ACTIVE_WINDOW", data, mask)
            else:
                screen.core.SetInputFocus(xproto.InputFocus.Parent, window, 0)
            while not self._has_keys(window):
                yield Until(lambda e: isinstance(e, xproto.PropertyNotifyEvent), ANSWER)
        except TooLate:
            return self._has_keys(window)
        finally:
            screen.listen_to(screen.root, xproto.EventMask.NoEvent)
        return True

    def _has_keys(self, window: int) -> bool:
        screen = self.screen
        return screen.active == window and screen.is_inside(screen.focus, window)

    def _replace(self, text: str, taken: Taken) -> Deed[None]:
        """Paste over what was taken, if it is what the program would copy now.

        A selection may be gone without a sign: many programs let go of it when
        another owns the primary selection, others own one that nobody sees any
        more.  Only copying once more tells; else a paste would double the text.
        """
        front, selected = taken.front, taken.how is not How.NOTHING
        if selected and not (yield from self._copies(taken)):
            raise said.deselected()
        made = self._selections
        if not (yield from self._paste(text, front.window)):
            # An office lets a paste pass until it has noticed what is in the clipboard.  What
            # still copies what it copied before has done with that key: it is pressed once more.
            again = selected and (yield from self._copies(taken))
            if not again or not (yield from self._paste(text, front.window)):
                raise said.refused()
        still = made == self._selections and self._selected_in == front.window
        # It fetched the text and still owns what was selected: perhaps it only looked at it.
        doubtful = selected and still and text.split() != taken.text.split()
        if doubtful and (yield from self._copies(taken)):
            raise said.refused()

    def _copies(self, taken: Taken) -> Deed[bool]:
        """Whether the program still copies what was taken."""
        again = yield from self._copy(taken.front)
        return again.split() == taken.text.split()

    def _paste(self, text: str, window: int) -> Deed[bool]:
        """Whether the program came for the text when the keys for pasting were pressed."""
        offer = Offer(self.screen, text)
        try:
            if not (yield from offer.begin()):
                raise said.not_kept()
            self._touched = True
            if not self._has_keys(window):
                raise said.not_in_front()
            pressed = time.monotonic()
            self.keys.press(CONTROL, LETTER_V)
            if not (yield from self._fetched(offer, window)):
                return False
            took = time.monotonic() - pressed
            yield from self._settled(min(max(SLOWER * took, QUIET), FETCHES))
            return True
        finally:
            offer.end()

    def _fetched(self, offer: Offer, window: int) -> Deed[bool]:
        """Wait until the program of the window has come for the text."""

        def has_come() -> bool:
            return any(self.screen.same_program(one, window) for one in offer.given)

        def waiting(seconds: float) -> Deed[None]:
            with suppress(TooLate):
                while not has_come():
                    yield Until(lambda e: isinstance(e, xproto.SelectionRequestEvent), seconds)

        yield from waiting(FETCHES)
        if not has_come() and not (yield from self._answers(window)):
            yield from waiting(BUSY)  # it would paste later, whatever is there by then
        return has_come()

    def _settled(self, quiet: float) -> Deed[None]:
        """Wait until nobody comes for the text any more.

        A browser fetches it for the page, lets the page think about it, and
        fetches it once more to insert it; given the old clipboard by then, it
        would insert that.  No event tells which time is the last.
        """
        with suppress(TooLate):
            for _ in range(COMES_AGAIN):
                yield Until(lambda e: isinstance(e, xproto.SelectionRequestEvent), quiet)


def _problem(why: Problem | TooLate | XError) -> Problem:
    if isinstance(why, Problem):
        return why
    return said.not_kept() if isinstance(why, TooLate) else said.gone()
