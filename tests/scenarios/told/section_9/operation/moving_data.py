"""Who imports, replays, exports, tries other packs, and backs up."""

from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import administrator, agent, auditor, clerk, manager, quality
from tests.scenarios.told.section_9.standing import NORTH, north_supervisor, south_supervisor


@right("import, units sold", zh="由文员导入工单和销量；客服、总监不能")
def clerks_import_tickets_and_units_sold() -> Story:
    return (
        given()
        .when(clerk.asks("import", ticket=None))
        .then_allowed()
        .when(agent.asks("import", ticket=None))
        .then_refused()
        .when(clerk.asks("import-units-sold", ticket=None))
        .then_allowed()
        .when(manager.asks("import-units-sold", ticket=None))
        .then_refused()
    )


@right(
    "replay, export (masked), what-if under another pack",
    zh="总监、质检、审计不限；主管限本班组的工单；客服、系统管理员不能",
    en="Managers, quality and auditors replay everything, supervisors their team's tickets",
)
def managers_quality_and_auditors_replay_all_supervisors_their_teams_tickets() -> Story:
    return (
        given(NORTH)
        .when(manager.asks("replay"))
        .then_allowed()
        .when(quality.asks("judge"))
        .then_allowed()
        .when(auditor.asks("export"))
        .then_allowed()
        .when(north_supervisor.asks("judge"))
        .then_allowed()
        .when(south_supervisor.asks("export"))
        .then_refused()
        .when(agent.asks("export"))
        .then_refused()
        .when(administrator.asks("replay"))
        .then_refused()
    )


@right(
    "backup, restore",
    zh="备份、恢复由系统管理员办理，但不能因此查看工单",
    en="Administrators back up and restore, and read no ticket for it",
)
def administrators_back_up_and_restore_and_read_no_ticket_for_it() -> Story:
    return (
        given(NORTH)
        .when(administrator.asks("backup", ticket=None))
        .then_allowed()
        .when(administrator.asks("restore", ticket=None))
        .then_allowed()
        .when(manager.asks("restore", ticket=None))
        .then_refused()
        .when(administrator.asks("read"))
        .then_refused()
    )
