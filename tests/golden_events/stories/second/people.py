"""Who acts in the second set: the staff by their numbers, the customer herself, and the program."""

from typing import Final

from domain.record.envelope import Actor

CUSTOMER: Final = "customer-0107"
OTHER_CUSTOMER: Final = "customer-0108"

AGENT: Final = Actor(id="001", role="agent", channel="api", address="198.51.100.21")
SUPERVISOR: Final = Actor(id="002", role="supervisor", channel="api", address="198.51.100.22")
ENGINEER: Final = Actor(id="003", role="engineer", channel="api", address="203.0.113.73")
WAREHOUSE: Final = Actor(id="031", role="warehouse", channel="cli", entered_by="operator")
PRODUCT_CONTACT: Final = Actor(id="041", role="department-contact", channel="api")
MANAGER: Final = Actor(id="009", role="manager", channel="api", address="198.51.100.29")
STAND_IN: Final = Actor(id="005", role="supervisor", channel="api", stand_in_for="002")
CLERK: Final = Actor(id="011", role="clerk", channel="api", on_behalf_of=CUSTOMER)
ADMINISTRATOR: Final = Actor(id="099", role="administrator", channel="cli", entered_by="operator")
PRIVACY_OFFICER: Final = Actor(id="012", role="privacy-officer", channel="api", address="198.51.100.32")
HERSELF: Final = Actor(id=CUSTOMER, role="customer", channel="api", address="2001:db8::5a")
PROGRAM: Final = Actor(id="gongdan", role="system", channel="system")
