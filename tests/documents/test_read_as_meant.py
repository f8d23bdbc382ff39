"""How documents read to whoever gets them: no word that says something else, no place to sign without what is signed."""

from datetime import date

import pytest

from domain.refusals import Language
from domain.ticket import events as e
from tests.documents.printing import facts, pages, paper, pdf, section, squeezed
from tests.documents.story import NEXT_DAY, Step, beginning, confirmed, solved, whole, worked
from tests.projections.logs import at


def assessed(warranty: str) -> Step:
    ends = date(2023, 10, 21) if warranty == "out" else date(2025, 10, 21)
    event = e.WarrantyAssessed.model_validate({"warranty": warranty, "ends": ends})
    return at("09:50"), "a-001:agent", event


@pytest.mark.parametrize(
    ("warranty", "language", "said"),
    [
        ("out", "zh", "保修期外，2023-10-21 到期"),
        ("out", "en", "out of warranty, ended 2023-10-21"),
        ("in", "zh", "保修期内，至 2025-10-21"),
        ("in", "en", "in warranty, until 2025-10-21"),
    ],
)
def test_a_warranty_that_is_over_does_not_last_until_then(warranty: str, language: Language, said: str):
    made = paper("service-report", [*beginning(), assessed(warranty)], language=language)
    assert said in facts(made, "product").values()


def test_what_the_customer_remarks_on_a_solution_is_no_reason_against_it():
    lines = section(paper("confirmation", [*beginning(), *worked(), *solved(), *confirmed()]), "statement").text
    assert lines.splitlines()[1:] == ["■ 问题已解决，予以确认", "客户说明：机器已正常", "□ 问题未解决，原因："]


@pytest.mark.parametrize("lines", range(12))
def test_nobody_signs_a_page_with_nothing_on_it_but_the_place_to_sign(lines: int):
    """However long the text before it is: the last part of the document comes with it."""
    steps = "\n".join(f"第 {line} 步" for line in range(lines))
    remark = (at("15:01", NEXT_DAY), "e-003:engineer", e.WorkLogged(work="repair", steps=steps or "检查"))
    for kind, before in (("service-report", "客户反馈"), ("confirmation", "客户确认")):
        last = pages(pdf(paper(kind, [*whole(), remark])))[-1]
        assert squeezed(before) in squeezed(last), kind
        assert "客户签字" in squeezed(last), kind


def test_a_short_entry_of_the_dossier_stands_on_one_page():
    notes = [
        (
            at("18:11", NEXT_DAY),
            "e-003:engineer",
            e.NoteAdded(text=f"开头{number}，第二行在后面，" + "中间，" * 12 + f"结尾{number}"),
        )
        for number in range(60)
    ]
    found = ["".join(page.split()) for page in pages(pdf(paper("dossier", [*beginning(), *notes])))]
    assert len(found) > 2
    for number in range(60):
        assert any(f"开头{number}，" in page and f"结尾{number}" in page for page in found), number
