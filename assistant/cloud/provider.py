"""Who is asked: an endpoint with a model of its own, of somebody else or of the user."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from assistant import egress
from memory.errors import Problem

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
MODEL = re.compile(r"[A-Za-z0-9][\w.:/@+-]{0,199}", re.ASCII)

LETTERS = 4  # of a text make about one token


class Form(StrEnum):
    """What an endpoint speaks."""

    OPENAI = "openai"  # and all that is made like it: vLLM, llama-server, Ollama
    ANTHROPIC = "anthropic"
    PLUGIN = "plugin"  # a model that a plugin of the llm package brings


ADDRESS = {Form.OPENAI: "https://api.openai.com/v1", Form.ANTHROPIC: "https://api.anthropic.com"}


@dataclass(frozen=True, slots=True)
class Provider:
    """An endpoint that the user set up.  Its key is not here: see ``assistant.cloud.keys``."""

    name: str
    form: Form
    address: str  # of the interface, without what each request adds
    model: str
    mine: bool = False  # a server of the user's own
    unrewritten: bool = False  # what goes to it need not be rewritten; only where it is theirs
    certificate: str = field(default="", repr=False)  # PEM, believed in place of the system's
    price: tuple[float, float] | None = None  # of a million tokens asked, and of one answered
    plugin: str = ""  # what the llm package calls it; of a plugin's model alone

    def __post_init__(self) -> None:
        """Raise Problem for what is no provider."""
        if not NAME.fullmatch(self.name):
            raise Problem(
                "A provider's name has letters, digits, dots and dashes, 40 at most.",
                remedy="Choose another; it is only for you.",
            )
        if not MODEL.fullmatch(self.model):
            raise Problem(
                "That is no name of a model.", remedy="Write it as the provider's own pages do."
            )
        if self.unrewritten and not self.mine:
            raise Problem(
                "Only to your own server may words go that were not rewritten.",
                remedy="Mark it as yours, if it is.",
            )
        _check_address(self)

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: nothing is sent anywhere else."""
        return egress.origin(self.address)

    def cost(self, asked: int, answered: int) -> float | None:
        """Return what so many tokens cost, in the money of ``price``; None where that is unset."""
        if self.price is None:
            return None
        return (asked * self.price[0] + answered * self.price[1]) / 1_000_000

    def estimate(self, characters: int) -> float | None:
        """Return about what it costs to ask with so many characters, without the answer."""
        return self.cost(-(-characters // LETTERS), 0)


def is_near(host: str) -> bool:
    """Whether an address lies on this computer or in the user's own network."""
    address: IPv4Address | IPv6Address = ip_address(host)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_loopback or (
        address.is_private and not address.is_unspecified and not address.is_reserved
    )


def _check_address(provider: Provider) -> None:
    scheme, host, _ = provider.origin
    odd = not provider.address.isascii() or set(provider.address) & set("@?#\\ \t\r\n")
    if scheme not in {"https", "http"} or not host or odd:
        raise Problem(
            "That is no address of a provider.", remedy="It looks like https://api.example.org/v1."
        )
    if scheme == "http" and not provider.mine:
        raise Problem(
            "Others on the way could read what goes there.",
            remedy="Name an address that begins with https://, or mark the server as your own.",
        )
    try:
        near = is_near(host)
    except ValueError:
        return  # a name; where it leads is looked at when the connection is there
    if scheme == "http" and not near:
        raise Problem(
            "Without https a server can only lie in your own network.",
            remedy="Name an address that begins with https://.",
        )


# -- as it is kept ---------------------------------------------------------


def as_kept(provider: Provider) -> dict[str, Any]:
    """Return what the settings keep of a provider; nothing of it is secret."""
    return {
        "form": provider.form.value,
        "address": provider.address,
        "model": provider.model,
        "mine": provider.mine,
        "unrewritten": provider.unrewritten,
        "certificate": provider.certificate,
        "price": provider.price,
        "plugin": provider.plugin,
    }


def from_kept(name: str, kept: dict[str, Any]) -> Provider:
    """Return a provider as the settings keep it.  Raises Problem for what can be none."""
    price = kept["price"]
    return Provider(
        name,
        **kept | {"form": Form(kept["form"]), "price": (price[0], price[1]) if price else None},
    )
