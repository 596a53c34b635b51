from __future__ import annotations

from assistant.privacy.recognizers.spans import Kind
from assistant.privacy.rewriting import Hidden, Preview
from ui.itemmodels.hidden import KIND, LEAVES, WHY, WRITTEN, HiddenModel, from_unit, marks_of


def hidden(text: str, said: str, put: str, kind: Kind = Kind.PERSON, after: int = 0) -> Hidden:
    start = text.index(said, after)
    return Hidden(kind, start, start + len(said), put, "somebody you know")


def cut(text: str, ends: tuple[int, int] | None) -> str:
    """What stands between two of Qt's units."""
    assert ends is not None
    units = text.encode("utf-16-le")
    return units[2 * ends[0] : 2 * ends[1]].decode("utf-16-le")


def test_marks_stand_where_the_words_and_their_placeholders_do():
    text = "Ana asked Ben, and Ana waited."
    out = "[PERSON_1] asked [PERSON_2], and [PERSON_1] waited."
    shown = Preview(
        out,
        (
            hidden(text, "Ana", "[PERSON_1]", after=10),
            hidden(text, "Ana", "[PERSON_1]"),
            hidden(text, "Ben", "[PERSON_2]"),
        ),
    )
    marks = marks_of(text, shown)

    assert [mark.said for mark in marks] == ["Ana", "Ben", "Ana"]
    assert [cut(text, mark.left) for mark in marks] == ["Ana", "Ben", "Ana"]
    assert [mark.right for mark in marks] == [(0, 10), (17, 27), (33, 43)]


def test_characters_that_are_two_of_qts_units_shift_nothing():
    text, out = "🌲🌲 Ana 🌲 Ben", "🌲🌲 [PERSON_1] 🌲 [PERSON_2]"
    marks = marks_of(
        text,
        Preview(out, (hidden(text, "Ana", "[PERSON_1]"), hidden(text, "Ben", "[PERSON_2]"))),
    )

    assert [cut(text, mark.left) for mark in marks] == ["Ana", "Ben"]
    assert [cut(out, mark.right) for mark in marks] == ["[PERSON_1]", "[PERSON_2]"]
    begins = [mark.left[0] for mark in marks if mark.left]
    assert [text[from_unit(text, at) :][:3] for at in begins] == ["Ana", "Ben"]


def test_what_leaves_otherwise_told_has_its_marks_where_they_are():
    text = "Write to Ana. She is ill."
    out = "Give an outline for this task: Write to [PERSON_1]"
    matter = Hidden(Kind.DETAIL, 13, len(text), "", "the matter stays here")
    one, other = marks_of(text, Preview(out, (hidden(text, "Ana", "[PERSON_1]"), matter)))

    assert cut(out, one.right) == "[PERSON_1]"
    assert other.right is None


def test_what_is_blocked_has_no_mark_on_the_right():
    text = "Ana is ill."
    (mark,) = marks_of(
        text, Preview("", (hidden(text, "Ana", "[PERSON_1]"),), blocked=True, reason="No.")
    )

    assert mark.right is None


def test_the_table_says_it_all_in_words(qapp):
    text = "Ana\nasked"
    model = HiddenModel()
    model.show_rows(
        marks_of(text, Preview("[PERSON_1]\nasked", (hidden(text, "Ana", "[PERSON_1]"),)))
    )
    row = [model.index(0, column).data() for column in (KIND, WRITTEN, LEAVES, WHY)]

    assert row == ["person", "Ana", "[PERSON_1]", "somebody you know"]
