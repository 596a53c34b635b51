"""The looks as data: spacing, type sizes and colours, and the style made from them.

Nothing here is per widget.  A widget says what it is by a property (``words="quiet"``,
``deed="primary"``), and the one stylesheet below says how that looks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32  # spacing
CORNER = 6
HIT = 28  # the least width and height of what is clicked
ICON = 18
TEXT, SECONDARY, TITLE, FIRST_TITLE = 13, 12, 16, 20  # at the system's normal text size
LINE_HEIGHT = 1.45  # for reading
COLUMN = 74  # characters; a longer line loses the eye

# What each platform calls normal, in pixels: a person who set a larger text
# gets everything larger by the same factor.
NORMAL = {"darwin": 13.0, "win32": 12.0}.get(sys.platform, 13.4)


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme.  Each meaning has a tint: its own words stand on it."""

    window: str
    base: str
    raised: str
    text: str
    quiet: str
    hairline: str
    accent: str
    on_accent: str
    selection: str
    quote: str
    quote_tint: str
    supported: str
    supported_tint: str
    doubtful: str
    doubtful_tint: str
    leaves: str
    leaves_tint: str


LIGHT = Colours(
    window="#f5f5f3",
    base="#ffffff",
    raised="#ebebe8",
    text="#1f2326",
    quiet="#575d63",
    hairline="#cfcfc9",
    accent="#1f5f7f",
    on_accent="#ffffff",
    selection="#d8e7ef",
    quote="#6b4e00",
    quote_tint="#fbf0cc",
    supported="#1d6236",
    supported_tint="#e3f2e7",
    doubtful="#8a3f0c",
    doubtful_tint="#fbe9dc",
    leaves="#8a2350",
    leaves_tint="#f9e4ec",
)
DARK = Colours(
    window="#1d1f21",
    base="#25282a",
    raised="#313538",
    text="#e7e6e2",
    quiet="#b0b5b9",
    hairline="#4b5054",
    accent="#8fc3dd",
    on_accent="#10242e",
    selection="#2b4655",
    quote="#eccf7a",
    quote_tint="#4a3f1c",
    supported="#8fd0a4",
    supported_tint="#23402d",
    doubtful="#f0b184",
    doubtful_tint="#4d3220",
    leaves="#f0a3c1",
    leaves_tint="#4d2437",
)
# Asked for by the system: the same two, drawn as hard as they go.
LIGHT_HARD = replace(
    LIGHT, window="#fefefe", raised="#eeeeee", text="#000000", quiet="#222222", hairline="#000000"
)
DARK_HARD = replace(
    DARK,
    window="#000000",
    base="#0a0a0a",
    raised="#202020",
    text="#ffffff",
    quiet="#dddddd",
    hairline="#ffffff",
)
THEMES = (LIGHT, DARK, LIGHT_HARD, DARK_HARD)


def colours(palette: QPalette) -> Colours:
    """Return the theme that this palette was made from."""
    window = palette.color(QPalette.ColorRole.Window).name()
    return next((theme for theme in THEMES if theme.window == window), LIGHT)


def read_pairs(theme: Colours) -> Iterator[tuple[str, str, str]]:
    """Every text that the theme puts on a ground: (what, text, ground)."""
    for ground in ("window", "base", "raised", "selection"):
        for text in ("text", "quiet", "accent"):
            yield f"{text} on {ground}", getattr(theme, text), getattr(theme, ground)
    yield "on_accent on accent", theme.on_accent, theme.accent
    for meaning in ("quote", "supported", "doubtful", "leaves"):
        tint = getattr(theme, f"{meaning}_tint")
        yield f"text on {meaning}_tint", theme.text, tint
        yield f"{meaning} on {meaning}_tint", getattr(theme, meaning), tint
        for ground in ("window", "base"):
            yield f"{meaning} on {ground}", getattr(theme, meaning), getattr(theme, ground)


def apply(app: QApplication) -> None:
    """Dress the program as the system is dressed, now and whenever that changes."""
    app.setStyle("Fusion")
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: wear(app, current(app)))
    accessibility = hints.accessibility()
    accessibility.contrastPreferenceChanged.connect(lambda _wish: wear(app, current(app)))
    wear(app, current(app))


def current(app: QApplication) -> Colours:
    """Return the theme that the system asks for."""
    hints = app.styleHints()
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    hard = hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
    return THEMES[2 * hard + dark]


def wear(app: QApplication, theme: Colours) -> None:
    """Put on this theme; every widget hears of it by a change of palette."""
    factor = text_factor(app)
    app.setPalette(palette_of(theme))
    app.setFont(_face(app, factor))
    app.setStyleSheet(stylesheet(theme, factor))


