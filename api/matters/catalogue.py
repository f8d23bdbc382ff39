"""Every kind of matter that is offered: a new one is a file of its own and a line here."""

from typing import Final

from api.matters.articles import ARTICLES
from api.matters.care import CARE_PLANS
from api.matters.complaints import COMPLAINTS
from api.matters.improvements import IMPROVEMENTS
from api.matters.incidents import INCIDENTS
from api.matters.inspections import INSPECTIONS
from api.matters.meetings import MEETINGS
from api.matters.offered import Offered
from api.matters.returns import RETURNS

OFFERED: Final[tuple[Offered, ...]] = (
    RETURNS,
    MEETINGS,
    CARE_PLANS,
    ARTICLES,
    COMPLAINTS,
    INCIDENTS,
    INSPECTIONS,
    IMPROVEMENTS,
)
