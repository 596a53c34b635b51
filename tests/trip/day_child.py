"""A day of use, in a network of its own where every packet can be counted.

Told a folder, it makes a memory there and does what a person does with it; then it says how
many packets there were.  Told a second folder, in which a provider says where it is, it also asks
that one, and says what the ledger has.  See test_egress.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

from assistant import Assistant, egress
from assistant.cloud.provider import Form, Provider
from assistant.replying.outline import Intent
from memory.errors import Problem
from memory.ledger import disclosures
from memory.progress import finish

LETTER = "Dear Ana, teh rent of 850 pounds is due. Please write to bo@example.org. Thanks, Jo"


def day(famulus: Assistant) -> None:
    """Read, find, ask, learn, write, reply, keep, and look at what would leave."""
    famulus.read([famulus.sample()], source="Sample")
    famulus.search("the lease")
    conversation = famulus.start_conversation()
    famulus.ask("How much rent did we agree on?", conversation=conversation, quotes=True)
    famulus.ask("And when?", conversation=conversation, private=True, quotes=True)
    famulus.learn()
    famulus.profile.page()
    famulus.privacy.preview(LETTER, purpose="writing")
    famulus.privacy.add_rule("never my health")
    for command in ("correct", "shorten", "friendlier", "summarise"):
        famulus.writing.write(LETTER, command)
    mail = famulus.search("rent", kind="mail")[0].document
    prepared = famulus.replying.prepare(mail)
    finish(famulus.replying.drafting(prepared, prepared.outline(Intent.ACCEPT)))
    famulus.explaining.terms(mail)
    famulus.explaining.summary(mail)
    famulus.voice.card()
    finish(famulus.shorthand.expanding("iwbh"))
    finish(famulus.refreshing("Sample"))
    copies = famulus.home.parent / "copies"
    copies.mkdir()
    famulus.keeping.backup(copies / "life.backup")
    finish(famulus.keeping.exporting(copies / "life.zip"))
    finish(famulus.keeping.checking())
    famulus.remove("Sample")


def ask_the_cloud(famulus: Assistant, provider: Path) -> list[str]:
    """Ask a provider some questions; return the ledger's bodies of them, the oldest first."""
    address = (provider / "url").read_text()
    certificate = (provider / "hub.pem").read_text()
    famulus.cloud.set_up(
        Provider("house", Form.OPENAI, f"{address}/v1", "tiny", mine=True, certificate=certificate)
    )
    with suppress(Problem):
        famulus.cloud.tried("house")  # it is still off
    famulus.cloud.turn(on=True)
    famulus.cloud.tried("house")
    for question in (
        "How much rent did we agree on?",
        "What is a lease?",
        "When is the boat trip?",
    ):
        asked = finish(
            famulus.cloud.asking(question, "house", alone=question == "What is a lease?")
        )
        finish(famulus.cloud.answering(asked))
    famulus.cloud.turn(on=False)
    with suppress(Problem):
        famulus.cloud.tried("house")
    return [one.body.hex() for one in reversed(disclosures(famulus._store)) if one.body]


def packets() -> dict[str, int]:
    """Return how many packets each interface has sent and received."""
    lines = Path("/proc/net/dev").read_text().splitlines()[2:]
    counted = {}
    for name, numbers in (line.split(":") for line in lines):
        fields = numbers.split()
        counted[name.strip()] = int(fields[1]) + int(fields[9])
    return counted


def main() -> None:
    egress.install()
    bodies: list[str] = []
    with Assistant.open(Path(sys.argv[1])) as famulus:
        if len(sys.argv) > 2:
            famulus.read([famulus.sample()], source="Sample")
            bodies = ask_the_cloud(famulus, Path(sys.argv[2]))
        else:
            day(famulus)
    print(json.dumps({"packets": packets(), "opened": egress.sent(), "bodies": bodies}))


if __name__ == "__main__":
    main()
