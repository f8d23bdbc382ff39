"""The documents of a ticket: what stands in each, to whom it is shown, and what it takes before there is one."""

import re
from dataclasses import replace

import pytest

from api.documents.paper import TICKET_DOCUMENTS, TicketDocument
from api.documents.port import NotYet, Printing
from api.tickets.standing.dossier import LinkedMatter
from domain.record.personal import ERASED
from domain.refusals import Language
from domain.ticket import events as e
from gongdan.documents.printer import Printer
from tests.documents.printing import AGENT, CUSTOMER, PRINTED, facts, paper, pdf, section, text, told
from tests.documents.story import (
    HOSTILE,
    NEXT_DAY,
    NUMBER,
    SIGNED,
    beginning,
    confirmed,
    imported,
    planned,
    solved,
    whole,
    worked,
)
from tests.projections.logs import at

TITLES = {
    "service-report": ("售后服务报告", "Service report"),
    "plan": ("问题处理方案表", "Solution plan"),
    "confirmation": ("问题确认单", "Confirmation of the solution"),
    "survey": ("客户满意度反馈表", "Customer satisfaction survey"),
    "closing-report": ("结案报告", "Closing report"),
    "dossier": ("服务档案", "Service dossier"),
}
GOLDEN: dict[str, tuple[str, ...]] = {
    "service-report": (
        "更换电源板，整机测试",
        "2024-05-02 14:30",
        "PSU-KFR35",
        "P20240*****",
        "雨季前检查密封",
        "来得有点晚",
    ),
    "plan": ("更换电源板，整机测试", "等备件一天", "480.00", "2024-05-01 11:10"),
    "confirmation": ("更换电源板", "雨季前检查密封", "机器已正常"),
    "survey": ("来得有点晚",),
    "closing-report": ("备件应随车带一块电源板", "电源板受潮", "晚到半小时"),
    "dossier": ("备件费用须先报价", "客户单位门卫须登记", "备件应随车带一块电源板"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", TICKET_DOCUMENTS)
def test_every_document_says_what_was_recorded_in_the_readers_language(kind: TicketDocument, language: Language):
    made = paper(kind, whole(), language=language)
    printed = text(pdf(made))
    assert TITLES[kind][0 if language == "zh" else 1].replace(" ", "") in printed
    for said in ("张*", "138****5678", "202403*****", "KFR-35", made.number, *GOLDEN[kind]):
        assert "".join(said.split()) in printed, said
    assert "13812345678" not in printed
    assert not re.search(r"None(?!\.)", printed), "what is not known has no line"


def test_a_visit_stands_beside_the_time_that_was_promised():
    assert section(paper("service-report", whole()), "visits").rows == [
        ["2024-05-02 14:00", "2024-05-02 14:30", "晚 30 分钟", "*张工（e-003）"]
    ]


def test_a_visit_at_the_promised_minute_is_in_time():
    arrived = (at("14:00", NEXT_DAY), "e-003:engineer", e.EngineerArrived())
    assert section(paper("service-report", [*beginning(), *worked()[:3], arrived]), "visits").rows[0][2] == "准时"


def test_a_service_report_lists_work_parts_fees_and_the_result():
    made = paper("service-report", whole())
    assert section(made, "work").rows == [
        ["2024-05-02 15:00", "*张工（e-003）", "更换", "断电，更换电源板", "导热硅脂", "启动正常", "45"]
    ]
    assert section(made, "parts").rows == [["2024-05-02 15:05", "PSU-KFR35", "P20240*****", "1"]]
    assert facts(made, "money") == {"报价": "480.00 元", "客户意见": "同意", "已收费用": "0.00 元"}
    assert facts(made, "result")["功能测试"] == "通过"


def test_a_service_report_is_a_draft_until_a_solution_stands():
    assert paper("service-report", [*beginning(), *worked()]).draft
    assert not paper("service-report", [*beginning(), *worked(), *solved()]).draft
    rejected = (at("16:00", NEXT_DAY), "customer-1:customer", e.ResolutionRejected(reason="又坏了"))
    assert paper("service-report", [*beginning(), *worked(), *solved(), rejected]).draft


def test_a_plan_names_its_version_its_options_and_who_decided_on_it():
    made = paper("plan", whole())
    assert facts(made, "plan")["方案版本"] == "2"
    assert [row[-1] for row in section(made, "options").rows] == ["■", ""]
    assert [row[1] for row in section(made, "decisions").rows] == ["批准", "已发客户", "客户选择：A"]
    assert [each.name for each in made.signatures] == ["*张工（e-003）", "*主管（s-001）", ""]


def test_a_plan_that_nobody_approved_is_a_draft():
    assert paper("plan", [*beginning(), *planned()[:3]]).draft
    assert not paper("plan", [*beginning(), *planned()[:4]]).draft


def test_a_confirmation_waits_for_its_signature_and_then_shows_it():
    before = paper("confirmation", [*beginning(), *worked(), *solved()])
    after = paper("confirmation", [*beginning(), *worked(), *solved(), *confirmed()])
    assert ("□ 问题已解决" in section(before, "statement").text, before.signatures[-1].name) == (True, "")
    assert "■ 问题已解决" in section(after, "statement").text
    signed = after.signatures[-1]
    assert (signed.name, signed.at, signed.how, signed.image) == ("张*", "2024-05-02 15:30", "签字确认", SIGNED)


def test_a_confirmation_of_an_earlier_solution_is_none_of_the_present_one():
    again = [
        (at("16:00", NEXT_DAY), "a-001:agent", e.TicketReopened(reason="又坏了")),
        (at("17:00", NEXT_DAY), "e-003:engineer", e.TicketResolved(handling="再次更换")),
    ]
    made = paper("confirmation", [*beginning(), *worked(), *solved(), *confirmed(), *again])
    assert made.signatures[-1].name == ""
    assert "□ 问题已解决" in section(made, "statement").text


def test_a_survey_is_blank_until_it_is_answered():
    blank, answered = paper("survey", beginning()), paper("survey", whole())
    assert section(blank, "questions").rows[0][1:] == ["□"] * 5
    assert section(blank, "comment").lines > 0
    assert section(answered, "questions").rows[0][1:] == ["□", "□", "□", "□", "■"]
    assert section(answered, "recommend").rows == [["□"] * 8 + ["■", "□", "□"]]


def test_a_closing_report_is_a_draft_until_the_case_is_closed():
    assert paper("closing-report", whole()[:-2]).draft
    assert not paper("closing-report", whole()).draft
    assert facts(paper("closing-report", whole()), "case")["处理用时"] == "1 天 5 小时"


def test_a_dossier_proves_each_event_by_its_id():
    made = paper("dossier", whole())
    told = [row for part in made.sections if part.headings[-2:] == ["事件编号", "前序哈希"] for row in part.rows]
    assert len(told) == len(whole())
    assert len({row[-2] for row in told}) == len(whole())
    assert ["2024-05-02 18:10", "备注", "*张工（e-003）\n工程师", "内容：客户单位门卫须登记"] in [
        row[:4] for row in told
    ]


def test_a_dossier_lists_files_by_their_hash_matters_that_belong_to_it_and_what_it_lacks():
    matter = LinkedMatter(
        kind="complaint",
        number="TS202405-00001",
        status="handled",
        ended=False,
        opened=at("13:00"),
        responsible=None,
        due=None,
    )
    written = Printer().of_ticket("dossier", replace(told(whole()), matters=[matter]), Printing("a-001", PRINTED, "zh"))
    [file] = section(written, "files").rows
    assert file[1:5] == ["签字.png、问题确认单", "*张工（e-003）", "900", SIGNED]
    assert section(written, "matters").rows == [["TS202405-00001", "投诉", "已处理", "2024-05-01 13:00"]]
    assert section(written, "lacks").none == "无。"
    assert section(paper("dossier", beginning()), "lacks").text == "处理方案、客户确认、满意度调查、回访、结案报告"
    printed = text(pdf(written))
    assert all(said in printed for said in ("TS202405-00001", SIGNED[:12], "附件与凭证"))


@pytest.mark.parametrize(
    ("kind", "steps", "missing"),
    [
        ("plan", beginning(), "还没有处理方案"),
        ("confirmation", beginning(), "还没有给出解决办法"),
        ("closing-report", beginning(), "还没有编写结案报告"),
    ],
)
def test_there_is_no_document_of_what_did_not_happen(kind: TicketDocument, steps: list[object], missing: str):
    with pytest.raises(NotYet) as refused:
        paper(kind, steps)  # type: ignore[arg-type]
    assert missing in refused.value.missing


def test_a_customer_is_shown_what_is_theirs_to_see():
    """Not who judged the plan that was thrown away, nor what staff noted among themselves."""
    for kind in ("service-report", "plan", "confirmation", "survey"):
        printed = text(pdf(paper(kind, whole(), CUSTOMER)))
        assert "备件费用须先报价" not in printed
        assert "门卫" not in printed
        assert "13812345678" not in printed
        assert "更换电源板" in printed or kind == "survey"


def test_a_plan_that_the_customer_was_not_shown_is_none_to_them():
    drafted = [*beginning(), *planned()[:3]]
    assert paper("plan", drafted, AGENT).draft
    with pytest.raises(NotYet):
        paper("plan", drafted, CUSTOMER)


def test_in_the_clear_nothing_is_masked_and_the_page_says_so():
    masked, clear = (text(pdf(paper("service-report", whole(), clear=clear))) for clear in (False, True))
    assert "个人信息已遮盖" in masked
    assert "个人信息已遮盖" not in clear
    for said in ("张伟", "13812345678", "202403A0001", "李娜"):
        assert said in clear
        assert said not in masked


def test_a_correction_counts_in_what_is_handed_over():
    wrong = (
        at("19:00", NEXT_DAY),
        "c-001:clerk",
        e.CorrectionRecorded(version=1, field="product.model", right="KFR-50", reason="铭牌"),
    )
    assert facts(paper("service-report", [*whole(), wrong]), "product")["型号"] == "KFR-50"


def test_an_imported_ticket_of_which_nothing_is_known_can_be_printed():
    made = paper("service-report", imported())
    assert NUMBER in text(pdf(made))


@pytest.mark.parametrize("kind", TICKET_DOCUMENTS)
def test_what_people_typed_comes_out_as_they_typed_it(kind: TicketDocument):
    steps = [*beginning(HOSTILE), *whole()[4:]]
    assert "".join(HOSTILE.split()) in text(pdf(paper(kind, steps))) or kind == "survey"


def test_what_was_erased_is_said_to_be():
    steps = beginning(ERASED, customer_name=ERASED, contact=e.Contact(name=ERASED, phone=ERASED))
    expected: tuple[tuple[Language, str], ...] = (("zh", "（已按要求删除）"), ("en", "(erased on request)"))
    for language, said in expected:
        made = paper("service-report", steps, language=language)
        assert [fact.value for fact in section(made, "customer").facts[:3]] == [said] * 3
        assert ERASED not in text(pdf(made))


def test_the_department_is_called_as_it_calls_itself():
    printer = Printer("远山电器售后服务部")
    made = printer.of_ticket("survey", told(beginning()), Printing("a-001", PRINTED, "zh"))
    assert "远山电器售后服务部" in text(pdf(made))
