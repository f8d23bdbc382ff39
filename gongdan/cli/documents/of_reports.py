"""``gongdan reports file`` and ``gongdan reports appraisal``: figures as PDF to print, Excel or CSV to reckon with."""

from typing import Annotated, Final, Literal

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As
from gongdan.cli.documents.saving import Out, saved
from gongdan.cli.showing.said import say
from gongdan.settings import load_settings

FILE_HELP: Final = say(
    "把报告存为文件。\n\n例：gongdan reports file 2024-Q2 --format xlsx --out 二季度.xlsx --as m-001:manager",
    "Save a report as a file.\n\nExample: gongdan reports file 2024-Q2 --format xlsx --out q2.xlsx --as m-001:manager",
)
APPRAISAL_HELP: Final = say(
    "某人一个月或季度的个人考核：本人、班组、部门对照。"
    "\n\n例：gongdan reports appraisal e-003 2024-05 --as s-001:supervisor",
    "A person's figures of a month or quarter beside their team's and the department's, for appraisal."
    "\n\nExample: gongdan reports appraisal e-003 2024-05 --as s-001:supervisor",
)
Form = Annotated[
    Literal["pdf", "xlsx", "csv", "json"], typer.Option("--format", help=say("文件格式", "the file's format"))
]
Period = Annotated[
    str,
    typer.Argument(metavar="PERIOD", help=say("月份或季度：2024-05、2024-Q2", "a month or quarter: 2024-05, 2024-Q2")),
]
Person = Annotated[str, typer.Argument(metavar="STAFF", help=say("工号", "staff number"))]
Edition = Annotated[int | None, typer.Option(min=1, help=say("第几版；默认最新", "which edition; the last"))]


def file(period: Period, form: Form = "pdf", out: Out = None, edition: Edition = None, acting: As = None) -> None:
    with Client(load_settings(), acting) as client:
        saved(client, f"/reports/{period}", out, format=form, edition=edition, after="now")


def appraisal(person: Person, period: Period, form: Form = "pdf", out: Out = None, acting: As = None) -> None:
    with Client(load_settings(), acting) as client:
        saved(client, f"/staff/{person}/appraisal", out, period=period, format=form, after="now")
