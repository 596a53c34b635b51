"""A program that has copied something: a text, its HTML, a picture and what only it knows."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

app = QApplication(["owner"])
data = QMimeData()
data.setText("what was copied before — naïve")
data.setHtml("<p>what was <b>copied</b> before</p>")
data.setUrls([QUrl("file:///tmp/one file.txt")])
data.setData("application/x-of-its-own", bytes(range(256)) * int(sys.argv[1]))
image = QImage(32, 16, QImage.Format.Format_ARGB32)
image.fill(0x80336699)
data.setImageData(image)
app.clipboard().setMimeData(data)
print("ready", flush=True)
app.exec()
