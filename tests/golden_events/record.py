"""Records a new set of golden events with today's code; a set that exists is never touched.

python -m tests.golden_events.record v2
"""

import base64
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from domain.record.envelope import Recorded
from gongdan.storing.chain import Chain
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from tests.golden_events.stories import SETS
from tests.golden_events.stories.story import Story


def record(folder: Path, stories: Sequence[Story]) -> None:
    """Write the stored events, their keys, and what they say in the clear; the folder must be new."""
    folder.mkdir(parents=True)
    master = bytes(range(32))
    (folder / "master.key").write_text(base64.b64encode(master).decode() + "\n")
    keys = KeyStore.open(folder / "keys.db", master)
    chain = Chain(EventMapper(keys), "gongdan")
    lines: list[str] = []
    plain: list[dict[str, Any]] = []
    for story in stories:
        events, stored, _ = chain.link(story.pending(), None)
        plain += [plain_form(recorded) for recorded in events]
        for each in stored:
            stands = {"aggregate": each.originator_id, "version": each.originator_version, "topic": each.topic}
            lines.append(json.dumps({**stands, "body": each.state.decode()}, ensure_ascii=False))
    keys.close()
    (folder / "events.jsonl").write_text("\n".join(lines) + "\n")
    (folder / "plain.json").write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n")


def plain_form(recorded: Recorded) -> dict[str, Any]:
    """All that an event says, in the clear, but for the hash of the one before it."""
    return {
        "envelope": recorded.envelope.model_dump(mode="json", exclude_none=True, exclude={"previous"}),
        "data": recorded.event.model_dump(mode="json", exclude_none=True),
    }


if __name__ == "__main__":
    name = sys.argv[1]
    record(Path(__file__).parent / name, SETS[name])
