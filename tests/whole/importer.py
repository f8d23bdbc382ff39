"""An import as a process of its own, with small appends, so that a test can kill it half-way."""

import asyncio
import sys
from pathlib import Path

from eventsourcing_nats import LogSettings
from gongdan.importing import storing
from gongdan.storing import patiently
from tests.whole.reading import open_desk

SMALL = 20


async def main(folder: str, url: str, user: str, password: str, prefix: str, file: str) -> None:
    storing.BATCH, patiently.PAUSES = SMALL, (0.1,)
    settings = LogSettings(url=url, user=user, password=password, prefix=prefix, patience=2.0)
    async with open_desk(Path(folder), settings) as desk:
        result = await desk.import_file(Path(file), Path(folder) / "quarantine.csv")
        sys.stdout.write(f"{result.as_json()}\n")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
