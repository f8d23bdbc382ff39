"""What the engineer finds, shows and explains on site (现场检测、说明): R10, R21."""

from domain.ticket.commands import (
    AddAttachment,
    ArriveOnSite,
    ConsentToRepair,
    DiagnoseFault,
    DispatchEngineer,
    GradeTicket,
    LogWork,
    ProposePlan,
    ResolveTicket,
    SharePlan,
    TestFunction,
)
from domain.ticket.events import FaultDiagnosed, PlanShared, RepairConsented, TicketResolved
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import at
from tests.scenarios.people import agent, engineer, supervisor
from tests.scenarios.told.taking_in.intake import CALL
from tests.scenarios.told.working.dispatch import DISPATCHED


@scenario(
    "R10",
    zh="现场检测得出诊断；受理后 48 小时内把详细方案发给客户，仍算按时",
    en="A test on site finds the fault, and the customer has the detailed solution within 48 h of the report",
)
def a_test_on_site_finds_it_and_the_detailed_solution_is_out_within_two_days() -> Story:
    found = {"finding": "压缩机绕组断路", "fault_type": "hardware", "found_by": "on-site"}
    plan = ProposePlan(steps="更换压缩机", owner="e-003", deadline=at("2024-05-06 18:00"))
    return (
        given(
            opens(agent, CALL).at("09:30"),
            agent(GradeTicket(severity="general", reason="不影响使用")),
            supervisor(DispatchEngineer(engineer="e-003")),
            engineer(ArriveOnSite()).at("16:00"),
        )
        .under("service-plan")
        .when(engineer(DiagnoseFault.model_validate(found)).at("16:20"))
        .then(FaultDiagnosed.model_validate(found))
        .then_clock("preliminary-diagnosis", limit="24 h", took="6 h 50 min")
        .when(engineer(plan))
        .then_recorded(plan=1)
        .when(engineer(SharePlan(plan=1, channel=Channel.EMAIL)).at("2024-05-03 09:30"))
        .then(PlanShared(plan=1, channel=Channel.EMAIL))
        .then_clock("detailed-solution", limit="48 h", took="2 days")
    )


@scenario(
    "R21",
    zh="现场拍照存证，说明故障原因和维修方案后客户同意，修后说明注意事项",
    en="On site photos are kept, cause and repair explained before the customer agrees, and precautions after it",
)
def photos_are_kept_and_cause_repair_and_precautions_explained() -> Story:
    agreed = {"by": "张伟", "given": "in-person", "repair": "更换铜管接头", "note": "已向客户说明：接头老化泄漏"}
    done = {"cause": "接头老化泄漏", "handling": "更换铜管接头", "precautions": "勿自行拆装，半年后检查压力"}
    return (
        given(*DISPATCHED, engineer(ArriveOnSite()).at("14:00"))
        .under("appliance")
        .when(engineer(_photo("修前.jpg", "a")))
        .then_recorded()
        .when(engineer(ConsentToRepair.model_validate(agreed)))
        .then(RepairConsented.model_validate(agreed))
        .when(engineer(LogWork(work="repair", steps="更换铜管接头", minutes=40)))
        .then_recorded()
        .when(engineer(_photo("修后.jpg", "b")))
        .then_recorded()
        .when(engineer(TestFunction(passed=True)))
        .then_recorded()
        .when(engineer(ResolveTicket.model_validate(done)))
        .then(TicketResolved.model_validate(done))
    )


def _photo(name: str, digit: str) -> AddAttachment:
    return AddAttachment(sha256=digit * 64, size=48_213, media_type="image/jpeg", name=name, purpose="photo")