def text_factor(app: QApplication) -> float:
    """How much larger than normal the system's text is."""
    known = app.property("famulus-text-factor")  # our own font replaces the one this is read from
    if known is None:
        pixels = QFontInfo(app.font()).pixelSize()
        known = min(max(pixels / NORMAL, 1.0), 2.5)
        app.setProperty("famulus-text-factor", known)
    return float(known)


def _face(app: QApplication, factor: float) -> QFont:
    face = QFont(app.font())
    face.setPixelSize(round(TEXT * factor))
    face.setFeature(QFont.Tag("tnum"), 1)  # numbers stand in columns
    return face


def palette_of(theme: Colours) -> QPalette:
    """Return Qt's palette for the theme."""
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window, role.Button), theme.window),
        ((role.Base, role.ToolTipBase), theme.base),
        ((role.AlternateBase, role.Midlight), theme.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), theme.text),
        ((role.PlaceholderText,), theme.quiet),
        ((role.Mid, role.Dark), theme.hairline),
        ((role.Link, role.LinkVisited, role.Accent), theme.accent),
        ((role.Highlight,), theme.selection),
        ((role.HighlightedText,), theme.text),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    for each in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.quiet))
    return palette


def stylesheet(theme: Colours, factor: float) -> str:
    """Return the one stylesheet, in the theme's colours."""
    values = {name: getattr(theme, name) for name in Colours.__slots__}
    sizes = {
        "secondary": round(SECONDARY * factor),
        "title": round(TITLE * factor),
        "first": round(FIRST_TITLE * factor),
    }
    sheet = _SHEET
    for name, value in sorted((values | sizes).items(), key=lambda item: -len(item[0])):
        sheet = sheet.replace(f"@{name}", str(value))
    return sheet


