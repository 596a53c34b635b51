from __future__ import annotations

import pytest

from memory.progress import Progress
from tests.ui.fake_writing import AFTER, BEFORE, a_doubt, a_written, command
from ui.popup_result import LEAST, MOST, PopupResult
from ui.writing_room import Wanted

CORRECT = Wanted(command("correct"), BEFORE, to="Ana Souza")
SUMMARISE = Wanted(command("summarise"), BEFORE)


@pytest.fixture
def view(qtbot):
    made = PopupResult()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def buttons(view):
    every = (
        view.primary,
        view.place,
        view.edit_button,
        view.copy_button,
        view.again_button,
        view.stop_button,
    )
    return [one.accessibleName() for one in every if not one.isHidden()]


def test_while_it_comes_one_can_only_stop_it(view):
    view.begin(CORRECT, editable=True)
    assert view.title.text() == "Correct · Ana Souza"
    assert view.how.text() == "Waiting for its turn …"
    view.hear(Progress(0, note="Qwen3-4B reads"))
    assert view.how.text() == "Qwen3-4B reads"
    view.hear("We were ")

    assert buttons(view) == ["Stop (Esc)"]


def test_the_first_words_are_shown_at_once_and_the_others_soon(view, qtbot):
    view.begin(CORRECT, editable=True)
    view.hear("Yesterday we ")
    assert "Yesterday" in view.diff.marked.toPlainText()
    view.hear("went there Wednesday")
    assert "Wednesday" not in view.diff.marked.toPlainText()

    qtbot.waitUntil(lambda: "Wednesday" in view.diff.marked.toPlainText())


def test_what_came_late_does_not_disturb_what_is_done(view, qtbot):
    view.begin(CORRECT, editable=True)
    for piece in ("We ", "were "):
        view.hear(piece)
    view.show_written(a_written(AFTER))
    view.diff.marked.turn()
    qtbot.wait(80)

    assert view.diff.count_taken == 3
    view.show_written(a_written(AFTER))
    assert view.diff.count_taken == 4


def test_how_it_was_made_and_what_is_doubtful_stand_below(view):
    view.begin(CORRECT, editable=True)
    view.show_written(a_written(AFTER, doubts=(a_doubt("The number 42 is missing."),)))

    assert view.how.text() == "By Qwen3-4B · sounds like you: 82 %"
    assert view.doubts.text() == "The number 42 is missing."
    assert view.doubts.isVisible()
    view.begin(CORRECT, editable=True)
    assert view.doubts.isHidden()


def test_the_deeds_fit_what_was_made(view):
    view.begin(CORRECT, editable=True)
    view.show_written(a_written(AFTER))
    assert buttons(view) == ["Take all (Enter)", "Edit (E)", "Copy (C)", "Try again (R)"]
    view.edit()
    assert buttons(view) == ["Use it (Ctrl+Enter)", "Copy", "Try again"]
    view.begin(SUMMARISE, editable=True)
    view.show_written(a_written("Short."))
    assert buttons(view) == [
        "Copy (Enter)",
        "Put in its place (P)",
        "Edit (E)",
        "Try again (R)",
    ]
    view.begin(CORRECT, editable=False)
    view.show_written(a_written(AFTER))
    assert buttons(view) == ["Copy (Enter)", "Edit (E)", "Try again (R)"]


def test_the_text_has_the_room_it_needs_within_bounds(view):
    view.begin(CORRECT, editable=True)
    view.show_written(a_written("Short."))
    assert view.diff.views.height() == LEAST
    view.show_written(a_written(AFTER * 100))
    assert view.diff.views.height() == MOST


def test_half_a_text_is_not_offered(view):
    view.begin(CORRECT, editable=True)
    view.hear("We were ")
    view.show_stopped()

    assert buttons(view) == ["Try again (R)"]
