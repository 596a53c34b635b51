from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QWidget

from memory.safekeeping.verify import AGAIN, REPAIR, SALVAGE, Finding
from tests.ui.fake_keeping import SOUND
from ui.safekeeping import Safekeeping, in_words, looked_at


@pytest.mark.parametrize("part", ["words", "vectors", "index"])
@pytest.mark.parametrize("remedy", [REPAIR, AGAIN, SALVAGE])
def test_no_finding_speaks_of_what_is_inside(part, remedy):
    said = " ".join(in_words(str, Finding(part, "The index of vectors is bad.", remedy)))

    assert not re.search("index|vector|`|famulus", said)


def test_what_was_looked_at_is_counted():
    assert looked_at(str, SOUND) == "12 documents, 45 passages, 40 pages of the file"


def test_what_a_repair_has_left_is_learned_again(desk, memory, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    Safekeeping(desk).renew(parent)

    qtbot.waitUntil(lambda: memory.keeping.renewed)
