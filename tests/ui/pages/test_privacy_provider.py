from __future__ import annotations

from assistant.cloud.provider import Form, Provider
from ui.pages.privacy_provider import USUAL, ProviderForm

EXAMPLE = Provider("example", Form.ANTHROPIC, USUAL["anthropic"], "large-1", price=(2.5, 10.0))


def test_what_is_shown_is_what_is_wanted(qtbot):
    form = ProviderForm()
    qtbot.addWidget(form)
    form.show_provider(EXAMPLE)

    assert not form.is_changed
    assert form.wanted.form == "anthropic"
    assert form.wanted.price == (2.5, 10.0)
    form.show_provider(None)
    assert form.key.text() == form.name.text() == ""


def test_the_usual_address_follows_what_it_speaks(qtbot):
    form = ProviderForm()
    qtbot.addWidget(form)
    form.form.setCurrentIndex(1)
    form.form.activated.emit(1)
    assert form.address.text() == USUAL["anthropic"]
    form.address.setText("https://my.example.org")
    form.form.setCurrentIndex(0)
    form.form.activated.emit(0)

    assert form.address.text() == "https://my.example.org"
