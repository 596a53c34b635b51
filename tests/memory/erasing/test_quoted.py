"""Quoted words go from the mails that quote them, and every other character keeps its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from memory.conversations import TAKEN_OUT, add_turn, start, turns
from memory.documents import document_at
from memory.erasing.quoted import unquote, without
from memory.forgetting import set_due
from memory.types import Answer, ChunkId, Fold, Kind, Participant, Passage, Turn
from tests.fakes import a_mail, day, learn, put

MAIL = "The key lies under the third pot.\nBring tea.\nYours, Ada"


def quote(text: str, begin: str, end: str) -> tuple[Fold, ...]:
    return (Fold(text.index(begin), text.index(end), "quote"),)


def test_quoted_lines_go_and_nothing_moves():
    text = "Thanks!\n> The key lies under the third pot.\n> Bring tea.\n\nBo"
    left = without(text, quote(text, ">", "\n\nBo"), MAIL)

    assert left == "Thanks!\n> [erased]                         \n> [erased]  \n\nBo"
    assert len(left) == len(text)


def test_lines_that_were_broken_anew_go():
    text = "> The key lies under\n> the third\n> pot. Bring tea.\nBo"

    assert without(text, quote(text, ">", "Bo"), MAIL) == (
        "> [erased]          \n> [erased] \n> [erased]       \nBo"
    )


def test_what_others_are_quoted_with_stays():
    text = "> The key lies under the third pot.\n>> Which pot?\n> Mine is blue.\nBo"
    left = without(text, quote(text, ">", "Bo"), MAIL)

    assert left.splitlines()[1:] == [">> Which pot?", "> Mine is blue.", "Bo"]


def test_the_same_words_said_by_oneself_stay():
    text = "Bring tea.\n> Bring tea.\n-- \nBring tea."
    folds = (*quote(text, ">", "\n-- "), Fold(text.index("-- "), len(text), "signature"))

    assert without(text, folds, MAIL) == "Bring tea.\n> [erased]  \n-- \nBring tea."


def test_who_wrote_them_goes_with_them():
    text = "On Monday Ada Byron wrote:\n> Bring tea.\nBo"

    assert without(text, quote(text, "On", "Bo"), MAIL, ["Ada Byron", ""]) == (
        "[erased]                  \n> [erased]  \nBo"
    )
    other = text.replace("tea", "milk")
    assert without(other, quote(other, "On", "Bo"), MAIL, ["Ada Byron"]) == other


@pytest.mark.parametrize("line", ["> under the", "> THE KEY", "> tea"])
def test_a_part_of_a_line_goes_whatever_its_case(line):
    text = f"{line}\nBo"

    assert "tea" not in without(text, quote(text, ">", "Bo"), MAIL).lower()
    assert without(text, quote(text, ">", "Bo"), MAIL) != text


def test_a_short_word_is_not_found_inside_another():
    text = "> pots\n> he\nBo"

    assert without(text, quote(text, ">", "Bo"), MAIL) == text


# In the store


def test_it_goes_from_the_mails_of_the_thread_that_stay(store, embedder):
    text = "Yes.\n> Bring tea.\nBo"
    more = {"folds": quote(text, ">", "Bo"), "people": (Participant("from", "Bo", "bo@x.org"),)}
    mail = a_mail("one", MAIL)
    put(store, mail, a_mail("two", text, "one", **more), a_mail("three", text, **more))
    put(store, a_mail("four", text + ".", "one", **more))
    with store.write() as db:
        set_due(db, "erase", [mail.id, a_mail("four", text + ".").id])
        assert unquote(db, mail.id) == 1

    texts = dict(store.db.execute("select external_id, text from documents"))
    assert "tea" not in texts["two"]
    assert "tea" in texts["three"]  # another thread
    assert "tea" in texts["four"]  # goes as a whole


def test_a_mail_that_is_all_quote_is_indexed_anew(store, embedder):
    text = "> Bring tea."
    mail = a_mail("one", MAIL)
    put(store, mail, a_mail("two", text, "one", folds=(Fold(0, len(text), "quote"),)))
    learn(store, embedder)
    said = start(store)
    passage = Passage(1, 1.0, text, "", None, (), "s", Kind.MAIL, Path("p"), "",
                      document_at(store, Path("/notes"), "mail two"), 0, 9, ChunkId(1))  # fmt: skip
    answer = Answer(text, "quoted", 0, True, (), (passage,), (passage,), ())
    add_turn(store, said, Turn("assistant", text, day(1), answer))
    with store.write() as db:
        unquote(db, mail.id)
    assert [turn.text for turn in turns(store, said)] == [TAKEN_OUT]

    chunks = store.db.execute(
        """select chunks.text, vectors.id is null from chunks
            join documents on documents.id = document_id
            left join vectors on chunk_id = chunks.id where external_id = 'two'"""
    )
    assert chunks.fetchall() == [("> [erased]  ", 1)]


def test_what_is_no_mail_or_in_no_thread_quotes_nothing(store):
    put(store, a_mail("one", MAIL))
    with store.write() as db:
        assert unquote(db, "nothing") == 0
        assert unquote(db, a_mail("one", MAIL).id) == 0
