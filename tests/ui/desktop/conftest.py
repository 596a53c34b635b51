"""A screen of its own for what speaks to one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import xcffib

from tests.ui.walks import screen
from ui.desktop.deeds import Deed
from ui.desktop.x_screen import XScreen

Finish = Callable[[Deed[Any]], Any]


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with screen() as number:
        stays = xcffib.connect(display=number)  # without anybody the server would begin anew
        yield number
        stays.disconnect()


@pytest.fixture
def connect(qapp, display: str) -> Iterator[Callable[[], XScreen]]:
    """Connect to the screen, as often as there are programs."""
    made: list[XScreen] = []

    def one() -> XScreen:
        made.append(XScreen(display=display))
        return made[-1]

    yield one
    for each in made:
        each.close()


@pytest.fixture
def x(connect: Callable[[], XScreen]) -> XScreen:
    return connect()


@pytest.fixture
def finish(x: XScreen, qtbot) -> Finish:
    """Run a deed on the screen to its end and return what it gives."""

    def run(deed: Deed[Any]) -> Any:
        came: list[Any] = []
        x.start(deed, came.append)
        qtbot.waitUntil(lambda: bool(came))
        return came[0]

    return run
