"""The second set: a repair and a ticket merged into it, their customer, an engineer, and the rules of the desk."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from tests.golden_events.stories.second import customer, routing, rules, staff
from tests.golden_events.stories.second.intake import BEGINS, DIAGNOSIS, INTAKE, KEY, OTHER_KEY, PLAN
from tests.golden_events.stories.second.people import ADMINISTRATOR, AGENT, CLERK, CUSTOMER, OTHER_CUSTOMER, SUPERVISOR
from tests.golden_events.stories.second.support import SUPPORT
from tests.golden_events.stories.second.work import COMPENSATION, DISPATCH, PARTS, WORK
from tests.golden_events.stories.story import Story


def _about(ticket: str, customer: str, policy: str) -> dict[str, Any]:
    return {"ticket": ticket, "customer": customer, "policy": policy}


STORIES: Final = (
    Story(
        KEY,
        BEGINS,
        AGENT,
        (*INTAKE, *DIAGNOSIS, *PLAN, *PARTS, *DISPATCH, *WORK, *COMPENSATION),
        besides=_about(KEY, CUSTOMER, "handbook@1"),
    ),
    Story(
        OTHER_KEY,
        BEGINS + timedelta(minutes=30),
        AGENT,
        SUPPORT,
        besides=_about(OTHER_KEY, OTHER_CUSTOMER, "software-support@1"),
    ),
    Story(CUSTOMER, BEGINS - timedelta(days=30), CLERK, customer.RECORD, besides={"customer": CUSTOMER}),
    Story("staff-003", datetime(2025, 3, 3, 1, 0, tzinfo=UTC), SUPERVISOR, staff.RECORD, timedelta(days=1)),
    Story("policy-north-workshop", datetime(2025, 7, 1, 2, 0, tzinfo=UTC), ADMINISTRATOR, rules.PACKS),
    Story("calendar-hebei", datetime(2025, 7, 2, 2, 0, tzinfo=UTC), ADMINISTRATOR, rules.CALENDARS),
    Story("routing-desk", datetime(2025, 7, 3, 2, 0, tzinfo=UTC), SUPERVISOR, routing.ROUTING),
)
