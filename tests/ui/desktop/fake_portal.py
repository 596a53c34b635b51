"""The portal of a desktop, on a bus of its own: what it promises in its public interface.

Run as a child of test_portal.py.  It says each call as JSON; a line on its input makes a
shortcut of this name be pressed.  Its argument is how the user answers: yes, no, or some.
"""

from __future__ import annotations

import json
import os
import select
import sys

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import DBus
from jeepney.io.blocking import open_dbus_connection

PORTAL, OBJECT = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
answer = sys.argv[1]
bus = open_dbus_connection()
session = ""


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)


def respond(call, token: str, results: dict[str, object]) -> None:
    """Answer a request by a signal that comes before the call returns, as quick desktops do."""
    sender = call.header.fields[HeaderFields.sender].lstrip(":").replace(".", "_")
    request = f"{OBJECT}/request/{sender}/{token}"
    status = 1 if answer == "no" else 0
    emitter = DBusAddress(request, interface="org.freedesktop.portal.Request")
    bus.send(new_signal(emitter, "Response", "ua{sv}", (status, results)))
    bus.send(new_method_return(call, "o", (request,)))


def called(call) -> None:
    global session
    member = call.header.fields.get(HeaderFields.member)
    say(call=member, body=repr(call.body))
    if member == "Get":
        bus.send(new_method_return(call, "v", (("u", 2),)))
    elif member == "CreateSession":
        (options,) = call.body
        session = f"{OBJECT}/session/1_1/{options['session_handle_token'][1]}"
        respond(call, options["handle_token"][1], {"session_handle": ("s", session)})
    elif member == "BindShortcuts":
        of, shortcuts, _parent, options = call.body
        assert of == session
        given = shortcuts[:1] if answer == "some" else shortcuts
        told = [(id, {"trigger_description": about["preferred_trigger"]}) for id, about in given]
        respond(call, options["handle_token"][1], {"shortcuts": ("a(sa{sv})", told)})
    elif member == "Close":
        bus.send(new_method_return(call))
    else:
        bus.send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod"))


reply = bus.send_and_get_reply(DBus().RequestName(PORTAL))
assert reply.body == (1,)
say(call="ready")
while True:
    ready, _, _ = select.select([bus.sock, sys.stdin], [], [])
    if sys.stdin in ready:
        names = os.read(0, 1000).decode().split()
        if not names:
            break
        for name in names:
            emitter = DBusAddress(OBJECT, interface=SHORTCUTS)
            bus.send(new_signal(emitter, "Activated", "osta{sv}", (session, name, 1234, {})))
    while True:
        try:
            message = bus.receive(timeout=0)
        except TimeoutError:
            break
        if message.header.message_type is MessageType.method_call:
            called(message)
