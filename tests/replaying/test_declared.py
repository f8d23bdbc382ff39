"""What may be seen of each declared personal field in a masked replay, written down here and not asked of the masking.

Every event type says a made-up value of each field that it declares personal; none of these values is in the row.
"""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from pydantic_core import to_json

from domain.catalogue import EVENTS
from domain.record.envelope import Envelope
from domain.record.personal import Path, PersonalClass, PersonalField, personal_fields
from projections.replaying.masking import Masking
from projections.replaying.rows import Row
from tests.replaying.logged import Logged

SAID: Final[dict[PersonalClass, str]] = {
    "name": "Quillonbaskerville",
    "contact": "wuxingshijian2077",
    "device": "SN20240399XYZW",
    "text": "楼道尽头那间漆成绿色的屋子",
    "place": "杜鹃花路七十七号后门进",
    "network": "203.0.113.211",
    "source": "第九行登记本上的原话照抄",
}
SAID_OF: Final = {
    "salutation": "玄武门前的陌生人先生",
    "phone": "13987602468",
    "email": "qingshanlvshui@example.org",
}
"""Where the class alone does not tell what a value looks like: by the field's own name."""
SHOWN: Final[dict[PersonalClass, str | None]] = {
    "name": "Q*",
    "contact": "w****",
    "device": "SN2024*****",
    "text": None,
    "place": None,
    "network": None,
    "source": None,
}
SHOWN_OF: Final = {
    "salutation": "*先生",
    "phone": "139****2468",
    "email": "q***@example.org",
}
"""What is left of the values; None: nothing, the field is left out."""
A_COMPANYS: Final = (("customer_name",), ("name",))
FIELDS: Final = {name: personal_fields(kind) for name, kind in sorted(EVENTS.items())}
ENVELOPE: Final = personal_fields(Envelope)
HEAD: Final = {
    "id": "00000000-0000-0000-0000-000000000001",
    "schema": 1,
    "aggregate": "ticket-202405-00001",
    "version": 1,
    "occurred": "2024-05-01T01:30:00Z",
    "recorded": "2024-05-01T01:30:00Z",
    "customer": "customer-C1",
    "command": "5d1c7f4a-2b3e-5c6d-8f90-a1b2c3d4e5f6",
    "correlation": "5d1c7f4a-2b3e-5c6d-8f90-a1b2c3d4e5f6",
}


class Saying(Logged):
    """A log of which every sealed value says its made-up one."""

    def __init__(self) -> None:
        """Without messages and keys: only bodies are given to it."""

    def opened(self, body: dict[str, Any], path: Path, sealed: dict[str, Any], position: int) -> object:
        return sealed["sealed"]

    def pseudonym(self, kind: str, value: str) -> str:
        return "stand-in"


def masked(name: str, **said: Any) -> Row:
    """The row of an event of this type in which every personal field is said, and these ones."""
    body: dict[str, Any] = {**HEAD, "type": name, "actor": {"id": "a-001", "role": "agent", "channel": "api"}}
    body["data"] = dict(said)
    for path, mark in ENVELOPE:
        put(body, path, {"sealed": said_of((path, mark))})
    for path, mark in FIELDS[name]:
        put(body["data"], path, {"sealed": said_of((path, mark))})
    return Masking(Saying(), clear=False).row(_Stored(), body)


class _Stored:
    sequence = 1


def put(holder: dict[str, Any], path: Path, value: object) -> None:
    for name in path[:-1]:
        holder = holder.setdefault(name, {})
    holder[path[-1]] = value


def at(holder: Any, path: Path) -> Any:
    for name in path:
        holder = holder.get(name, {})
    return holder or None


def said_of(field: PersonalField) -> str:
    path, mark = field
    return SAID_OF.get(path[-1], SAID[mark.kind])


def shown_of(field: PersonalField) -> str | None:
    path, mark = field
    return SHOWN_OF.get(path[-1], SHOWN[mark.kind])


def of_class(kind: PersonalClass) -> Iterator[tuple[str, PersonalField]]:
    return ((name, field) for name, fields in FIELDS.items() for field in fields if field[1].kind == kind)


def test_every_class_is_declared_somewhere_and_every_made_up_value_is_long_and_its_own():
    declared = {mark.kind for _, mark in ENVELOPE} | {mark.kind for fields in FIELDS.values() for _, mark in fields}
    assert declared == set(SAID) == set(SHOWN)
    values = [*SAID.values(), *SAID_OF.values()]
    assert all(len(value) >= 6 for value in values)
    assert not [one for one in values for other in values if one is not other and one in other]


def test_no_made_up_value_is_anywhere_in_the_masked_row_of_a_type():
    for name in FIELDS:
        shown = to_json(masked(name)).decode()
        assert [value for value in (*SAID.values(), *SAID_OF.values()) if value in shown] == [], name


@pytest.mark.parametrize("kind", SAID)
def test_of_each_declared_field_stands_what_its_class_leaves_and_no_more(kind: PersonalClass):
    for name, field in of_class(kind):
        assert at(masked(name).body, field[0]) == shown_of(field), (name, field[0])


def test_of_a_company_its_own_name_is_shown_and_no_person_s():
    for name, field in of_class("name"):
        if "company" in EVENTS[name].model_fields:
            path = field[0]
            shown = SAID["name"] if path in A_COMPANYS else shown_of(field)
            assert at(masked(name, company=True).body, path) == shown, (name, path)
