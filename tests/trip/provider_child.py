"""A provider in a process of its own: tells where it is, and at the end all that came to it."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from tests.assistant.cloud.provider_server import provider_server
from tests.assistant.hub import certified


def main() -> None:
    """Serve until there is a file ``over`` in the folder."""
    folder = Path(sys.argv[1])
    secured, _ = certified(folder)
    with provider_server(secured) as server:
        (folder / "url.new").write_text(server.url)
        (folder / "url.new").replace(folder / "url")
        while not (folder / "over").exists():
            time.sleep(0.05)
        came = {"connections": server.connections, "bodies": [c.body.hex() for c in server.asked]}
    (folder / "came.new").write_text(json.dumps(came))
    (folder / "came.new").replace(folder / "came")


if __name__ == "__main__":
    main()
