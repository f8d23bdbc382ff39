"""The engineer's day: visits in order, and each visit as steps that are reported from a phone, also without a line."""

from typing import Final

from gongdan.console.pages.day import visits, worker
from gongdan.console.pages.day.visit import contact, files, reporting, shown

ROUTERS: Final = (
    visits.router,
    worker.router,
    files.router,
    contact.router,
    shown.router,
    reporting.router,
)
