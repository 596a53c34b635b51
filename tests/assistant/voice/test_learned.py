from __future__ import annotations

from assistant.voice.learned import Learned
from memory import voice
from tests.assistant.voice.mailing import ADA, BODIES, sent
from tests.fakes import put


def test_it_serves_until_something_goes_or_much_comes(store):
    learned = Learned(store, ((100, 100, 0), ADA))

    assert learned.serves(((102, 102, 0), ADA))
    assert not learned.serves(((103, 103, 0), ADA))
    assert not learned.serves(((100, 100, 1), ADA))
    assert not learned.serves(((100, 100, 0), "Bo"))


def test_each_part_is_found_out_once(store):
    put(store, *(sent(n, f"Hi Tom,\n\n{BODIES[n % 6]}\n\nBest,\nAda") for n in range(8)))
    learned = Learned(store, (voice.state(store), ADA))

    assert learned.habits is learned.habits
    assert learned.card is learned.card
    assert learned.card.mails == 8
    assert learned.card.languages == ("English",)
    assert learned.likeness is None
