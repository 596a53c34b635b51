"""A day of use, in a network of its own where every packet can be counted.

Told a folder, and that the cloud is off, it makes a memory there and does what a person does
with it; then it says how many packets there were.  See test_egress.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from assistant import Assistant, egress
from assistant.replying.outline import Intent
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
    with Assistant.open(Path(sys.argv[1])) as famulus:
        day(famulus)
    print(json.dumps({"packets": packets(), "opened": egress.sent()}))


if __name__ == "__main__":
    main()
