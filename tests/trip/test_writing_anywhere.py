"""From a key in somebody else's editor to the changed text in it, the clipboard as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.trip.foreign import END, RETURN, Room, Told, room
from tests.ui.fake_shorthand import OFFERED
from tests.ui.waiting import wait

OLD = "the naïve old text\nof two lines"
NEW = "THE NAÏVE OLD TEXT\nOF TWO LINES!\nand a line more"
SHORT = "iwbhb7"
ESCAPE = 0xFF1B


@pytest.fixture(scope="module")
def here(qapp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room(tmp_path_factory.mktemp("desktop"), ["mousepad", "dbus-run-session"]) as made:
        yield made


@pytest.fixture
def famulus(here: Room) -> Iterator[Told]:
    told = here.famulus()
    yield told
    here.end(told)


@pytest.fixture
def mousepad(here: Room) -> Iterator[int]:
    window = here.mousepad(OLD)
    yield window
    if here.screen.exists(window):
        here.vanish(window)


def begin(here: Room, famulus: Told) -> str:
    """Press the shortcut, choose what comes first, and return what is worked on."""
    famulus.forget()
    here.shortcut()
    text = famulus.next("taken")["text"]
    here.until_ours(famulus)
    here.press(RETURN)
    famulus.next("done")
    return str(text)


def accept(here: Room, famulus: Told) -> str:
    """Accept what was written, and return what was said of it."""
    here.press(RETURN)
    return str(famulus.next("put")["problem"])


def same(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Return the formats that are not what they were."""
    return [name for name in before if after.get(name) != before[name]]


def test_the_text_is_replaced_and_the_clipboard_is_as_before(here, mousepad, famulus):
    here.owner(4096)  # a megabyte, which comes in pieces
    before = here.clipboard()
    assert {"UTF8_STRING", "text/html", "image/png", "text/uri-list"} <= set(before)
    assert len(before["application/x-of-its-own"]) == 1 << 20
    for _ in range(3):
        here.select_all(OLD)
        assert begin(here, famulus) == OLD
        assert accept(here, famulus) == ""
        assert same(before, here.clipboard()) == []
        here.select_all(NEW)
        here.control("z")
    here.select_all(OLD)


def test_an_empty_clipboard_is_empty_again(here, mousepad, famulus):
    here.own_nothing()
    here.select_all(OLD)

    assert begin(here, famulus) == OLD
    assert accept(here, famulus) == ""
    assert here.clipboard() == {}
    here.select_all(NEW)


def test_what_was_selected_before_the_start_is_copied(here, mousepad):
    here.owner()
    before = here.clipboard()
    here.select_all(OLD)
    famulus = here.famulus()

    assert begin(here, famulus) == OLD
    assert same(before, here.clipboard()) == []
    assert accept(here, famulus) == ""
    assert same(before, here.clipboard()) == []
    here.end(famulus)
    here.select_all(NEW)


def test_a_busy_program_is_waited_for(here, mousepad):
    here.owner()
    before = here.clipboard()
    here.select_all(OLD)
    famulus = here.famulus()
    with here.stopped(mousepad):
        here.shortcut()
        famulus.next("shown")
        wait(2000)  # longer than one that is not busy is waited for

    assert famulus.next("taken")["text"] == OLD
    assert same(before, here.clipboard()) == []
    here.end(famulus)


def test_a_command_does_the_same_as_the_key(here, mousepad, famulus):
    here.select_all(OLD)
    here.run_command("write", "--here", "shorten", home=famulus.home)

    assert famulus.next("taken")["text"] == OLD
    famulus.next("done")
    assert accept(here, famulus) == ""
    here.select_all(NEW)


def test_nothing_selected_is_nothing_and_what_is_written_goes_to_the_caret(here, mousepad, famulus):
    here.owner()
    here.press(END)
    here.shortcut()
    assert famulus.next("taken")["text"] == ""
    here.until_ours(famulus)
    here.press(ord("x"))
    here.press(RETURN)
    famulus.next("done")

    assert accept(here, famulus) == ""
    here.select_all(OLD.replace("\n", "!\nand a line more\n"))


@pytest.fixture
def short(here: Room) -> Iterator[int]:
    window = here.mousepad(SHORT, "short.txt")
    yield window
    here.vanish(window)


def test_initials_that_are_marked_become_the_phrase(here, short, famulus):
    here.owner()
    before = here.clipboard()
    here.select_all(SHORT)
    famulus.forget()
    here.shortcut()
    assert famulus.next("taken")["text"] == SHORT
    here.until_ours(famulus)
    here.press(RETURN)
    famulus.next("offered")
    here.press(ESCAPE)  # the keys are the popup's again
    here.press(RETURN)
    famulus.next("offered")
    here.press(ord("2"))

    assert famulus.next("put")["problem"] == ""
    assert same(before, here.clipboard()) == []
    here.select_all(OFFERED[1].text)
    here.control("z")
    here.select_all(SHORT)


def test_what_cannot_be_changed_is_handed_over(here, mousepad, famulus):
    here.owner()
    before = here.clipboard()
    here.read_only()
    here.select_all(OLD)

    assert begin(here, famulus) == OLD
    assert "did not take the text" in accept(here, famulus)
    assert famulus.handed() == NEW
    assert same(before, here.clipboard()) == []
    here.raise_again(mousepad)
    here.select_all(OLD)


def test_what_is_no_longer_selected_is_not_doubled(here, mousepad, famulus):
    here.owner()
    before = here.clipboard()
    here.select_all(OLD)
    begin(here, famulus)
    here.take_primary()  # the editor lets go of its own

    assert "not selected any more" in accept(here, famulus)
    assert same(before, here.clipboard()) == []
    here.raise_again(mousepad)
    here.select_all(OLD)


def test_a_window_that_vanished_is_said_so_and_no_other_gets_the_text(here, mousepad, famulus):
    here.owner()
    before = here.clipboard()
    other = here.mousepad("the text of another window", "other.txt")
    here.raise_again(mousepad)
    here.select_all(OLD)
    begin(here, famulus)
    here.vanish(mousepad)

    assert "no longer there" in accept(here, famulus)
    assert famulus.handed() == NEW
    assert same(before, here.clipboard()) == []
    here.raise_again(other)
    here.select_all("the text of another window")
    here.vanish(other)


def test_a_key_that_another_program_has_is_said_so(here, famulus):
    (told,) = here.famulus_refused()

    assert told == "Another program has this key: Ctrl+Alt+Space."
