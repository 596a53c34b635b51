from __future__ import annotations

import pytest

from assistant.privacy.recognizers.checksums import CHECKS


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        ("card", "4111111111111111", "4111111111111112"),
        ("card", "5500 0000 0000 0004", "9500 0000 0000 0004"),
        ("iban", "GB82WEST12345698765432", "GB82WEST12345698765433"),
        ("ip", "10.0.0.1", "10.0.0.256"),
        ("coordinates", "52.52, 13.40", "95.52, 13.40"),
        ("person", "12345678Z", "12345678A"),
        ("ssn", "536-22-8726", "000-22-8726"),
        ("day", "31.12.1999", "31.13.1999"),
        ("plate", "KI-AB 12", "ISO-AB 12"),
        ("numbered", "X1234567", "2024"),
    ],
)
def test_a_check_tells_what_is_from_what_looks_like_it(check, right, wrong):
    assert CHECKS[check](right, "")
    assert not CHECKS[check](wrong, "")


def test_a_weak_checksum_needs_a_word_before_it():
    assert CHECKS["person"]("111222333", "mijn BSN is ")
    assert not CHECKS["person"]("111222333", "we counted ")


def test_a_word_after_password_is_none_unless_it_is_stated():
    assert CHECKS["secret"]("swordfish", "password: ")
    assert not CHECKS["secret"]("swordfish", "password of a ")
    assert not CHECKS["secret"]("required", "the password is ")
