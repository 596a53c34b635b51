"""What has a shape: of each kind what is one, and what only looks like it."""

from __future__ import annotations

import pytest

from assistant.privacy.recognizers.shapes import shaped
from assistant.privacy.recognizers.spans import Kind, settle

HITS = [
    (Kind.EMAIL, "write to ada.byron@example.org.", "ada.byron@example.org"),
    (Kind.EMAIL, "ada [at] example [dot] org", "ada [at] example [dot] org"),
    (Kind.EMAIL, "Schreib an jürgen@müller.de, bitte", "jürgen@müller.de"),
    (Kind.PHONE, "call +44 20 7946 0958 now", "+44 20 7946 0958"),
    (Kind.PHONE, "Telefon: 0431 123456", "0431 123456"),
    (Kind.PHONE, "appelle le 06 12 34 56 78", "06 12 34 56 78"),
    (Kind.PHONE, "mi móvil es 612 345 678", "612 345 678"),
    (Kind.PHONE, "(212) 555-0187 x12", "(212) 555-0187 x12"),
    (Kind.PHONE, "chiamami al cellulare 347 123 4567", "347 123 4567"),
    (Kind.PHONE, "o meu telemóvel é 912 345 678", "912 345 678"),
    (Kind.PHONE, "bel me op 06-12345678", "06-12345678"),
    (Kind.IBAN, "IBAN FR14 2004 1010 0505 0001 3M02 606", "FR14 2004 1010 0505 0001 3M02 606"),
    (Kind.IBAN, "mi cuenta es ES91 2100 0418 4502 0005 1332", "ES91 2100 0418 4502 0005 1332"),
    (Kind.IBAN, "conto IT60X0542811101000000123456", "IT60X0542811101000000123456"),
    (Kind.IBAN, "IBAN PT50 0002 0123 1234 5678 9015 4", "PT50 0002 0123 1234 5678 9015 4"),
    (Kind.IBAN, "rekening NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 00"),
    (Kind.IBAN, "IBAN DE89 3704 0044 0532 0130 00 thanks", "DE89 3704 0044 0532 0130 00"),
    (Kind.IBAN, "account number: 12345678", "12345678"),
    (Kind.CARD, "my card 4111 1111 1111 1111", "4111 1111 1111 1111"),
    (Kind.ID, "SSN 536-22-8726", "536-22-8726"),
    (Kind.ID, "DNI 12345678Z", "12345678Z"),
    (Kind.ID, "codice fiscale RSSMRA85T10A562S", "RSSMRA85T10A562S"),
    (Kind.ID, "CPF 390.533.447-05", "390.533.447-05"),
    (Kind.ID, "BSN 111222333", "111222333"),
    (Kind.ID, "n° 2 95 10 99 126 111 93", "2 95 10 99 126 111 93"),
    (Kind.ID, "Steuer-ID 36574261809", "36574261809"),
    (Kind.ID, "Passport no. X1234567", "X1234567"),
    (Kind.DATE, "born 4/17/1952", "4/17/1952"),
    (Kind.DATE, "geboren am 4. März 1981", "4. März 1981"),
    (Kind.DATE, "née le 12 août 1990", "12 août 1990"),
    (Kind.DATE, "nací el 3 de mayo de 1979", "3 de mayo de 1979"),
    (Kind.DATE, "nato il 7 luglio 1968", "7 luglio 1968"),
    (Kind.DATE, "nasci a 25 de abril de 1974", "25 de abril de 1974"),
    (Kind.DATE, "geboren op 5 december 1988", "5 december 1988"),
    (Kind.ID, "NIF 501964843", "501964843"),
    (Kind.ID, "NIE X1234567L", "X1234567L"),
    (Kind.ID, "NHS 943 476 5919", "943 476 5919"),
    (Kind.ID, "passaporto n. AA1234567", "AA1234567"),
    (Kind.ID, "case #48213", "48213"),
    (Kind.URL, "https://example.org/reset?token=abc123", "https://example.org/reset?token=abc123"),
    (Kind.URL, "see www.example.org/a", "www.example.org/a"),
    (Kind.IP, "from 85.214.132.117 today", "85.214.132.117"),
    (Kind.IP, "from 2001:db8::ff00:42:8329 today", "2001:db8::ff00:42:8329"),
    (Kind.SECRET, "password: swordfish", "swordfish"),
    (Kind.SECRET, "My password there is hunter2-blue.", "hunter2-blue."),
    (Kind.SECRET, "das Passwort dort ist hunter2-blau", "hunter2-blau"),
    (Kind.SECRET, "mein Passwort ist Hund4Katze", "Hund4Katze"),
    (Kind.SECRET, "AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
    (Kind.SECRET, "ghp_0123456789abcdefghijABCDEFGHIJ", "ghp_0123456789abcdefghijABCDEFGHIJ"),
    (Kind.SECRET, "le mot de passe est Chat9Noir", "Chat9Noir"),
    (Kind.SECRET, "la contraseña: Gato7Negro", "Gato7Negro"),
    (Kind.SECRET, "a senha é Gato8Preto", "Gato8Preto"),
    (Kind.SECRET, "wachtwoord: Kat9Zwart", "Kat9Zwart"),
    (Kind.COORDINATES, "at 52.5200, 13.4050 exactly", "52.5200, 13.4050"),
    (Kind.PLATE, "Kennzeichen KI-AB 123", "KI-AB 123"),
    (Kind.PLATE, "number plate AB12 CDE", "AB12 CDE"),
    (Kind.PLATE, "la matrícula es 1234 BCD", "1234 BCD"),
    (Kind.PLATE, "targa AB 123 CD", "AB 123 CD"),
    (Kind.PLATE, "immatriculation AB-123-CD", "AB-123-CD"),
    (Kind.PLATE, "kenteken 12-ABC-3", "12-ABC-3"),
    (Kind.WALLET, "0x52908400098527886E0F7030069857D2E4169EE7",
     "0x52908400098527886E0F7030069857D2E4169EE7"),
    (Kind.WALLET, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
]  # fmt: skip

MISSES = [
    (Kind.EMAIL, "three @ two pounds"),
    (Kind.PHONE, "in 1990-2004 there were 2 500 000 of them"),
    (Kind.PHONE, "it costs 1234567"),
    (Kind.IBAN, "IBAN DE89 3704 0044 0532 0130 01"),
    (Kind.CARD, "number 4111 1111 1111 1112"),
    (Kind.ID, "we had 12345678A"),
    (Kind.ID, "ring 0113 496 0721 now"),
    (Kind.ID, "666-22-8726"),
    (Kind.ID, "see case studies of the year"),
    (Kind.ID, "we are #1 and sing song #15"),
    (Kind.DATE, "they won 3/23 and 99/99/1999"),
    (Kind.DATE, "you may 4get it"),
    (Kind.URL, "and so on.However, etc.com is odd"[:22]),
    (Kind.IP, "version 1.2.3.4"),
    (Kind.IP, "at 12:30:45"),
    (Kind.SECRET, "the password is required, and your token is invalid"),
    (Kind.SECRET, "I forgot my password yesterday"),
    (Kind.COORDINATES, "rows 152.5200, 513.4050"),
    (Kind.PLATE, "paper in DIN A4, at 10 AM"),
    (Kind.WALLET, "1BoatSLRHtKNngkdXEeobR76b53LETtpyU"),
]


def of_kind(text, kind):
    return [text[s.start : s.end] for s in settle(shaped(text)) if s.kind is kind]


@pytest.mark.parametrize(("kind", "text", "found"), HITS)
def test_it_is_found_to_the_letter(kind, text, found):
    assert of_kind(text, kind) == [found]


@pytest.mark.parametrize(("kind", "text"), MISSES)
def test_what_only_looks_like_it_is_left(kind, text):
    assert of_kind(text, kind) == []


def test_the_number_of_a_case_is_found_and_a_rank_is_not():
    def cases(text):
        return [text[s.start : s.end] for s in shaped(text) if s.kind is Kind.ID]

    assert cases("it fixes #4821, I hope") == ["4821"]
    assert cases("the #1 choice, in C#12, at &#8217; or a/#77") == []
