"""A memory with one mail, and its gate."""

from __future__ import annotations

import pytest

from assistant.privacy.gate import PrivacyGate
from assistant.privacy.privacy import Privacy
from tests.assistant.privacy.leaving import STAYING, WHO
from tests.fakes import a_mail, put


@pytest.fixture
def privacy(store):
    put(store, a_mail("1", f"Hello, {STAYING}.", people=WHO), source="Mail", path="/mail")
    return Privacy(store, lambda: "Ada Byron <ada@example.org>")


@pytest.fixture
def gate(store, privacy):
    return PrivacyGate(store, privacy)
