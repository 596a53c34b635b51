from __future__ import annotations

from memory.types import ClaimId, Used
from ui.pages.claims_line import LONGEST, ClaimsLine, short

MANY = [Used(ClaimId(n), f"Likes the music of a band called {n}.") for n in range(6)]


def test_it_goes_on_below_where_there_is_no_room(qtbot):
    line = ClaimsLine()
    qtbot.addWidget(line)
    line.show_claims(MANY)
    line.resize(900, line.heightForWidth(900))
    line.show()
    wide = line.heightForWidth(900)

    assert line.heightForWidth(300) > wide
    line.resize(300, line.heightForWidth(300))
    assert all(button.geometry().right() <= 300 for button in line.buttons)
    assert line.box.itemAt(99) is None
    line.show_claims([])
    assert not line.isVisible()


def test_a_button_says_the_whole_claim(qtbot):
    line = ClaimsLine()
    qtbot.addWidget(line)
    line.show_claims([Used(ClaimId(1), "Plays " + "very " * 20 + "loud.")])

    assert len(short("Plays " + "very " * 20)) <= LONGEST
    assert short("Is vegetarian.") == "Is vegetarian"
    assert line.buttons[0].accessibleName().endswith("very loud.")
