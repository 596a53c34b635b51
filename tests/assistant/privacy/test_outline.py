from __future__ import annotations

from assistant.privacy.outline import task_in
from assistant.privacy.recognizers.spans import Kind, Span
from assistant.privacy.replacing.masking import Placeholders
from assistant.privacy.rewriting import Policy, rewritten
from tests.assistant.privacy.test_rewriting import KNOWS

TEXT = "Write a letter to my landlord: the heating is broken."


def out(text: str):
    return rewritten(text, KNOWS, Policy(outline=True), Placeholders())


def test_the_task_leaves_and_the_matter_stays():
    shown = out(TEXT)

    assert "Write a letter to my landlord" in shown.outgoing
    assert "heating" not in shown.outgoing
    assert TEXT[shown.hidden[-1].start :].strip(": ") == "the heating is broken."


def test_only_the_task_is_masked_and_only_what_it_names_is_put_back():
    text = "Write a letter to Zolbert: z@example.org is cold."
    shown = out(text)

    assert "[PERSON_1]" in shown.outgoing
    assert [hidden.placeholder for hidden in shown.hidden] == ["[PERSON_1]", ""]
    assert shown.restore("[EMAIL_1] [PERSON_1]") == "[EMAIL_1] Zolbert"


def test_a_task_does_not_end_inside_of_a_name():
    text = "Please thank Dr. Quim. He helped."

    assert task_in(text, [Span(13, 21, Kind.PERSON, "")]) is None  # two words say nothing
    text = "Please write and thank Dr. Quim. He helped."
    start, end = task_in(text, [Span(23, 31, Kind.PERSON, "")]) or (0, 0)
    assert text[start:end].endswith("Dr. Quim")


def test_where_no_task_is_told_nothing_leaves():
    shown = out("Zolbert came")

    assert (shown.blocked, shown.outgoing) == (True, "")


def test_what_is_blocked_stays_so(monkeypatch):
    def fails(*_arguments):
        raise RuntimeError

    monkeypatch.setattr("assistant.privacy.rewriting.private_in", fails)

    assert "recognising" in out(TEXT).reason
