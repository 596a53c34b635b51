from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from ui.help import Help, sentences
from ui.parts import Words
from ui.rail import PAGES


@pytest.mark.parametrize("page", [*PAGES, "first", "unlock"])
def test_every_page_says_what_it_is_for(qtbot, page):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    help = Help(window)
    for _ in range(2):
        help.show_help(page, [("Do", "Ctrl+X")])
    texts = {words.text() for words in help.findChildren(Words)}

    assert {*sentences(page), "Ctrl+X", "Do"} <= texts
    assert help.close_button.isVisible()
