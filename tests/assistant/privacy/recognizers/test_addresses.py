from __future__ import annotations

import pytest

from assistant.privacy.recognizers.addresses import addresses
from assistant.privacy.recognizers.names import marked
from assistant.privacy.recognizers.tokens import words


def found(text):
    return [text[s.start : s.end] for s in addresses(marked(words(text)))]


@pytest.mark.parametrize(
    "address",
    [
        "Holtenauer Straße 12, 24105 Kiel",
        "221 Baker Street, London",
        "12 rue Victor Hugo, 75011 Paris",
        "Calle Mayor 5, 28013 Madrid",
        "Via Garibaldi 10, 20121 Milano",
        "Rua Augusta 100, Lisboa",
        "Keizersgracht 123, Amsterdam",
        "14 Cardigan Road, Leeds LS6 3AG",
        "14 Oak Dr. Springfield",
        "78 Camino Ancho 91\n Suite 286\n Tornadizo\n Gabon 66298",
    ],
)
def test_an_address_is_one_over_all_its_parts(address):
    text = f"Please send it to {address}. Thanks a lot"

    assert found(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "From October 2021 to March 2023 I was there.",
        "The street was long and the road to success is hard.",
        "It took 3 days and 4 nights.",
        "Chapter 5 is on page 12.",
        "Dear Dr. Nakamura, I hope you are well.",
        "Hello Dr Brown, thanks for the form.",
    ],
)
def test_numbers_and_streets_without_each_other_are_none(text):
    assert found(text) == []
