"""What of a mail is folded, and what must never be."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import folds, visible
from memory.types import Document, Kind


def body(text: str, *, forwarded: bool = False) -> str:
    found = folds(text, forwarded=forwarded)
    return Document(Kind.MAIL, "", text, folds=found).body


def whys(text: str) -> list[str]:
    return [fold.why for fold in folds(text)]


ATTRIBUTIONS = {
    "en": "On Fri, 3 Mar 2023 at 10:00, Ada <ada@example.org> wrote:",
    "de": "Am 03.03.2023 um 10:00 schrieb Ada <ada@example.org>:",
    "fr": "Le ven. 3 mars 2023 à 10:00, Ada <ada@example.org> a écrit :",
    "es": "El vie, 3 mar 2023 a las 10:00, Ada (<ada@example.org>) escribió:",
    "it": "Il giorno ven 3 mar 2023 alle ore 10:00 Ada <ada@example.org> ha scritto:",
    "pt": "Em sex., 3 de mar. de 2023 às 10:00, Ada <ada@example.org> escreveu:",
    "nl": "Op vr 3 mrt 2023 om 10:00 schreef Ada <ada@example.org>:",
}
SEPARATORS = [
    "-----Original Message-----\nFrom: Ada\nSent: Friday\nTo: Ben\nSubject: Tea",
    "-----Ursprüngliche Nachricht-----\nVon: Ada\nGesendet: Freitag\nAn: Ben\nBetreff: Tee",
    "Von: Ada\nGesendet: Freitag, 3. März 2023\nAn: Ben\nBetreff: Tee",
    "________________________________\nFrom: Ada\nSent: Friday\nTo: Ben\nSubject: Tea",
    "De : Ada\nEnvoyé : vendredi 3 mars\nÀ : Ben\nObjet : Thé",
    "*From:* Ada\n*Sent:* Friday\n*To:* Ben\n*Subject:* Tea",
    "Da: Ada\nInviato: venerdì\nA: Ben\nOggetto: Tè",
    "De: Ada\nEnviado el: viernes\nPara: Ben\nAsunto: Té",
    "Van: Ada\nVerzonden: vrijdag\nAan: Ben\nOnderwerp: Thee",
]


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_a_marked_quote_is_folded_with_its_attribution(language):
    text = f"Yes, on Friday.\n\n{ATTRIBUTIONS[language]}\n> Shall we meet?\n>\n> Ada"

    assert body(text) == "Yes, on Friday."
    assert whys(text) == ["quote"]


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_an_unmarked_quote_below_an_attribution_is_folded_to_the_end(language):
    text = f"Yes, on Friday.\n\n{ATTRIBUTIONS[language]}\n\nShall we meet?\nAda"

    assert body(text) == "Yes, on Friday."


@pytest.mark.parametrize("separator", SEPARATORS)
def test_what_outlook_puts_below_a_reply_is_folded_to_the_end(separator):
    assert body(f"Yes, on Friday.\n\n{separator}\n\nShall we meet?") == "Yes, on Friday."


@pytest.mark.parametrize("separator", SEPARATORS[2:])
def test_what_outlook_puts_below_a_forward_is_the_matter(separator):
    text = f"See below.\n\n{separator}\n\nShall we meet?"

    assert "Shall we meet?" in body(text, forwarded=True)


@pytest.mark.parametrize(
    "marker",
    [
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "-------- Weitergeleitete Nachricht --------",
        "---------- Message transféré ----------",
        "---------- Mensaje reenviado ----------",
        "---------- Messaggio inoltrato ----------",
        "---------- Mensagem encaminhada ----------",
        "---------- Doorgestuurd bericht ----------",
    ],
)
def test_what_is_forwarded_is_the_matter_and_never_folded(marker):
    carried = "From: Ada\nDate: Friday\nSubject: Tea\nTo: Ben\n\n> old\nNew words\n-- \nAda"
    text = f"For you.\n\n{marker}\n{carried}"

    assert "New words" in body(text)
    assert "Ada" in body(text)


def test_answers_between_quoted_lines_stay_and_only_the_quotes_go():
    text = "On 1 May 2023 Ada wrote:\n> Tea?\n\nYes.\n\n> Milk?\n\nNo milk.\n"

    assert [line for line in body(text).split("\n") if line] == ["Yes.", "No milk."]


def test_an_attribution_broken_over_two_lines_is_folded_whole():
    text = "Yes.\n\nOn Fri, 3 Mar 2023 at 10:00, Ada King <ada@example.org>\nwrote:\n> Tea?"

    assert body(text) == "Yes."


def test_a_sentence_that_ends_in_a_colon_before_a_quote_stays():
    assert "Here is what I think:" in body("Here is what I think:\n> Tea?\nNo.")


def test_a_mail_that_only_quotes_has_an_empty_body():
    assert body("> Tea?\n> Milk?") == ""


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAda Lovelace\n+44 20 7946 0000",
        "--\nAda Lovelace",
        "Kind regards\nAda\n+44 20 7946 0000",
        "Best,\nAda",
        "Viele Grüße\nAda Lovelace\nAnalytical Engines Ltd.",
        "Mit freundlichen Grüßen\n\nAda Lovelace",
        "Cordialement,\nAda",
        "Un saludo,\nAda",
        "Cordiali saluti\nAda",
        "Atenciosamente,\nAda",
        "Met vriendelijke groet,\nAda",
        "Sent from my iPhone",
        "Von meinem iPhone gesendet",
        "_______________________________________________\nTea mailing list\nhttps://lists.example.org/tea",
    ],
)
def test_a_signature_at_the_end_is_folded(signature):
    text = f"The kettle is on the shelf.\n\n{signature}"

    assert body(text) == "The kettle is on the shelf."
    assert whys(text) == ["signature"]


@pytest.mark.parametrize(
    "text",
    [
        "Thanks,\nAda",  # all there is
        "Best of all was the tea.\nWe drank it in the garden, and nobody said a word for an hour.",
        "Sent from my desk, is much easier than my phone.",
        "A fix -- this is not a signature.\nMore.",
        "The table:\n--------------------\nada@example.org | tea\nben@example.org | milk",
        "Thanks\nWill you bring the milk tomorrow?",
        "Tea is ready.\n\nBest,\nAda\nPS: the key is under the mat",
    ],
)
def test_what_only_looks_like_a_signature_stays(text):
    assert body(text) == text


def test_a_signature_above_a_quote_is_folded_too():
    text = "Yes.\n\nBest regards\nBen\n\nOn 3 March 2023 Ada wrote:\n> Tea?"

    assert body(text) == "Yes."
    assert whys(text) == ["signature", "quote"]


TRICKY = st.lists(
    st.sampled_from(
        [
            "> quoted", ">", "", "-- ", "--", "On 3 May 2023 Ada wrote:", "From: a", "Sent: b",
            "To: c", "Subject: d", "Kind regards", "Ada", "words", "_" * 30, "Sent from my iPhone",
            "---------- Forwarded message ---------", "-----Original Message-----", "a:", "ß\u3000",
        ]
    ),
    max_size=30,
)  # fmt: skip


@given(TRICKY, st.booleans())
def test_folds_lie_inside_the_text_in_order_and_apart(lines, forwarded):
    text = "\n".join(lines)
    position = 0
    for fold in folds(text, forwarded=forwarded):
        assert position <= fold.start < fold.end <= len(text)
        assert text[fold.start : fold.end].strip()
        position = fold.end


@given(st.text())
def test_any_text_can_be_folded(text):
    folds(visible(text))


@given(st.text())
def test_what_is_visible_is_so_at_once_and_can_be_written_as_utf8(text):
    once = visible(text)
    once.encode("utf-8")

    assert visible(once) == once
    assert "\r" not in once


def test_unseen_characters_are_gone_and_line_ends_are_newlines():
    hidden = "\u200b\u202e\u2060\U000e0041\x00\x1b\x9d\ufeff"

    assert visible(f"a{hidden}b\r\nc\rd\te\u2028f") == "ab\nc\nd\te\nf"


@pytest.mark.parametrize(
    "bomb",
    [
        "> " * 500_000,
        ">\n" * 200_000,
        "On " * 300_000 + ":",
        "On a 2023\n" * 100_000,
        "From: a\n" * 100_000,
        "On 3 May 2023 " + "a " * 100 + "\n" + "b:\n" * 100_000,
        "Thanks,\n" * 100_000,
        "_" * 1_000_000,
        "-----" * 200_000,
        "\n" * 1_000_000,
        "Mit " * 200_000,
    ],
)
def test_no_text_takes_more_than_its_length_in_time(bomb):
    began = time.process_time()
    folds(bomb)

    assert time.process_time() - began < 2
