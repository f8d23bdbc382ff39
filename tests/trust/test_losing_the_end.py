"""A log that lost its end, or goes on otherwise than was archived, takes no event: numbers would be given out again."""

from itertools import islice
from pathlib import Path

import pytest

from domain.refusals import EventsMissing
from gongdan.service.notarising import Notarising
from gongdan.watching.losses import LossWatch
from tests.trust.made_up import LOG, archive, messages
from tests.trust.test_notary import Fake

MESSAGES = list(islice(messages(), 120))


async def test_it_is_known_before_anything_is_taken(tmp_path: Path):
    made, cut = archive(tmp_path / "archive.db", 120), Fake(MESSAGES[:100])
    losses = LossWatch(cut)  # type: ignore[arg-type]
    notarising = Notarising(made, LOG, cut, losses)  # type: ignore[arg-type]
    cut.stream = "GONGDAN_EVENTS"  # type: ignore[attr-defined]
    await notarising.look()
    assert not losses.whole
    with pytest.raises(EventsMissing):
        losses.require_whole()
    assert notarising.hindrance
    assert "gongdan repair" in notarising.hindrance.say("en")
    made.close()


async def test_a_whole_log_hinders_nobody(tmp_path: Path):
    made, whole = archive(tmp_path / "archive.db", 100), Fake(MESSAGES)
    losses = LossWatch(whole)  # type: ignore[arg-type]
    notarising = Notarising(made, LOG, whole, losses)  # type: ignore[arg-type]
    await notarising.look()
    losses.require_whole()
    assert notarising.hindrance is None
    made.close()
