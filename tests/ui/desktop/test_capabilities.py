from __future__ import annotations

import pytest

from ui.desktop import said
from ui.desktop.capabilities import Session, Works, checks

KEYS = {"write": "Ctrl+Alt+Space"}


def found(session, keys=KEYS, refused=None):
    return {check.about: check for check in checks(session, keys, refused or {})}


def test_on_x_all_of_it_works(qapp):
    told = found(Session("xcb", "XFCE", has_tray=True, starts_along=True))

    assert {check.works for check in told.values()} == {Works.YES}
    assert "Ctrl+Alt+Space" in told["Key"].sentence
    assert "never into a terminal" in told["Pasting"].sentence


def test_what_does_not_work_says_what_to_do(qapp):
    sessions = [
        Session("wayland", "GNOME", can_type=False),
        Session("xcb", has_manager=False),
        Session("cocoa", can_type=False),
        Session("offscreen", can_type=False),
    ]
    for session in sessions:
        told = found(session, {})
        silent = [
            check.about for check in told.values()
            if check.works is not Works.YES and not check.remedy
        ]  # fmt: skip
        assert set(silent) <= {"Desktop", "Reading", "Key"}


def test_a_mac_is_told_of_its_permission(qapp):
    told = found(Session("cocoa", can_type=False))

    assert "Accessibility" in told["Pasting"].remedy
    assert told["Pasting"].works is Works.NO


def test_a_wayland_session_is_told_the_command_where_the_portal_refuses(qapp):
    told = found(Session("wayland", can_type=False), refused={"write": said.no_portal()})

    assert told["Key"].works is Works.NO
    assert "famulus write --here" in told["Key"].remedy
    assert told["Pasting"].works is Works.NO
    assert "copies it" in told["Pasting"].remedy


def test_one_refused_key_of_two_works_in_part(qapp):
    two = KEYS | {"correct": "Ctrl+Alt+C"}
    told = found(Session("xcb"), two, {"correct": said.taken_key("Ctrl+Alt+C")})

    assert told["Key"].works is Works.PARTLY
    assert told["Key"].sentence == "Another program has this key: Ctrl+Alt+C."


def test_no_key_is_said(qapp):
    assert found(Session("xcb"), {})["Key"].works is Works.NO


@pytest.mark.parametrize("there", [True, False])
def test_what_starts_with_the_session_is_seen(qapp, monkeypatch, tmp_path, there):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "autostart").mkdir()
    if there:
        (tmp_path / "autostart" / "famulus.desktop").touch()

    assert Session.here("xcb").starts_along is there
