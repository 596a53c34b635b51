"""Keys pressed for the user by XTest, and what the user's own fingers hold down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xcffib import xproto

from ui.desktop.deeds import Deed, pause
from ui.desktop.x_screen import XScreen

CONTROL, SHIFT, INSERT = 0xFFE3, 0xFFE1, 0xFF63  # keysyms
LETTER_C, LETTER_V = 0x63, 0x76
# Where a layout has no such letter, the key at its place stands for it: programs see to that.
AT = {CONTROL: 37, SHIFT: 50, INSERT: 118, LETTER_C: 54, LETTER_V: 55}
LOCKS = (0xFFE5, 0xFF7F, 0xFF14)  # Caps, Num and Scroll Lock alter no shortcut while held
LOOKS, EACH = 150, 0.01  # how often we look whether the keys are up, and seconds between


class XKeys:
    """The keyboard of one screen, as it is laid out now."""

    def __init__(self, screen: XScreen) -> None:
        self._screen = screen

    def _layout(self) -> Iterator[tuple[int, Sequence[int]]]:
        """Yield each key with the signs on it."""
        setup = self._screen.setup
        first, count = setup.min_keycode, setup.max_keycode - setup.min_keycode + 1
        reply = self._screen.core.GetKeyboardMapping(first, count).reply()
        signs, each = list(reply.keysyms), reply.keysyms_per_keycode
        for at in range(count):
            yield first + at, signs[at * each : (at + 1) * each]

    def code(self, keysym: int) -> int:
        """Return the key that bears this sign, unshifted where there is one; 0 if none does."""
        if not keysym:
            return 0  # every empty place of the layout bears this
        return next((code for code, signs in self._layout() if keysym in signs[:1]), 0) or next(
            (code for code, signs in self._layout() if keysym in signs), 0
        )

    def press(self, *keysyms: int) -> None:
        """Press the keys in this order and let them go."""
        codes = [self.code(keysym) or AT.get(keysym, 0) for keysym in keysyms]
        for code in codes:
            self._fake(xproto.KeyPressEvent, code)
        for code in reversed(codes):
            self._fake(xproto.KeyReleaseEvent, code)
        self._screen.core.GetInputFocus().reply()  # once it answers, they are let go of

    def _fake(self, kind: type, code: int) -> None:
        number = 2 if kind is xproto.KeyPressEvent else 3
        self._screen.test.FakeInput(number, code, 0, self._screen.root, 0, 0, 0)

    def modifiers(self) -> set[int]:
        """Return the keys that change what others mean."""
        reply = self._screen.core.GetModifierMapping().reply()
        signs = dict(self._layout())
        return {
            code for code in reply.keycodes
            if code and not set(signs.get(code, ())) & set(LOCKS)
        }  # fmt: skip

    def modifier(self, keysym: int) -> int:
        """Return the modifier that the key with this sign is, 0 if it is none."""
        reply = self._screen.core.GetModifierMapping().reply()
        each, codes = reply.keycodes_per_modifier, list(reply.keycodes)
        bearing = {code for code, signs in self._layout() if keysym in signs}
        for at in range(8):
            if bearing & set(codes[at * each : (at + 1) * each]) - {0}:
                return 1 << at
        return 0

    def held(self) -> set[int]:
        """Return the keys that are down."""
        bits = bytes(self._screen.core.QueryKeymap().reply().keys)
        return {at for at in range(256) if bits[at // 8] >> at % 8 & 1}

    def until_free(self) -> Deed[None]:
        """Wait until no key is down that would alter ours; at last let go of it ourselves."""
        modifiers = self.modifiers()
        for _ in range(LOOKS):
            if not self.held():
                return
            yield from pause(EACH)
        for code in self.held() & modifiers:
            self._fake(xproto.KeyReleaseEvent, code)
        self._screen.core.GetInputFocus().reply()  # once it answers, they are let go of
