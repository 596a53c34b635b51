from __future__ import annotations

import pytest

from ui.desktop.bus import Bus


def test_without_a_session_bus_it_is_said(qapp, monkeypatch, tmp_path):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with pytest.raises(OSError, match="no session bus"):
        Bus()
    with pytest.raises(FileNotFoundError):
        Bus(address=f"unix:path={tmp_path}/nothing")
