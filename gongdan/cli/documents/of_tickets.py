"""The documents of a ticket from the command line: saved as PDF, or shown as JSON."""

from typing import Annotated, Final

import typer

from api.documents.paper import TICKET_DOCUMENTS
from gongdan.cli.asking.client import Client, hint
from gongdan.cli.asking.options import As, Json
from gongdan.cli.documents.saving import Out, saved
from gongdan.cli.showing.said import as_json, plain, say
from gongdan.cli.tickets.options import Number, place_of
from gongdan.closest import closest
from gongdan.failures import Failure
from gongdan.settings import load_settings

HELP: Final = say(
    "打印工单的单据（PDF）：service-report 服务报告、plan 方案表、confirmation 确认单、survey 满意度反馈表、"
    "closing-report 结案报告、dossier 服务档案。"
    "\n\n例：gongdan ticket document 202405-00123 service-report --as e-003:engineer",
    "Print a document of a ticket as PDF: service-report, plan, confirmation, survey, closing-report, dossier."
    "\n\nExample: gongdan ticket document 202405-00123 service-report --as e-003:engineer",
)
Kind = Annotated[str, typer.Argument(metavar="KIND", help=say("哪种单据", "which document"))]
Why = Annotated[
    str | None,
    typer.Option(
        "--reason",
        help=say("不遮盖个人信息，并说明原因；会记录在工单上", "in the clear, and why; recorded on the ticket"),
    ),
]


def document(
    number: Number, kind: Kind, out: Out = None, reason: Why = None, acting: As = None, in_json: Json = False
) -> None:
    """The command ``gongdan ticket document``. Raises Failure for a document that there is none."""
    if kind not in TICKET_DOCUMENTS:
        meant = hint(closest(kind, TICKET_DOCUMENTS))
        raise Failure("bad-document", value=plain(kind[:40]).plain, hint=meant, allowed=", ".join(TICKET_DOCUMENTS))
    path = f"{place_of(number)}/documents/{kind}"
    with Client(load_settings(), acting) as client:
        if in_json:
            as_json(client.get(path, format="json", reason=reason).json())
        else:
            saved(client, path, out, format="pdf", reason=reason)
