from __future__ import annotations

import pytest

from memory import voice_lines
from memory.erasing import erase
from memory.erasing.targets import Target
from memory.errors import Problem
from memory.progress import finish
from memory.types import Participant, Topic
from memory.voice_lines import Decided, Edit, decide, decided, undo
from tests.fakes import a_mail, dump, put

GREETING = Decided("greeting", value="Hi")


def test_a_decision_takes_the_place_of_the_one_before(store):
    changes = decide(store, GREETING, "Change a line")
    decide(store, Decided("greeting", value="Hello", locked=True), "Change a line")
    decide(store, Decided("greeting", "tom@example.org", value="Hey"), "Change a line")

    assert [one.value for one in decided(store)] == ["Hello", "Hey"]
    assert decided(store)[0].locked
    assert changes.topics == {Topic.VOICE}


def test_each_decision_is_undone_the_last_first(store):
    decide(store, GREETING, "Change a line")
    decide(store, Decided("greeting", value="Hello"), "Change a line")
    decide(store, GREETING, "Restore a line", gone=True)

    assert decided(store) == []
    assert undo(store).label == "Undo: Restore a line"
    assert [one.value for one in decided(store)] == ["Hello"]
    undo(store)
    assert [one.value for one in decided(store)] == ["Hi"]
    undo(store)
    assert decided(store) == []
    with pytest.raises(Problem):
        undo(store)


def test_refusing_one_value_decides_nothing_else(store):
    decide(store, GREETING, "Change a line")
    decide(store, Decided("greeting", state="refused", value="Hey"), "Refuse a line")

    assert [one.state for one in decided(store)] == ["changed", "refused"]


def test_own_lines_stand_beside_each_other(store):
    for text in ("One.", "Two."):
        decide(store, Decided("own", state="own", text=text), "Add a line")

    assert [one.text for one in decided(store)] == ["One.", "Two."]


def test_edits_are_counted_by_kind(store):
    edit = Edit("emoji", "never", "removed", "tom@example.org", "English")
    voice_lines.count_edits(store, [edit, Edit("hedges", "seldom", "removed", "", "")])
    voice_lines.count_edits(store, [edit])

    assert [(one.trait, one.times) for one in voice_lines.edits(store)] == [
        ("emoji", 2),
        ("hedges", 1),
    ]


def test_what_was_decided_of_somebody_goes_with_the_last_mail_of_theirs(store):
    bo = Participant("to", "Bo", "bo@canary.example")
    mail = a_mail("1", people=(Participant("from", "Ada", "ada@example.org"), bo))
    put(store, mail, a_mail("2"))
    decide(store, Decided("greeting", "bo@canary.example", value="Yo"), "Change a line")
    decide(store, GREETING, "Change a line")
    voice_lines.count_edits(store, [Edit("emoji", "never", "removed", "bo@canary.example", "")])
    finish(erase.erasing(store, Target(document=mail.id)))

    assert [one.value for one in decided(store)] == ["Hi"]
    assert voice_lines.edits(store) == []
    assert not any("canary" in value for value in dump(store))
