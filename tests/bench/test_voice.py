"""How well the user's voice is learned: greeting and closing, the likeness, and how long it takes.

Of each author the first four fifths of their mails are learned from, and the last fifth is
foretold, given whom each is to, its language and its occasion.  A greeting or closing is
right if it is the same but for capitals and marks; where the author used none, none is right.
It is the author's own, which is less, if it is a form that stands in the mails that were
learned from, with nobody's name but the recipient's, and it greets or closes as the mail did.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from assistant.profile.owner import owner_of
from assistant.voice.card import learned
from assistant.voice.habits import Habits
from assistant.voice.letters import Written, letters
from assistant.voice.likeness import Likeness, likeness, masked
from assistant.voice.measures import measured
from memory.types import Document, DocumentId, Participant
from memory.voice import Kept
from tests.bench.published import folder
from tests.bench.writers_of_mail import Author, authors

FOUND = folder()
pytestmark = pytest.mark.skipif(FOUND is None, reason="no mails (FAMULUS_BENCH_DATA)")
LEARNED = 0.8
UNHEARD = 60  # texts of others on each side that are held out
MAILS = 10_000


@dataclass
class Told:
    """How often something was foretold right."""

    of: int = 0
    right: int = 0  # but for capitals and marks
    exact: int = 0
    usual: int = 0  # what the author does most often, whoever it is to
    own: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list, repr=False)

    def count(self, said: str, wrote: str, usual: str, *, own: bool) -> None:
        self.of += 1
        self.own += own and bool(said) == bool(wrote)
        self.right += plain(said) == plain(wrote)
        self.exact += said == wrote
        self.usual += plain(usual) == plain(wrote)
        if plain(said) != plain(wrote):
            self.missed.append((said, wrote))

    def __str__(self) -> str:
        shares = (n / max(self.of, 1) for n in (self.right, self.exact, self.usual, self.own))
        return " ".join(f"{share:6.2f}" for share in shares)


def plain(words: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", words.lower()).split())


def taken_apart(author: Author, mails: Sequence[Document]) -> list[Written]:
    return letters(
        [Kept(DocumentId(str(n)), one, None) for n, one in enumerate(mails)], author.owner
    )


@pytest.fixture(scope="module")
def everybody() -> list[Author]:
    assert FOUND is not None
    return list(authors(FOUND))


def test_greeting_and_closing_of_mails_that_were_held_out(everybody):
    total = Told(), Told()
    print(
        f"\n{'author':24} mails   greeting: right exact usual   own"
        "   closing: right exact usual   own"
    )
    for author in everybody:
        greeting, closing = foretold(taken_apart(author, author.mails))
        print(f"{author.name[:24]:24} {greeting.of:5}   {greeting}          {closing}")
        for one, all in zip((greeting, closing), total, strict=True):
            all.of, all.right = all.of + one.of, all.right + one.right
            all.exact, all.usual = all.exact + one.exact, all.usual + one.usual
            all.own += one.own
            all.missed += one.missed
    print(f"{'together':24} {total[0].of:5}   {total[0]}          {total[1]}")
    for name, all in zip(("greeting", "closing"), total, strict=True):
        print(f"{name} missed, most often: {Counter(all.missed).most_common(8)}")

    assert total[0].right >= total[0].usual
    assert total[1].right >= total[1].usual


def foretold(written: Sequence[Written]) -> tuple[Told, Told]:
    cut = int(LEARNED * len(written))
    habits, greeting, closing = Habits(written[:cut]), Told(), Told()
    begins = Counter(one.letter.greeting for one in written[:cut]).most_common(1)[0][0]
    ends = Counter(one.letter.closed for one in written[:cut]).most_common(1)[0][0]
    greets = {formed(one.letter.greeting, one.to) for one in written[:cut]}
    closes = {plain(one.letter.closed) for one in written[:cut]}
    for one in written[cut:]:
        to = f"{one.to[0].name} <{one.to[0].address}>" if one.to else ""
        how = (to, one.language, one.occasion)
        said, ended = habits.greeting(*how), habits.closing(*how)
        greeting.count(said, one.letter.greeting, begins, own=formed(said, one.to) in greets)
        closing.count(ended, one.letter.closed, ends, own=plain(ended) in closes)
    return greeting, closing


def formed(greeting: str, to: Sequence[Participant]) -> str:
    """Return a greeting with the recipient's names taken out: any other name stays and tells."""
    names = {word for person in to for word in plain(person.name).split()}
    return " ".join("[name]" if word in names else word for word in plain(greeting).split())


