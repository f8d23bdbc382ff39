"""What can be done to a customer's record over HTTP, with an example of each."""

from typing import Annotated, Any, Final

from pydantic import Field

from api.records.acting import Acted
from api.tickets.actions import Body, body_for
from domain.customer.commands import COMMANDS
from domain.record.identity import is_customer_key
from domain.refusals import NotAllowed

NOUNS: Final[dict[str, str]] = {
    "rename": "renaming",
    "change-contact": "contact",
    "remove-contact": "contact-removal",
    "agree-contract": "contract",
    "choose-notices": "notices",
    "register-product": "product",
    "release-product": "product-release",
    "give-consent": "consent",
    "withdraw-consent": "consent-withdrawal",
    "request-measure": "measure-request",
    "decline-measure": "measure-refusal",
    "restrict": "restriction",
    "unrestrict": "restriction-end",
    "erase": "erasure",
    "export-customer": "export",
    "place-hold": "hold",
    "lift-hold": "hold-end",
}
"""``POST /customers/{id}/<noun>`` for all but registering, and what is the program's own or fetched."""

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "register": {
        "name": "远山科技有限公司",
        "company": True,
        "contact": {"name": "张伟", "salutation": "先生", "phone": "13812345678"},
        "tier": "key",
        "dedicated_staff": "a-001",
        "notices": "sms",
    },
    "rename": {"name": "远山科技股份有限公司", "reason": "改制"},
    "change-contact": {"person": 2, "contact": {"name": "李娜", "salutation": "女士", "email": "li@example.com"}},
    "remove-contact": {"person": 2, "reason": "已离职"},
    "agree-contract": {"tier": "key", "dedicated_staff": "a-001"},
    "choose-notices": {"notices": "wechat"},
    "register-product": {
        "product": {"name": "智能空调", "model": "KFR-35", "serial": "202403A0001", "purchased": "2024-03"},
    },
    "release-product": {"item": 1, "released_as": "passed-on", "reason": "转让给他人"},
    "give-consent": {"purpose": "survey", "channel": "phone", "evidence": "电话录音"},
    "withdraw-consent": {"purpose": "survey"},
    "request-measure": {"measure": "restrict", "ground": "asked", "reason": "客户要求"},
    "decline-measure": {"reason": "法定保存期未满"},
    "restrict": {},
    "unrestrict": {},
    "erase": {},
    "export-customer": {},
    "place-hold": {},
    "lift-hold": {},
}


def key_of(customer: str) -> str:
    """The aggregate's key, of an id with or without ``customer-``. Raises NotAllowed for what can be none."""
    key = f"customer-{customer.removeprefix('customer-')}"
    if not is_customer_key(key):
        raise NotAllowed("bad-customer-key")
    return key


CUSTOMERS: Final = Acted("customers", key_of, COMMANDS, NOUNS, EXAMPLES)


class RegisteringBody(Body):
    """A registration may name the key that tickets of the customer already have."""

    customer: Annotated[
        str | None,
        Field(max_length=80, description="The customer's key or id; a new one is made where it is left out."),
    ] = None


REGISTERING: Final = body_for(COMMANDS["register"], EXAMPLES["register"], RegisteringBody)
