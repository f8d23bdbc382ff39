"""The scrub reads all of the log, names what is not as it was archived, and forgets what was mended."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

from consumers.notary.scrub import Scrub
from tests.trust.made_up import archive, messages
from tests.trust.test_notary import Fake

MESSAGES = list(islice(messages(), 1_200))


async def test_what_is_missing_or_changed_is_named(tmp_path: Path):
    made, changed = archive(tmp_path / "archive.db", 1_200), replace(MESSAGES[699], body=b"{}")
    source = Fake([*MESSAGES[:99], *MESSAGES[100:699], changed, *MESSAGES[700:]])
    scrub = Scrub(source, made)
    found = await scrub.round()
    assert {at: damage.missing for at, damage in found.items()} == {100: True, 700: False}
    assert found[100].subject == MESSAGES[99].subject
    source.held = MESSAGES
    assert not await scrub.round()
    assert scrub.rounds == 2
    made.close()


async def test_what_another_message_says_of_its_headers_counts_too(tmp_path: Path):
    made = archive(tmp_path / "archive.db", 1_200)
    changed = replace(MESSAGES[1_150], headers=MESSAGES[1_150].headers.replace(b"Version: ", b"Version:  "))
    scrub = Scrub(Fake([*MESSAGES[:1_150], changed, *MESSAGES[1_151:]]), made)
    assert list(await scrub.round()) == [1_151]
    made.close()