# "@name" stands for a token.  A focused control keeps its size: the border that
# grows is taken from the padding.
_SHEET = """
QLabel { background: transparent; }
QLabel[words="quiet"] { color: @quiet; font-size: @secondarypx; }
QLabel[words="title"] { font-size: @titlepx; font-weight: 600; }
QLabel[words="first"] { font-size: @firstpx; font-weight: 600; }
QLabel[words="strong"] { font-weight: 600; }
QLabel[words="doubtful"] { color: @doubtful; font-size: @secondarypx; }
QLabel[words="leaves"] { color: @leaves; font-size: @secondarypx; font-weight: 600; }
QLabel[words="quote"] { color: @text; background: @quote_tint; border-radius: 4px;
  padding: 4px 8px; }
QLabel[words="mark"] { color: @accent; font-size: @secondarypx; font-weight: 600;
  background: @selection; border-radius: 4px; padding: 1px 6px; }
QLabel[words="code"] { font-family: monospace; font-size: @titlepx; background: @raised;
  border-radius: 6px; padding: 12px; }

QPushButton { border: 1px solid @hairline; border-radius: 6px; background: @base;
  padding: 5px 12px; }
QPushButton:hover { background: @raised; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border: 2px solid @accent; padding: 4px 11px; }
QPushButton:disabled { color: @quiet; background: @window; }
QPushButton[deed="primary"] { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton[deed="primary"]:hover { background: @accent; border: 1px solid @text; }
QPushButton[deed="primary"]:focus { border: 2px solid @text; }
QPushButton[deed="primary"]:disabled { background: @raised; color: @quiet;
  border-color: @raised; }
QPushButton[deed="quiet"] { background: transparent; border-color: transparent;
  color: @quiet; font-size: @secondarypx; padding: 5px 6px; }
QPushButton[deed="quiet"]:hover { background: @raised; color: @text; }
QPushButton[deed="quiet"]:focus { border: 2px solid @accent; padding: 4px 5px; }
QPushButton[deed="card"] { background: @base; border: 1px solid @hairline; padding: 0;
  text-align: left; }
QPushButton[deed="card"]:hover { border-color: @quiet; }
QPushButton[deed="card"]:focus { border: 2px solid @accent; }

QToolButton { border: 2px solid transparent; border-radius: 6px; background: transparent;
  padding: 3px; }
QToolButton:hover { background: @raised; }
QToolButton:checked { background: @selection; color: @accent; }
QToolButton:focus { border: 2px solid @accent; }
QToolButton[place="rail"] { padding: 2px; font-size: @secondarypx; color: @quiet; }
QToolButton[place="rail"]:checked { color: @accent; font-weight: 600; }

QToolButton[place="chip"] { border: 1px solid @hairline; border-radius: 13px; background: @base;
  color: @text; font-size: @secondarypx; padding: 4px 10px; }
QToolButton[place="chip"]:hover { background: @raised; }
QToolButton[place="chip"]:checked { background: @selection; border-color: @accent;
  color: @accent; }
QToolButton[place="chip"]:focus { border: 2px solid @accent; padding: 3px 9px; }

QLineEdit { background: @base;
  border: 1px solid @hairline; border-radius: 6px; padding: 5px 8px; min-height: 18px;
  selection-background-color: @selection; selection-color: @text; }
QLineEdit:focus { border: 2px solid @accent; padding: 4px 7px; }
QComboBox { background: @base; border: 1px solid @hairline; border-radius: 6px;
  padding: 4px 8px; min-height: 18px; }
QComboBox:focus { border: 2px solid @accent; padding: 3px 7px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView { background: @base; border: 1px solid @hairline; outline: 0; }
QTextBrowser { background: transparent; border: 1px solid transparent; border-radius: 6px; }
QTextBrowser:focus { border: 1px solid @accent; }

QFrame[place="rail"] { background: @window; border-right: 1px solid @hairline; }
QFrame[place="page"] { background: @base; }
QFrame[place="beside"] { background: @window; border-left: 1px solid @hairline; }
QFrame[place="history"] { background: @window; border-right: 1px solid @hairline; }
QFrame[place="bar"] { background: @window; border-top: 1px solid @hairline; }
QFrame[place="line"] { background: @hairline; border: none; max-height: 1px; min-height: 1px; }
QFrame[place="composer"] { background: @base; border: 1px solid @hairline; border-radius: 6px; }
QFrame[place="composer"][lit="true"] { border: 1px solid @accent; }
QFrame[place="composer"] QPlainTextEdit { background: transparent; border: none; }
QFrame[place="notice"] { background: @doubtful_tint; border: none; border-radius: 6px; }
QFrame[place="calm"] { background: @raised; border: none; border-radius: 6px; }
QFrame[place="calm"] QProgressBar { background: @hairline; }
QFrame[place="question"] { background: @window; border: none; border-radius: 6px; }
QFrame[place="drop"] { border: 1px dashed @quiet; border-radius: 6px; background: @window; }
QFrame[place="drop"][lit="true"] { border: 2px dashed @accent; background: @selection; }
QFrame[place="popup"] { background: @base; border: 1px solid @quiet; }
QFrame[place="over"] { background: @base; border: 1px solid @quiet; border-radius: 6px; }

QScrollArea { background: transparent; border: none; }
QScrollArea:focus { border: 1px solid @accent; border-radius: 6px; }
QScrollArea > QWidget > QWidget[place="column"] { background: transparent; }
QListView, QTableView { background: @base; border: 1px solid @hairline; border-radius: 6px;
  outline: 0; gridline-color: @hairline; selection-background-color: @selection;
  selection-color: @text; }
QListView:focus, QTableView:focus { border: 1px solid @accent; }
QListView[place="cards"], QListView[place="cards"]:focus { background: transparent; border: none; }
QListView[place="cards"]::item { padding: 0; }
QPlainTextEdit[place="sheet"] { background: @base; border: 1px solid @hairline;
  border-radius: 6px; padding: 1px; }
QPlainTextEdit[place="sheet"]:focus { border: 2px solid @accent; padding: 0; }
QListView[place="plain"] { background: transparent; border: 1px solid transparent; }
QListView[place="plain"]:focus { border: 1px solid @accent; }
QListView[place="bare"], QListView[place="bare"]:focus { background: transparent; border: none; }
QListView::item { padding: 5px 8px; border-radius: 4px; min-height: 18px; }
QListView::item:selected { background: @selection; color: @text; }
QTableView::item { padding: 0 8px; border: none; }
QTableView::item:selected { background: @selection; color: @text; }
QHeaderView { background: @window; border: none; }
QHeaderView::section { background: @window; color: @quiet; font-size: @secondarypx; border: none;
  border-bottom: 1px solid @hairline; padding: 6px 11px; }
QTableCornerButton::section { background: @window; border: none; }

QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @quiet; border: 2px solid transparent;
  border-radius: 6px; padding: 4px 8px; margin-right: 4px; min-height: 20px; }
QTabBar::tab:hover { background: @raised; }
QTabBar::tab:selected { color: @text; background: @selection; }
QTabBar::tab:focus { border: 2px solid @accent; }
QSplitter::handle { background: @base; }

QProgressBar { background: @raised; border: none; border-radius: 2px; max-height: 4px;
  min-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @hairline; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: @base; color: @text; border: 1px solid @hairline; padding: 6px; }
QMenu { background: @base; border: 1px solid @hairline; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @quiet; }
"""
