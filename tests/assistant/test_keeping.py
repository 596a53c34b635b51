"""The memory as a whole through the assistant: erased, taken up after a kill, under another key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.app import Assistant
from memory.conversations import TAKEN_OUT
from memory.erasing import destroy, erase
from memory.errors import Problem
from memory.keys import Lock, unlocked
from memory.safekeeping.rekey import UNSEEN
from tests.assistant.conftest import MAIL
from tests.memory.laid_open import holds, pages

CANARY = "Zyxomquaver"
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def letters(tmp_path):
    """A mailbox with a mail that has an attachment, and an answer that quotes it."""
    first = MAIL.format(n=1, subject=CANARY, text=f"The word is {CANARY}, and no other word.")
    attached = (
        "From: Ada Byron <ada@example.org>", "Content-Type: multipart/mixed; boundary=x", "",
        "--x", "Content-Type: text/plain", "", f"The word is {CANARY}, and no other word.",
        "--x", "Content-Type: text/plain; name=a.txt",
        "Content-Disposition: attachment; filename=a.txt", "", f"Attached: {CANARY}.", "--x--",
    )  # fmt: skip
    head, _, _ = first.partition("From: Ada Byron <ada@example.org>\n")
    mail = first.partition("\n\n")[0].replace(
        "From: Ada Byron <ada@example.org>\n", "\n".join(attached[:2]) + "\n"
    )
    reply = MAIL.format(
        n=2, subject="Yes",
        text=f"I see.\n\n> The word is {CANARY}, and no other word.\n\nThe garden stays.",
    ).replace("Message-ID", "In-Reply-To: <1@example.org>\nMessage-ID").replace(
        "From: Ada Byron <ada@", "From: Zoe <zoe@")  # fmt: skip
    assert head.startswith("From ada@")
    path = tmp_path / "letters.mbox"
    path.write_text(mail + "\n\n" + "\n".join(attached[3:]) + "\n\n" + reply)
    return path


def found_in(famulus: Assistant) -> bool:
    return holds(pages(famulus.home, famulus._store.key), CANARY)


def test_a_mail_goes_with_all_that_came_of_it_and_is_not_read_again(letters):
    with Assistant.open() as famulus:
        assert famulus.read([letters]).added == 3
        conversation = famulus.start_conversation()
        famulus.ask("Which is the word?", conversation=conversation, quotes=True)
        assert CANARY in famulus.turns(conversation)[1].text
        erased = famulus.keeping.erase(document=letters, locator="1@example.org")
        (waiting,) = famulus._store.db.execute(
            "select count(*) from chunks where id not in (select chunk_id from vectors)"
        ).fetchone()
        again = famulus.read([letters])

        assert waiting == 0  # of the reply, whose copied words went
        assert (erased.documents, erased.attached, erased.answers) == (2, 1, 1)
        assert [turn.text for turn in famulus.turns(conversation)][1:] == [TAKEN_OUT]
        assert not found_in(famulus)
        assert (again.added, famulus.sources()[0].erased) == (0, 2)
        letters.write_text(letters.read_text() + MAIL.format(n=3, subject="New", text="Tea."))
        more = famulus.read([letters])
        assert (more.added, more.unchanged) == (1, 3)
        assert not found_in(famulus)
        assert famulus.search("garden stays")[0].title == "Yes"


def test_a_source_that_is_erased_can_be_read_anew(letters):
    with Assistant.open() as famulus:
        famulus.read([letters])
        erased = famulus.keeping.erase(source="letters")

        assert erased.documents == 3
        assert famulus.sources() == []
        assert not found_in(famulus)
        assert famulus.read([letters]).added == 3


def test_counting_changes_nothing(letters):
    with Assistant.open() as famulus:
        famulus.read([letters])
        would = famulus.keeping.would_erase(person="ada")

        assert (would.documents, would.people) == (2, ("Ada Byron",))
        assert famulus.sources()[0].documents == 3
        assert famulus.keeping.erase(person="ada") == would


@pytest.mark.parametrize(
    "target", [{}, {"person": "Ada", "source": "Mail"}, {"person": ""}, {"locator": "#1"}]
)
def test_one_thing_is_erased_at_a_time(target):
    with Assistant.open() as famulus, pytest.raises(Problem, match="One thing"):
        famulus.keeping.erasing(**target)


def test_what_was_decided_is_done_by_the_next_who_opens(letters, monkeypatch):
    with Assistant.open() as famulus:
        famulus.read([letters])
        with monkeypatch.context() as killed:
            killed.setattr(erase, "_deleting", lambda _: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                famulus.keeping.erase(source="letters")
        assert found_in(famulus)
    with Assistant.open() as famulus:
        assert famulus.sources() == []
        assert not found_in(famulus)


def test_everything_is_erased_and_the_next_start_is_the_first(letters):
    with Assistant.open() as famulus:
        famulus.read([letters])
        home = famulus.home
        with pytest.raises(Problem, match="open in a window"):
            Assistant.erase_everything(home)
    Assistant.erase_everything(home)

    assert not home.exists()
    assert Assistant.is_new(home)
    with Assistant.open(home) as famulus:
        assert famulus.recovery_code
        assert famulus.sources() == []


def test_what_was_begun_to_be_destroyed_is_gone_at_the_next_start(letters, monkeypatch):
    with Assistant.open() as famulus:
        famulus.read([letters])
        home = famulus.home
    with monkeypatch.context() as killed:
        killed.setattr(destroy, "_remove", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Assistant.erase_everything(home)
    with Assistant.open(home) as famulus:
        assert famulus.recovery_code
        assert famulus.sources() == []


def test_with_another_key_everything_goes_on(letters):
    with Assistant.open() as famulus:
        famulus.read([letters])
        old = famulus._store.key
        new = famulus.keeping.change_key()
        famulus.keeping.key_seen()

        assert famulus._store.key == new.key != old
        assert famulus.search("garden")[0].title == "Yes"
        assert famulus.read([letters]).added == 0
    with Assistant.open() as famulus:
        assert famulus.search("garden")[0].title == "Yes"
        assert not any("recovery code" in warning for warning in famulus.warnings)


def test_what_was_erased_stays_erased_under_another_key(letters):
    with Assistant.open() as famulus:
        famulus.read([letters])
        famulus.keeping.erase(document=letters, locator="1@example.org")
        famulus.keeping.change_key()
        letters.write_text(letters.read_text() + "\n")

        assert famulus.read([letters]).added == 0


def test_a_code_that_nobody_saw_is_shown_at_the_next_start():
    with Assistant.open() as famulus:
        new = famulus.keeping.change_key()
        home = famulus.home
    with Assistant.open() as famulus:
        (warning,) = [one for one in famulus.warnings if "recovery code" in one]
    code = next(word.rstrip(".") for word in warning.split() if word.count("-") == 7)

    assert unlocked(Lock(home).travelling(), code) == new.key
    assert code != new.recovery_code
    assert not (Path(home) / UNSEEN).exists()
    with Assistant.open() as famulus:
        assert not any("recovery code" in one for one in famulus.warnings)


def test_a_result_shows_no_name_in_a_log(letters):
    with Assistant.open() as famulus:
        famulus.read([letters])
        would = famulus.keeping.would_erase(person="Ada")

    assert "Ada" not in repr(would)
    assert replace(would, people=()) != would
