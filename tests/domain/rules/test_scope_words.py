"""Whoever is refused reads whose things they might act on: tickets, records, or what concerns them."""

import pytest

from domain.rights import TABLE, Row, Scope, scoped
from domain.wording import word

SCOPED = [(row, scope) for row in TABLE for scope in sorted({*row.may.values()} - {"all"})]


@pytest.mark.parametrize(("row", "scope"), SCOPED, ids=lambda each: each.zh if isinstance(each, Row) else each)
def test_every_scope_has_words_for_what_its_row_is_about(row: Row, scope: Scope) -> None:
    role = next(role for role, held in row.may.items() if held == scope)
    code = scoped(row.about, scope, role)
    chinese, english = word(code, chinese=True), word(code, chinese=False)
    assert code not in (chinese, english)
    assert ("工单" in chinese, "ticket" in english) == (row.about == "ticket" and scope != "asked",) * 2
