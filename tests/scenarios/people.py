"""Who acts in the scenarios: one name for each, with role and staff number."""

from typing import Final

from tests.scenarios.parts import CUSTOMER, Who

agent: Final = Who("agent", "a-001")
other_agent: Final = Who("agent", "a-002")
engineer: Final = Who("engineer", "e-003")
other_engineer: Final = Who("engineer", "e-004")
supervisor: Final = Who("supervisor", "s-002")
manager: Final = Who("manager", "m-001")
customer: Final = Who("customer", CUSTOMER)
other_customer: Final = Who("customer", "customer-li")
warehouse: Final = Who("warehouse", "w-001")
clerk: Final = Who("clerk", "c-001")
complaint_handler: Final = Who("complaint-handler", "h-001")
product_contact: Final = Who("department-contact", "p-001", frozenset({"product"}))
logistics_contact: Final = Who("department-contact", "l-001", frozenset({"logistics"}))
returns_inspector: Final = Who("returns-inspector", "i-001")
quality: Final = Who("quality", "q-001")
emergency: Final = Who("emergency-team", "r-001")
auditor: Final = Who("auditor", "x-001")
privacy_officer: Final = Who("privacy-officer", "v-001")
other_privacy_officer: Final = Who("privacy-officer", "v-002")
administrator: Final = Who("administrator", "d-001")
other_administrator: Final = Who("administrator", "d-002")
system: Final = Who("system", "gongdan")
