"""How the user writes mails."""

from __future__ import annotations

from assistant.profile.extract.letters import written
from memory.types import ClaimKind, Fold, Scope
from tests.assistant.profile.lives import ADA, BO, ME, TO_BO, mail

TEXT = "Dear Bo,\nI sing.\nCheers,\nAda\n+44 131 555 0100"


def folded_mail(sender=ADA, text=TEXT, to=TO_BO):
    start = text.index("Cheers")
    return mail(sender, text, to, folds=(Fold(start, len(text), "signature"),))


def manners(document) -> list[tuple[str, str]]:
    return [(draft.slot, draft.value) for draft in written(document, ME)]


def test_greeting_closing_and_own_number_are_seen():
    assert manners(folded_mail()) == [
        ("greeting", "Dear"),
        ("writes_to", "Bo"),
        ("closing", "Cheers"),
        ("phone", "+44 131 555 0100"),
    ]


def test_a_greeting_is_for_whom_it_greets():
    greeting = next(written(folded_mail(), ME))

    assert (greeting.kind, greeting.scope) == (ClaimKind.STYLE, Scope(who="Bo"))


def test_whom_the_mail_did_not_go_to_is_not_written_to():
    assert ("writes_to", "Cy") not in manners(mail(ADA, "Dear Cy,\nI sing.", TO_BO))


def test_the_manners_of_others_are_theirs():
    assert manners(folded_mail(BO, to=ADA)) == []


def test_a_number_below_another_name_is_not_the_users():
    text = TEXT.replace("\nAda\n", "\nThe Sales Team\n")

    assert ("phone", "+44 131 555 0100") not in manners(folded_mail(text=text))


def test_what_was_quoted_closes_nothing():
    text = "I sing.\n> Regards,\n> Bo"

    assert manners(mail(ADA, text, TO_BO, folds=(Fold(8, len(text), "quote"),))) == []
    unmarked = "I sing.\nRegards,\nBo"
    assert manners(mail(ADA, unmarked, TO_BO, folds=(Fold(8, len(unmarked), "quote"),))) == []


def test_what_only_stands_where_one_closes_is_no_manner():
    text = "Dear Bo,\nI sing.\nThe code is open,\nAda"

    assert manners(mail(ADA, text, TO_BO)) == [("greeting", "Dear"), ("writes_to", "Bo")]


def test_a_group_is_nobody():
    assert manners(mail(ADA, "Hi all,\nI sing.", TO_BO)) == []
