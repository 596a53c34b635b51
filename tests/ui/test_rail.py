from __future__ import annotations

from ui.rail import Rail

PAGES = [("chat", "Chat", "Ctrl+1"), ("sources", "Sources", "Ctrl+2"), ("settings", "S", "Ctrl+3")]


def test_it_tells_which_page_is_wanted_and_shows_which_is_open(qtbot):
    rail = Rail(PAGES)
    qtbot.addWidget(rail)
    wanted: list[str] = []
    rail.wanted.connect(wanted.append)
    rail._buttons["sources"].click()
    rail.show_page("settings")

    assert wanted == ["sources"]
    assert [name for name, b in rail._buttons.items() if b.isChecked()] == ["settings"]


def test_a_page_says_how_much_waits_on_it(qtbot):
    rail = Rail(PAGES)
    qtbot.addWidget(rail)
    rail.show()
    button = rail._buttons["sources"]
    plain = button.grab().toImage()
    rail.count("sources", 12)
    assert button.accessibleName() == "Sources, 12 to review"
    assert button.grab().toImage() != plain
    rail.count("sources", 1200)
    assert not button.grab().isNull()
    rail.count("sources", 0)

    assert button.accessibleName() == "Sources"
    assert button.grab().toImage() == plain


def test_a_word_that_is_chosen_moves_nothing(qtbot):
    rail = Rail(PAGES)
    qtbot.addWidget(rail)
    rail.show()
    before = rail.sizeHint()
    rail.show_page("sources")

    assert rail.sizeHint() == before
