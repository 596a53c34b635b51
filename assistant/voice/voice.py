"""Voice: how the user writes, learned from what they sent, theirs to correct.

Reached as ``famulus.voice``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from assistant.profile.languages import language_named
from assistant.voice.card import EVERYWHERE, Line, Place, State, StyleCard, with_decisions
from assistant.voice.edits import edits, waiting
from assistant.voice.habits import filled
from assistant.voice.learned import Learned
from assistant.voice.letters import Occasion
from assistant.voice.likeness import Likeness
from assistant.voice.traits import OWN, edit_words, is_sayable, own_words, traits
from memory import voice, voice_lines
from memory.errors import Problem
from memory.store import MemoryStore
from memory.types import Changes
from memory.voice_lines import Decided, Edit

GONE = "This line is no longer on the card."


class Voice:
    """How one user writes, of one opened ``Assistant``.  Any thread may ask."""

    def __init__(self, store: MemoryStore, identity: Callable[[], str]) -> None:
        self._store = store
        self._identity = identity
        self._lock = threading.Lock()
        self._held: Learned | None = None

    # What others ask

    def greeting(self, to: str = "", language: str = "", occasion: Occasion = Occasion.NEW) -> str:
        """Return how the user would begin a mail: "Dear Tom,"; "" where they would not greet.

        ``to`` is a name, an address, or both; ``language`` "German" or "de".
        """
        habits = self._now().habits
        line = self._decided("greeting", to, language, occasion)
        if line is None:
            return habits.greeting(to, language, occasion)
        said = filled(line.value, habits.whom(to))
        return f"{said}," if said and said[-1].isalnum() else said or ""

    def closing(self, to: str = "", language: str = "", occasion: Occasion = Occasion.NEW) -> str:
        """Return how the user would end it, with their name: "Best,\\nDavid"; "" for nothing."""
        found = self._now().habits.closing(to, language, occasion)
        wish, _, name = found.rpartition("\n")
        for trait in ("closing", "signature"):
            line = self._decided(trait, to, language, occasion)
            if line is not None and trait == "closing":
                wish = f"{line.value}," if line.value and line.value[-1].isalnum() else line.value
            elif line is not None:
                name = line.value
        return "\n".join(filter(None, (wish, name)))

    def forms(self, language: str = "") -> str:
        """Return whether the user writes short forms: "contracted", "spelt_out", "" if unknown."""
        language = language_named(language)
        if language not in {"English", ""}:
            return ""
        found = [
            line for line in self.card().of_mail(language=language) if line.trait == "contractions"
        ]
        return found[0].value if found and found[0].value != "mixed" else ""

    def likeness(self, text: str) -> float | None:
        """Return how much a text sounds like the user, from 0 to 1.

        None if the user wrote too little that was read, or others did, or the text is too short.
        """
        fitted = self.fitted()
        return fitted.of(text) if fitted else None

    def fitted(self) -> Likeness | None:
        """Return what tells the user's texts from others', None if there are too few."""
        return self._now().likeness

    def describe(self, to: str = "", language: str = "", occasion: Occasion = Occasion.NEW) -> str:
        """Return the card as a model is told it, for such a mail; "" if nothing is known."""
        return self.card().as_text(*self._mail(to, language, occasion))

    def lines_of(
        self, to: str = "", language: str = "", occasion: Occasion = Occasion.NEW
    ) -> tuple[Line, ...]:
        """Return the lines of the card that hold for such a mail."""
        return self.card().of_mail(*self._mail(to, language, occasion))

    def heard(self, draft: str, accepted: str, *, to: str = "", language: str = "") -> Changes:
        """Learn from what the user changed in a draft; three edits alike wait as a line.

        Only kinds of edits are kept, never what was written.
        """
        now = self._now()
        whom = now.habits.whom(to)
        made = edits(draft, accepted, now.owner.names, whom)
        if language:
            made = [replace(one, language=language_named(language)) for one in made]
        return voice_lines.count_edits(self._store, made)

    # The card

    def card(self) -> StyleCard:
        """Return the card, with what the user decided, and what waits for a yes or no."""
        card = self._now().card
        lines = [*card.lines, *waiting(self._edits())]
        return replace(card, lines=with_decisions(lines, self._decisions()))

    def line(self, id: tuple[str, ...]) -> Line:
        """Raises Problem if it is not on the card."""
        found = next((line for line in self.card().lines if line.id == id), None)
        if found is None:
            raise Problem(GONE)
        return found

    def change(self, line: Line, value: str) -> Changes:
        """Say otherwise; of an own line, in other words.  Raises Problem if that cannot be said."""
        if line.trait == OWN:
            words = own_words(value)
            voice_lines.decide(self._store, _decided(line), "Change a line", gone=True)
            return self.add(words, line.place)
        value = traits()[line.trait].checked(value)
        new = replace(line, value=value, state=State.CHANGED)
        return voice_lines.decide(self._store, _decided(new), "Change a line")

    def strike(self, line: Line) -> Changes:
        """Use a line no more; an own line goes."""
        if line.trait == OWN:
            return voice_lines.decide(self._store, _decided(line), "Take a line away", gone=True)
        new = replace(line, state=State.STRUCK)
        return voice_lines.decide(self._store, _decided(new), "Strike a line out")

    def restore(self, line: Line) -> Changes:
        """Let a line be again as it was learned."""
        return voice_lines.decide(self._store, _decided(line), "Restore a line", gone=True)

    def lock(self, line: Line, locked: bool = True) -> Changes:
        """Let nothing that is learned change a line."""
        if line.state is State.LEARNED:
            line = replace(line, state=State.CHANGED)
        new = replace(_decided(line), locked=locked)
        return voice_lines.decide(self._store, new, "Lock a line" if locked else "Unlock a line")

    def add(self, text: str, place: Place = EVERYWHERE) -> Changes:
        """Put a line on the card in the user's own words."""
        line = Line(OWN, place, "", own_words(text), state=State.OWN)
        return voice_lines.decide(self._store, _decided(line), "Add a line")

    def accept(self, line: Line) -> Changes:
        """Take what follows from edits as true."""
        new = replace(line, state=State.ACCEPTED)
        return voice_lines.decide(self._store, _decided(new), "Accept a line")

    def refuse(self, line: Line) -> Changes:
        """Never propose this again."""
        new = replace(_decided(line), state="refused")
        return voice_lines.decide(self._store, new, "Refuse a line")

    def undo(self) -> Changes:
        """Undo the last of what was decided on the card.  Raises Problem if there is nothing."""
        return voice_lines.undo(self._store)

    # How it is found out

    def _now(self) -> Learned:
        """Return what was learned, anew if something was erased or much came."""
        state = (voice.state(self._store), self._identity())
        with self._lock:
            if self._held is None or not self._held.serves(state):
                self._held = Learned(self._store, state)
            return self._held

    def _mail(self, to: str, language: str, occasion: Occasion) -> tuple[str, str, str]:
        return self._now().habits.whom(to).key, language_named(language), str(occasion)

    def _decisions(self) -> list[Decided]:
        """Return what was decided, as far as it can be said."""
        decided = voice_lines.decided(self._store)
        return [one for one in decided if one.trait == OWN or is_sayable(one.trait, one.value)]

    def _edits(self) -> list[Edit]:
        made = voice_lines.edits(self._store)
        return [
            one for one in made if one.kind in edit_words() and is_sayable(one.trait, one.value)
        ]

    def _decided(self, trait: str, to: str, language: str, occasion: Occasion) -> Decided | None:
        """Return what the user decided of a trait of such a mail, the nearest to it."""
        decided = [one for one in self._decisions() if one.trait == trait]
        if not decided:
            return None
        mail = self._mail(to, language, occasion)
        found = [
            (place.narrow, one)
            for one in decided
            if one.state in {"changed", "accepted"}
            and (place := Place(one.who, one.language, one.occasion)).holds(*mail)
        ]
        return max(found, key=lambda one: one[0])[1] if found else None


def _decided(line: Line) -> Decided:
    own = line.text if line.trait == OWN else ""
    return Decided(
        line.trait, line.place.who, line.place.language, line.place.occasion,
        str(line.state), line.value, own, line.locked,
    )  # fmt: skip
