"""Emergencies (应急): R37."""

from domain.matters.incidents.commands import (
    CallTeam,
    CloseIncident,
    ConfirmAlarm,
    DismissAlarm,
    InformCustomers,
    RaiseAlarm,
    RepeatSignal,
    RestoreService,
    ReviewIncident,
    TakeMeasure,
)
from domain.matters.incidents.vocabulary import Member
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.parts import Step, Who, at
from tests.scenarios.people import agent, emergency, manager, supervisor, system

agent_and_supervisor = Who("agent", "s-009", also=("supervisor",))

RAISE = RaiseAlarm(
    signal="ticket-spike", product="智能空调", region="上海", observed=46, usual=8, minutes=60, words="断电"
)
REPEAT = RepeatSignal(observed=71, usual=8, minutes=60, words="仍在增加")
CONFIRM = ConfirmAlarm(reason="均为同一批次,属实")
TEAM = CallTeam(
    team=(
        Member(staff="r-001", duty="lead"),
        Member(staff="r-002", duty="technical"),
        Member(staff="a-001", duty="customer-contact"),
    )
)
MEASURE = TakeMeasure(what="停止该批次发货", staff="r-002", at=at("10:20"))
RAISED: tuple[Step, ...] = (system(RAISE).begin("incident").at("10:00"),)


@scenario(
    "R37",
    zh="系统报警，人员确认后召集小组处置，告知客户、恢复，复盘得出教训后关闭",
    en="An alarm is raised, confirmed by a person and acted on by a team; customers are told, and lessons end it",
)
def an_alarm_is_confirmed_acted_on_and_reviewed() -> Story:
    return (
        given(*RAISED)
        .when(emergency(TEAM).on_matter())
        .then_refused("matter-status")
        .when(supervisor(CONFIRM).on_matter())
        .then_recorded()
        .when(emergency(MEASURE).on_matter())
        .then_refused("matter-status")
        .when(emergency(TEAM).on_matter())
        .then_recorded()
        .when(emergency(MEASURE).on_matter().at("10:30"))
        .then_recorded()
        .when(emergency(InformCustomers(channel=Channel.SMS, words="请断电停用", customers=46)).on_matter())
        .then_recorded()
        .when(emergency(RestoreService(at=at("10:10"), words="全部更换电源板")).on_matter())
        .then_refused("before-measure")
        .when(emergency(RestoreService(at=at("10:31"), words="全部更换电源板")).on_matter())
        .then_recorded()
        .when(manager(CloseIncident()).on_matter())
        .then_refused("matter-status")
        .when(emergency(ReviewIncident(cause="批次缺陷", lessons="来料须抽检")).on_matter())
        .then_recorded()
        .when(manager(CloseIncident()).on_matter())
        .then_recorded()
    )


@scenario(
    "R37",
    zh="人员认为不属实的解除并说明原因；发起警报的人不能自行确认",
    en="A person dismisses a false alarm with the reason; who raised an alarm does not confirm it",
)
def a_person_dismisses_a_false_alarm_and_nobody_confirms_their_own() -> Story:
    return (
        given(agent_and_supervisor(RAISE).begin("incident"))
        .when(agent_and_supervisor(CONFIRM).on_matter())
        .then_refused("own-alarm")
        .when(manager(DismissAlarm(reason="重复导入所致")).on_matter())
        .then_recorded()
        .when(supervisor(CONFIRM).on_matter())
        .then_refused("matter-status")
    )


@scenario("R37", zh="同一信号再次出现，补记在原警报下", en="The same signal again is added to the alarm")
def the_same_signal_again_is_added_to_the_alarm() -> Story:
    return (
        given(*RAISED)
        .when(system(REPEAT).on_matter())
        .then_recorded()
        .when(agent(REPEAT.model_copy(update={"observed": 90})).on_matter())
        .then_recorded()
    )
