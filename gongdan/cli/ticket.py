"""``gongdan ticket``: open one, act on one, look at one, as a person of a role."""

import typer

from gongdan.cli.asking.acting import add_acting
from gongdan.cli.documents import of_tickets
from gongdan.cli.reading import following
from gongdan.cli.showing.said import say
from gongdan.cli.tickets import actions, files, looking, wholes
from gongdan.cli.tickets.acting import TICKETS

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help=say("登记、办理、查看工单", "Open, act on and look at tickets")
)

add_acting(app, TICKETS)
app.command(
    "actions",
    help=say(
        "列出全部操作，或一项操作的字段。例：gongdan ticket actions grade",
        "List all actions, or the fields of one. Example: gongdan ticket actions grade",
    ),
)(actions.actions)
app.command(
    "show",
    help=say(
        "查看工单现状，或过去某一时刻的样子。例：gongdan ticket show 202405-00123 --as-of 2024-05-01T12:00",
        "Show a ticket as it stands, or stood at a moment. "
        "Example: gongdan ticket show 202405-00123 --as-of 2024-05-01T12:00",
    ),
)(looking.show)
app.command(
    "history",
    help=say("查看工单全部经过。例：gongdan ticket history 202405-00123", "Show all that happened to a ticket."),
)(looking.history)
app.command(
    "own-history",
    help=say(
        "以通俗语言查看工单经过（客户本人）。例：gongdan ticket own-history 202405-00123 --as customer-C10023:customer",
        "Tell what happened in plain words, as its customer sees it. "
        "Example: gongdan ticket own-history 202405-00123 --as customer-C10023:customer",
    ),
)(looking.own_history)
app.command("code", help=following.CODE_HELP)(following.code)
app.command(
    "service-record",
    help=say(
        "查看服务记录及缺项。例：gongdan ticket service-record 202405-00123",
        "Show a ticket's service record, with what it lacks.",
    ),
)(wholes.service_record)
app.command(
    "dossier",
    help=say("查看完整案卷。例：gongdan ticket dossier 202405-00123", "Show a ticket's complete dossier."),
)(wholes.dossier)
app.command("document", help=of_tickets.HELP)(of_tickets.document)
app.command(
    "attach",
    help=say(
        "添加附件。例：gongdan ticket attach 202405-00123 铭牌.jpg --as e-003:engineer",
        "Add files to a ticket. Example: gongdan ticket attach 202405-00123 plate.jpg --as e-003:engineer",
    ),
)(files.attach)
app.command(
    "fetch",
    help=say(
        "取出附件。例：gongdan ticket fetch 202405-00123 9f86d081",
        "Fetch a file of a ticket. Example: gongdan ticket fetch 202405-00123 9f86d081",
    ),
)(files.fetch)
