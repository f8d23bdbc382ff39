"""Whether this program knows every policy pack that tickets are under, and whether the choice of packs is in force."""

from pathlib import Path
from typing import Any

from domain.policy.choice import Choice
from gongdan.failures import Failure
from gongdan.policies.library import choice_of
from gongdan.service.questions.finding import Finding, unsafe
from gongdan.service.questions.running import UNUSABLE, asked, silent
from gongdan.service.run_file import RunFile

Json = dict[str, Any]


async def policies(run: RunFile, home: Path) -> list[Finding]:
    """Asked of the running service; the choice also of the file, which the service read at its start."""
    try:
        told = await _told(run)
        return [_known(told), _chosen(told, home)]
    except UNUSABLE as error:
        return [unsafe("policies", silent(run, error))]


async def _told(run: RunFile) -> Json:
    """With the tickets counted, if the register can be read just now; whether it can, is a question of its own."""
    headers = {"Authorization": f"Bearer {run.token}"}
    answer = await asked(run, "/policies?counted=true", headers)
    if answer.is_error:
        answer = await asked(run, "/policies", headers)
    return answer.raise_for_status().json()


def _known(told: Json) -> Finding:
    readable = {version["ref"] for each in told["items"] for version in each["versions"] if version["readable"]}
    tickets: dict[str, int] = told["tickets"] or {}
    unknown = sorted({*told["unreadable"], *tickets} - readable)
    if not unknown:
        return Finding(
            "policies", True, "工单所用的政策包均可读取", "All policy packs that tickets are under are known"
        )
    chinese = "、".join(f"{ref}（{tickets.get(ref, 0)} 张工单）" for ref in unknown)
    english = ", ".join(f"{ref} (tickets: {tickets.get(ref, 0)})" for ref in unknown)
    return Finding(
        "policies",
        False,
        f"本程序不能读取政策包：{chinese}；这些工单不能办理，请升级程序。",
        f"This program can't read the policy packs {english}: their tickets are refused; upgrade the program.",
    )


def _chosen(told: Json, home: Path) -> Finding:
    try:
        wanted = choice_of(home)
    except Failure as failure:
        return unsafe("choice", failure)
    if missing := told["choice"]["not_in_force"]:
        return unsafe("choice", Failure("policy-not-published", name=", ".join(missing)))
    if _as_told(wanted) != {name: told["choice"][name] for name in ("default", "rules")}:
        return Finding(
            "choice",
            False,
            "choice.toml 在服务启动后有改动，尚未生效；请重新启动服务。",
            "choice.toml was changed since the service started and is not in force: restart the service.",
        )
    return Finding(
        "choice",
        True,
        f"政策包的选用规则已生效（默认 {wanted.default}，规则 {len(wanted.rules)} 条）",
        f"The choice among policy packs is in force (default {wanted.default}, rules: {len(wanted.rules)})",
    )


def _as_told(choice: Choice) -> Json:
    rules = [rule.model_dump(mode="json", exclude_defaults=True) for rule in choice.rules]
    return {"default": choice.default, "rules": rules}
