"""The rules of routing: put forward twice, taken off the table once, agreed to and published."""

from typing import Final

from domain.routing.events import RoutingApproved, RoutingProposed, RoutingPublished, RoutingRejected
from domain.rulebook.commands import digest
from tests.golden_events.stories.second.people import MANAGER
from tests.golden_events.stories.story import Happened

TEXT: Final = """\
# 谁来接：自上而下，第一条符合的规则生效
name = "desk"
version = 1

[[rules]]
name = "complaints"
kind = ["complaint"]
staff = "002"

[[rules]]
name = "air-conditioners"
kind = ["fault", "maintenance"]
product = ["*空调*"]
region = ["河北省*"]
team = "north"
"""
FOR_ALL: Final = TEXT.replace('region = ["河北省*"]\n', "")

ROUTING: Final = (
    Happened(RoutingProposed(version=1, sha256=digest(FOR_ALL), text=FOR_ALL)),
    Happened(RoutingRejected(version=1, sha256=digest(FOR_ALL), reason="北区一组只管河北"), by=MANAGER),
    Happened(RoutingProposed(version=1, sha256=digest(TEXT), text=TEXT)),
    Happened(RoutingApproved(version=1, sha256=digest(TEXT), reason="与北区一组商定"), by=MANAGER),
    Happened(RoutingPublished(version=1, sha256=digest(TEXT), text=TEXT)),
)
