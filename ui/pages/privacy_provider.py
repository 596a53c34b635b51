"""The form of a provider: where words may go, whose it is, and its key, which is never shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui.itemmodels.providers import Provider, Wanted
from ui.parts import Button, Check, Words, let_cut, row
from ui.theme import HIT, XS, M, S

USUAL = {"openai": "https://api.openai.com/v1", "anthropic": "https://api.anthropic.com"}


class ProviderForm(QWidget):
    """The provider that is chosen, or a new one."""

    kept = Signal(object, str)  # a Wanted, the key or ""
    removed = Signal(str)
    tried = Signal(str)
    key_dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Provider | None = None
        self._on = False
        self.is_written = False  # the user has written in it since it was shown
        self._make_parts()
        self._lay_out()
        self._connect()
        self.show_provider(None)

    def _make_parts(self) -> None:
        self.form = QComboBox()
        self.form.setMinimumHeight(HIT)
        self.form.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.form.setMinimumContentsLength(8)
        self.form.view().setAccessibleName(self.tr("What it speaks"))
        for word, form in (
            (self.tr("OpenAI, or a server that speaks as it does"), "openai"),
            (self.tr("Anthropic"), "anthropic"),
        ):
            self.form.addItem(word, form)
        self.name, self.address, self.model = QLineEdit(), QLineEdit(), QLineEdit()
        self.key = QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.asked, self.answered = QLineEdit(), QLineEdit()
        for field in (self.asked, self.answered):
            field.setMinimumWidth(48)
        self.mine = Check(self.tr("It is my own server"))
        self.unrewritten = Check(self.tr("My words may go there as they are"))
        self.keep_button = Button(self.tr("Keep it"), deed="primary")
        self.try_button = Button(self.tr("Try it"))
        self.drop_button = Button(self.tr("Take the key away"))
        self.remove_button = Button(self.tr("Remove"))
        self.said = Words(role="quiet", wrap=True)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(1, 1)
        prices = row(self.asked, self.answered, gap=S)
        rows: list[tuple[str, QWidget]] = [
            (self.tr("What it speaks"), self.form),
            (self.tr("Name"), self.name),
            (self.tr("Address"), self.address),
            (self.tr("Model"), self.model),
            (self.tr("Key"), self.key),
        ]
        for at, (word, field) in enumerate(rows):
            grid.addWidget(Words(word, role="quiet"), at, 0)
            grid.addWidget(field, at, 1)
            field.setAccessibleName(word)
        grid.addWidget(Words(self.tr("Price of tokens"), role="quiet"), len(rows), 0)
        grid.addLayout(prices, len(rows), 1)
        self._describe()
        deeds = row(self.keep_button, self.try_button, None, gap=S)
        more = row(self.drop_button, self.remove_button, None, gap=S)
        box = QVBoxLayout(self)
        box.setContentsMargins(XS, 0, XS, 0)
        box.setSpacing(S)
        box.addLayout(grid)
        for part in (self.mine, self.unrewritten, self.said):
            box.addWidget(part)
        box.addLayout(deeds)
        box.addLayout(more)
        let_cut(self)

    def _describe(self) -> None:
        self.name.setPlaceholderText(self.tr("What you call it"))
        self.model.setPlaceholderText(self.tr("As the provider writes it"))
        for field, word in (
            (self.asked, self.tr("a million asked")),
            (self.answered, self.tr("a million answered")),
        ):
            field.setPlaceholderText(word)
            field.setAccessibleName(f"{self.tr('Price')} {word}")

    def _connect(self) -> None:
        self.form.activated.connect(self._speaks)
        for field in (self.name, self.address, self.model, self.key, self.asked, self.answered):
            field.textEdited.connect(self._write)
            field.returnPressed.connect(self._keep)
        self.mine.clicked.connect(self._write)
        self.unrewritten.clicked.connect(self._write)
        self.keep_button.clicked.connect(self._keep)
        self.try_button.clicked.connect(lambda: self.tried.emit(self._named()))
        self.drop_button.clicked.connect(lambda: self.key_dropped.emit(self._named()))
        self.remove_button.clicked.connect(lambda: self.removed.emit(self._named()))

    # -- what is shown -----------------------------------------------------

    def show_provider(self, provider: Provider | None) -> None:
        """Show it, or what a new one would be; a key that was typed is gone."""
        self._shown, self.is_written = provider, False
        self.key.clear()
        self.said.setText("")
        form = provider.form if provider else "openai"
        self.form.setCurrentIndex(max(self.form.findData(str(form)), 0))
        self.form.setEnabled(provider is None or self.form.findData(str(form)) >= 0)
        self.name.setText(provider.name if provider else "")
        self.name.setReadOnly(provider is not None)
        self.address.setText(provider.address if provider else USUAL["openai"])
        self.model.setText(provider.model if provider else "")
        self.mine.setChecked(bool(provider and provider.mine))
        self.unrewritten.setChecked(bool(provider and provider.unrewritten))
        price = (provider.price if provider else None) or ("", "")
        for field, amount in zip((self.asked, self.answered), price, strict=True):
            field.setText(f"{amount:g}" if isinstance(amount, float | int) else "")
        self.show_key(has=False)
        self._enable()

    def show_key(self, *, has: bool) -> None:
        """Say whether the keyring holds a key for it; which one is not told to anybody."""
        self.key.setPlaceholderText(
            self.tr("Kept; another takes its place")
            if has
            else self.tr("Goes into the keyring alone")
        )
        self.drop_button.setVisible(has)

    def show_switch(self, *, on: bool) -> None:
        """Only while models elsewhere are on can one be tried."""
        self._on = on
        self._enable()

    def say(self, words: str) -> None:
        self.said.setText(words)
        self._enable()

    # -- what is written ---------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """The provider as it stands in the form."""
        price = [_amount(field.text()) for field in (self.asked, self.answered)]
        whole = (price[0] or 0.0, price[1] or 0.0) if any(p is not None for p in price) else None
        return Wanted(
            self.name.text().strip(),
            str(self.form.currentData()),
            self.address.text().strip(),
            self.model.text().strip(),
            self.mine.isChecked(),
            self.mine.isChecked() and self.unrewritten.isChecked(),
            whole,
        )

    @property
    def is_changed(self) -> bool:
        """Whether it is other than what is kept."""
        if self.key.text() or self._shown is None:
            return True
        one = self._shown
        kept = Wanted(
            one.name, str(one.form), one.address, one.model, one.mine, one.unrewritten, one.price
        )
        return self.wanted != kept

    def _named(self) -> str:
        return self._shown.name if self._shown else ""

    def _write(self, _what: object) -> None:
        self.is_written = True
        self._enable()

    def _speaks(self, _index: int) -> None:
        if self.address.text().strip() in {*USUAL.values(), ""}:
            self.address.setText(USUAL[str(self.form.currentData())])
        self._write(None)

    def _enable(self) -> None:
        wanted = self.wanted
        kept = self._shown is not None
        self.unrewritten.setEnabled(self.mine.isChecked())
        self.unrewritten.setVisible(self.mine.isChecked())
        filled = bool(wanted.name and wanted.address and wanted.model)
        self.keep_button.setEnabled(filled and self.is_changed)
        self.try_button.setVisible(kept)
        self.try_button.setEnabled(kept and self._on and not self.is_changed)
        self.remove_button.setVisible(kept)
        self.said.setVisible(bool(self.said.text()))

    def _keep(self) -> None:
        if self.keep_button.isEnabled():
            key, wanted = self.key.text(), self.wanted
            self.key.clear()  # nothing of it stays here, whatever comes of it
            self.kept.emit(wanted, key)


def _amount(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None
