from __future__ import annotations

from datetime import timedelta

from memory.types import ClaimId
from tests.ui.claims import change
from tests.ui.fakes import NOW
from ui.itemmodels.changes import ChangesModel
from ui.phrases import clock

TODAY = change(3, 1, at=NOW + timedelta(days=1), by="user", what="deny", undone=True)
BEFORE = change(2, 2)
SAID = {ClaimId(1): "Plays the cello.", ClaimId(2): "Likes tea."}


def test_changes_stand_under_their_days_newest_first(qapp):
    model = ChangesModel()
    model.show_changes([TODAY, BEFORE], SAID)

    assert [model.index(n).data().split(" · ")[0] for n in range(4)] == [
        "4 March 2024",
        "Plays the cello.",
        "3 March 2024",
        "Likes tea.",
    ]
    assert model.what(TODAY) == (
        f"{clock(TODAY.at)} · you · said to be not true · You wrote so. · undone"
    )


def test_what_nothing_speaks_of_any_more_is_still_called_by_its_words(qapp):
    model = ChangesModel()
    model.show_changes([BEFORE], SAID)
    model.show_changes([BEFORE], {})
    assert model.said(BEFORE) == "Likes tea."

    model.show_changes([TODAY], {})  # 2 was erased, with all that was done to it
    model.show_changes([BEFORE], {})
    assert model.said(BEFORE) == "Nothing speaks of this any more"


def test_what_is_forgotten_is_not_held(qapp):
    model = ChangesModel()
    model.show_changes([BEFORE], SAID)
    model.forget()
    model.show_changes([BEFORE], {})

    assert model.said(BEFORE) == "Nothing speaks of this any more"
