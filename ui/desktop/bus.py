"""A connection of our own to the session's bus: calls are deeds, signals are heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jeepney
from jeepney.bus_messages import DBus, MatchRule
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import QObject, QSocketNotifier

from ui.desktop.deeds import Deed, Driver, Until

ANSWER = 5.0  # seconds that a service has to answer


class NoAnswer(Exception):
    """The service refused, or is not there."""


class Bus(QObject):
    """Raises OSError where there is no bus of this session."""

    def __init__(self, parent: QObject | None = None, address: str = "SESSION") -> None:
        super().__init__(parent)
        try:
            self._connection: Any = open_dbus_connection(bus=address)
        except (KeyError, ValueError, RuntimeError) as err:  # no address, or none that it knows
            raise OSError("there is no session bus") from err
        self.name: str = self._connection.unique_name
        self.driver = Driver(self)
        self.listeners: list[Callable[[Any], object]] = []
        self._is_looking = False
        self._notifier = QSocketNotifier(
            self._connection.sock.fileno(), QSocketNotifier.Type.Read, self
        )
        self._notifier.activated.connect(self.look)

    def close(self) -> None:
        self.driver.end()
        self._notifier.setEnabled(False)
        self._connection.close()

    def start(self, deed: Deed[Any], on_done: Callable[[Any], object]) -> None:
        self.driver.start(deed, on_done)
        self.look()

    def look(self) -> None:
        """Hear what came in."""
        if self._is_looking:
            return
        self._is_looking = True
        try:
            while (message := self._next()) is not None:
                for listener in tuple(self.listeners):
                    listener(message)
                self.driver.hear(message)
        finally:
            self._is_looking = False

    def _next(self) -> Any:
        try:
            return self._connection.receive(timeout=0)
        except TimeoutError:
            return None
        except OSError:  # the session ends
            self._notifier.setEnabled(False)
            return None

    def call(
        self, to: jeepney.DBusAddress, method: str, signature: str = "", body: tuple[Any, ...] = ()
    ) -> Deed[tuple[Any, ...]]:
        """Return what the method gives back.  Raises NoAnswer, TooLate."""
        message = jeepney.new_method_call(to, method, signature, body)
        serial = next(self._connection.outgoing_serial)
        self._connection.send(message, serial=serial)
        field = jeepney.HeaderFields.reply_serial
        reply = yield Until(lambda m: m.header.fields.get(field) == serial, ANSWER)
        if reply.header.message_type is jeepney.MessageType.error:
            raise NoAnswer
        return tuple(reply.body)

    def listen_to(self, interface: str, member: str) -> Deed[None]:
        """Let signals of this kind come to us."""
        rule = MatchRule(type="signal", interface=interface, member=member)
        message = DBus().AddMatch(rule)
        to = jeepney.DBusAddress(
            "/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus"
        )
        yield from self.call(to, "AddMatch", "s", message.body)


def is_signal(message: Any, interface: str, member: str) -> bool:
    fields = message.header.fields
    return (
        message.header.message_type is jeepney.MessageType.signal
        and fields.get(jeepney.HeaderFields.interface) == interface
        and fields.get(jeepney.HeaderFields.member) == member
    )


def path(message: Any) -> str:
    """Return the object that the message is of."""
    return str(message.header.fields.get(jeepney.HeaderFields.path, ""))
