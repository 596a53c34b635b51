from __future__ import annotations

import pytest

from assistant.privacy import rewriting
from assistant.privacy.recognizers.details import Details
from assistant.privacy.recognizers.gazetteer import Gazetteer, Known
from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.replacing.masking import Placeholders
from assistant.privacy.rewriting import Knowledge, Policy, rewritten
from assistant.privacy.rules import compiled

TEXT = "Ask zolbert about the rent, he writes from z@example.org."
KNOWS = Knowledge(
    Gazetteer([Known("Zolbert Quim", Kind.PERSON, "somebody you know")]),
    Details([]),
    lambda _: set(),
)


def out(text=TEXT, *rules, knows=KNOWS):
    policy = Policy(tuple(map(compiled, rules)))
    return rewritten(text, knows, policy, Placeholders())


def test_what_is_private_is_hidden_with_its_place_and_its_reason_and_put_back():
    shown = out()
    person = shown.hidden[0]

    assert shown.outgoing == "Ask [PERSON_1] about the rent, he writes from [EMAIL_1]."
    assert (TEXT[person.start : person.end], person.why) == ("zolbert", "somebody you know")
    assert shown.restore("[PERSON_1]'s rent") == "zolbert's rent"
    assert "Not audited" in shown.audit
    assert "zolbert" not in repr(shown)


def test_a_word_that_only_the_documents_hold_is_hidden():
    knows = Knowledge(KNOWS.gazetteer, KNOWS.details, lambda words: {"toolchain"} & set(words))

    assert out("what the toolchain does").outgoing == "what the toolchain does"
    assert out("what the toolchain does", knows=knows).outgoing == "what the [NAME_1] does"


def test_rules_ask_withhold_generalise_and_let_out():
    assert out(TEXT, "ask me about names").reason.endswith("ask me about names")
    assert "diabetes" not in out("I have diabetes. Hello.", "never my health").outgoing
    assert out("from Lübeck, i.e.", "places only roughly").outgoing == "from Germany, i.e."
    assert "zolbert" in out(TEXT, "names may leave").outgoing


def test_what_was_overlooked_blocks():
    shown = out("the road to 5a.6f.6c: ask Z.o.l.b.e.r.t about it")

    assert (shown.blocked, shown.outgoing) == (True, "")
    assert "person in disguise" in shown.reason


@pytest.mark.parametrize("part", ["private_in", "_masked", "leaks", "overlooked"])
def test_whatever_fails_blocks_with_a_sentence_that_holds_nobodys_words(part, monkeypatch):
    def fails(*_arguments):
        raise RuntimeError("zolbert")

    monkeypatch.setattr(rewriting, part, fails)
    shown = out()

    assert (shown.blocked, shown.outgoing) == (True, "")
    assert "nothing leaves" in shown.reason
    assert "zolbert" not in shown.reason


def test_being_stopped_is_no_failure(monkeypatch):
    def stopped(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(rewriting, "private_in", stopped)
    with pytest.raises(KeyboardInterrupt):
        out()


def test_a_day_without_a_year_stays_unless_it_is_a_birthday():
    nothing = Knowledge(Gazetteer([]), Details([]), lambda _: set())

    def left(text):
        return rewritten(text, nothing, Policy(), Placeholders()).outgoing

    assert "3 May" in left("We pay the rent on 3 May.")
    assert "3 May" not in left("We pay the rent on 3 May 2021.")
    assert "3 May" not in left("My birthday is on 3 May.")
    assert "3. Mai" not in left("Ich bin am 3. Mai geboren und wohne hier.")


def test_a_number_in_a_word_makes_no_placeholder_of_it():
    text = "pay DE89 3704 0044 0532 0130 00 or ask bob12@firm.example"

    assert set(rewriting.overlooked(text, ())) == {"iban", "email"}
    assert rewriting.overlooked("ask [EMAIL_1] or [IBAN_2b]", ()) == []
