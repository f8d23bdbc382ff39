"""月度分析 (R41, R42): the month at a glance beside its targets, then each figure by what it is broken down by."""

from collections.abc import Iterator

from api.documents.paper import Section
from api.documents.told import ToldReport
from gongdan.documents.periods import tables
from gongdan.documents.periods.products import rates
from gongdan.documents.writing import Writer


def sections(write: Writer, told: ToldReport) -> Iterator[Section]:
    yield tables.edition(write, told)
    yield tables.summary(write, told)
    yield from tables.note(write, told)
    yield from breakdowns(write, told)


def breakdowns(write: Writer, told: ToldReport) -> Iterator[Section]:
    """All that stands in a quarter's report too."""
    yield from tables.shares(write, told)
    yield tables.speeds(write, told)
    yield tables.compliance(write, told)
    yield tables.scores(write, told)
    yield tables.causes(write, told)
    yield tables.engineers(write, told)
    yield rates(write, told)
    yield write.passage("flagged", write.listed(told.flagged), none="flagged")