def test_the_likeness_of_texts_that_were_held_out(everybody):
    """Each author against the others; half of these were heard of before, half were not."""
    texts = {author.name + str(n): masked_texts(author) for n, author in enumerate(everybody)}
    table: list[tuple[float, float, float]] = []
    chances: list[tuple[float, bool, float]] = []
    print(f"\n{'author':24} own  others heard of  others not  (shares told right)")
    for n, name in enumerate(texts):
        others = [one for one in texts if one[:8] != name[:8]]
        heard_of, unheard = others[n % 2 :: 2], others[1 - n % 2 :: 2]
        own, mixed = texts[name], [text for one in heard_of for text in texts[one]]
        cut = int(LEARNED * len(own))
        held = mixed[:: max(1, len(mixed) // UNHEARD)]
        strange = [text for one in unheard for text in texts[one]]
        strange = strange[:: max(1, len(strange) // UNHEARD)]
        fitted = likeness(own[:cut], [text for text in mixed if text not in set(held)])
        if fitted is None:
            continue
        sides = [told(fitted, some) for some in (own[cut:], held, strange)]
        if not all(sides):
            continue
        mine, known, unknown = (
            sum((chance > 0.5) is (k == 0) for chance in side) / len(side)
            for k, side in enumerate(sides)
        )
        table.append((mine, known, unknown))
        weight = (len(sides[1]) + len(sides[2])) / len(sides[0])
        chances += [(one, True, weight) for one in sides[0]]
        chances += [(one, False, 1.0) for side in sides[1:] for one in side]
        print(f"{name[:24]:24} {mine:.2f} {known:.2f}             {unknown:.2f}")
    means = [sum(column) / len(column) for column in zip(*table, strict=True)]
    print(f"{'together':24} {means[0]:.2f} {means[1]:.2f}             {means[2]:.2f}")
    print(calibration(chances))

    assert means[0] >= 0.8
    assert (means[1] + means[2]) / 2 >= 0.75


def told(fitted: Likeness, texts: Sequence[str]) -> list[float]:
    return [chance for chance in map(fitted.of, texts) if chance is not None]


def masked_texts(author: Author) -> list[str]:
    found = []
    for one in taken_apart(author, author.mails):
        letter = one.letter
        text = "\n".join(filter(None, (letter.greeting, letter.body, letter.closed)))
        names = [person.name for person in one.document.people]
        found.append(masked(text, [*names, *author.owner.names, letter.whom, letter.signed]))
    return found


def calibration(chances: Sequence[tuple[float, bool, float]]) -> str:
    """Say of each tenth what was told and what was so, both sides weighing alike."""
    lines = ["told  was   texts"]
    for tenth in range(10):
        some = [one for one in chances if tenth <= min(one[0] * 10, 9.99) < tenth + 1]
        weight = sum(one[2] for one in some)
        if some:
            said = sum(one[0] * one[2] for one in some) / weight
            was = sum(one[2] for one in some if one[1]) / weight
            lines.append(f"{said:.2f}  {was:.2f}  {len(some):5}")
    return "\n".join(lines)


def test_how_long_ten_thousand_mails_take(everybody):
    """Mails of all authors, as if one had written them all; and as many of others."""
    mails = [mail for author in everybody for mail in author.mails]
    address = "somebody@example.org"
    owner = owner_of(f"Some Body <{address}>")
    kept = []
    for n in range(MAILS):
        mail = mails[n % len(mails)]
        people = tuple(
            type(one)("from", "Some Body", address) if one.role == "from" else one
            for one in mail.people
        )
        document = Document(mail.kind, mail.title, mail.text, mail.date, people, folds=mail.folds)
        kept.append(Kept(DocumentId(str(n)), document, None))
    clock = time.perf_counter()
    steps: dict[str, float] = {}

    def lap(name: str) -> None:
        nonlocal clock
        steps[name], clock = time.perf_counter() - clock, time.perf_counter()

    written = letters(kept, owner)
    lap("take apart")
    habits = Habits(written)
    habits.greeting("tom@example.org")
    habits.closing("tom@example.org")
    lap("greeting and closing")
    habits.greeting("bo@example.org", "en")
    lap("one more greeting")
    texts = [one.letter.body for one in written]
    assert likeness(texts[::2], texts[1::2]) is not None
    lap("likeness")
    card = learned([one for mail in written[-3000:] if (one := measured(mail)) is not None])
    lap("card of the newest 3000")
    print("\n" + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in steps.items()))

    assert card
