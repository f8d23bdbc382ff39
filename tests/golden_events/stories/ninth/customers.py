"""A customer known by tickets alone: exported, held, erased later than asked, and then nothing of them left."""

from datetime import UTC, date, datetime
from typing import Final

from domain.customer.events import (
    CustomerErased,
    CustomerRestricted,
    ErasureCompleted,
    ErasurePostponed,
    ExportApproved,
    ExportFetched,
    HoldLifted,
    HoldPlaced,
    MeasureRequested,
)
from domain.record.envelope import Actor
from tests.golden_events.stories.story import Happened, Story

CUSTOMER: Final = "customer-c90417"
ASKER: Final = Actor(id="021", role="privacy-officer", channel="api", address="198.51.100.21")
SECOND: Final = Actor(id="022", role="privacy-officer", channel="web", address="198.51.100.22")
SYSTEM: Final = Actor(id="gongdan", role="system", channel="system")

STORIES: Final[tuple[Story, ...]] = (
    Story(
        CUSTOMER,
        datetime(2027, 3, 1, 2, 0, tzinfo=UTC),
        ASKER,
        (
            Happened(MeasureRequested(measure="export", ground="asked", reason="客户来信索取本人资料")),
            Happened(ExportApproved(requested_by="021"), by=SECOND),
            Happened(ExportFetched()),
            Happened(MeasureRequested(measure="hold", ticket="202702-00017", reason="该工单涉诉，证据须保全")),
            Happened(HoldPlaced(hold=1, ticket="202702-00017", requested_by="021"), by=SECOND),
            Happened(MeasureRequested(measure="erase", ground="asked", reason="客户来信要求删除")),
            Happened(CustomerRestricted(requested_by="021"), by=SECOND),
            Happened(ErasurePostponed(because="hold", until=date(2030, 2, 18), requested_by="021"), by=SECOND),
            Happened(MeasureRequested(measure="lift", hold=1, reason="案件已审结")),
            Happened(HoldLifted(hold=1, requested_by="021"), by=SECOND),
            Happened(CustomerErased(requested_by="021"), by=SYSTEM),
            Happened(
                ErasureCompleted(subject_keys=("5e1f0c9a7b3d4e62a8c4f0e1d2b39a76",), data_keys=9, files=2, tables=21),
                by=SYSTEM,
            ),
        ),
        besides={"customer": CUSTOMER},
    ),
)
