"""A section of a page, shown by itself."""

from __future__ import annotations

import pytest


@pytest.fixture
def shown(qtbot):
    """Show a section of an opened memory, in the window that has the keys."""

    def show(section):
        qtbot.addWidget(section)
        section.resize(900, 620)
        section.show()
        section.begin()
        section.activateWindow()
        qtbot.waitUntil(section.isActiveWindow)
        section.focus()
        return section

    return show
