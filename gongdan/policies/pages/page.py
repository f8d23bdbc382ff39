"""A pack as a page that a department head reads: headings, and a line for everything that it says."""

from collections.abc import Iterable, Iterator

from domain.policy.pack import Pack
from domain.policy.parts.survey import Survey
from domain.policy.parts.targets import MEASURES, Target
from domain.wording import DEPARTMENTS, FAULT_TYPES, ROLES
from gongdan.policies.pages import sentences, words
from gongdan.policies.pages.sentences import listed, word
from projections.wording.words import KINDS

Section = tuple[str, list[str]]


class Page:
    """In one language."""

    def __init__(self, pack: Pack, *, chinese: bool) -> None:
        self._pack, self._chinese = pack, chinese

    def sections(self) -> Iterator[Section]:
        """Heading and lines; what the pack says nothing about has none."""
        once = {name: clock for name, clock in self._pack.clocks.items() if not clock.repeats}
        for chinese, english, lines in (
            ("问题分级", "Severities", self._severities()),
            ("时限（到点仍算按时）", "Clocks (the last minute is in time)", self._clocks(once)),
            ("周期", "Cadences", self._clocks(self._pack.cadences)),
            ("工作时间", "Working time", self._working_time()),
            ("处理方案", "Solution plans", self._plans()),
            ("满意度调查", "Survey", self._survey(self._pack.survey) if self._pack.survey else ()),
            ("结案", "Closing", self._closing()),
            ("指标目标", "Targets", map(self._target, self._pack.targets.items())),
            ("处理方式", "Work", self._work()),
            ("保修和费用", "Warranty and fees", self._warranty()),
            ("遮盖", "Masks", self._masks()),
            ("附件和保存", "Attachments and retention", self._keeping()),
        ):
            if told := list(lines):
                yield self._say(chinese, english), told

    def _say(self, chinese: str, english: str) -> str:
        return chinese if self._chinese else english

    def _severities(self) -> Iterator[str]:
        for severity in sorted(self._pack.severities, key=lambda severity: severity.rank):
            said, criteria = severity.say(chinese=self._chinese), severity.criteria.say(chinese=self._chinese)
            yield self._say(f"{said}（{severity.code}）：{criteria}", f"{said} ({severity.code}): {criteria}")

    def _clocks(self, clocks: Iterable[str]) -> Iterator[str]:
        for name in clocks:
            yield sentences.clock(self._pack.clocks[name], self._pack, chinese=self._chinese)

    def _working_time(self) -> Iterator[str]:
        if at := self._pack.working_time:
            hours = listed((str(span) for span in at.hours), chinese=self._chinese)
            yield self._say(f"{hours}，日历 {at.calendar}", f"{hours}, calendar {at.calendar}")

    def _plans(self) -> Iterator[str]:
        plans, meeting = self._pack.plans, self._pack.plans.meeting
        if plans.approved_before_work:
            kinds = self._words(KINDS, plans.kinds) or self._say("各类请求", "all requests")
            by = self._words(ROLES, plans.approved_by)
            of = self._named(plans.approved_before_work)
            yield self._say(
                f"{of}：{kinds}的方案由{by}批准后才能处理；不能批准自己的方案",
                f"{of}: work ({kinds}) begins after the plan is approved by: {by}; never one's own",
            )
        if meeting.severities:
            who, of = self._words(DEPARTMENTS, meeting.departments), self._named(meeting.severities)
            within = meeting.within.say(chinese=self._chinese) if meeting.within else ""
            yield self._say(
                f"{of}：跨部门会议（{who}）{within and f'在 {within}内'}商定方案",
                f"{of}: a meeting ({who}) settles the plan{within and f' within {within}'}",
            )
        if plans.shared_with_customer:
            of = self._named(plans.shared_with_customer)
            yield self._say(f"{of}：方案发送客户", f"{of}: the plan is sent to the customer")
        some = f"{plans.options.at_least}–{plans.options.at_most}"
        yield self._say(f"有多种方案时提供 {some} 种供客户选择", f"where there are alternatives: {some} options")

    def _survey(self, survey: Survey) -> Iterator[str]:
        low, high = survey.scale
        for question in survey.questions:
            yield f"{question.say(chinese=self._chinese)} {low}–{high}"
        if survey.nps:
            yield self._say("推荐意愿 0–10", "How likely to recommend us 0–10")
        by, over = word(ROLES, survey.call_back_by, chinese=self._chinese), self._words(words.ROUTES, survey.channels)
        yield self._say(
            f"发送方式：{over}；任一项不高于 {survey.low} 分由{by}回电",
            f"sent by {over}; a score of {survey.low} or less: the {by} calls back",
        )

    def _closing(self) -> Iterator[str]:
        wait = self._pack.unanswered
        every = wait.every.say(chinese=self._chinese)
        yield self._say(
            f"客户不答复：每 {every}提醒，{wait.reminders} 次后按“未答复”结案",
            f"no answer: a reminder every {every}; closed as unanswered after {wait.reminders}",
        )
        if self._pack.closing.report:
            yield self._say("结案前须写结案报告：原因、处理、经验", "a closing report first: cause, handling, lessons")

    def _target(self, target: tuple[str, Target]) -> str:
        name, goal = target
        shares = (("≥", goal.at_least), ("≤", goal.at_most), ("<", goal.below))
        [share] = [f"{sign} {value} %" for sign, value in shares if value is not None]
        within = goal.within.say(chinese=self._chinese) if goal.within else ""
        what = word(MEASURES, name, chinese=self._chinese)
        flag = goal.flag_above
        flagged = (
            self._say(f"；超过 {flag} % 的型号提请产品部门", f"; a model above {flag} % is flagged") if flag else ""
        )
        return f"{what}{within and self._say(f'（{within}内）', f' within {within}')} {share}{flagged}"

    def _work(self) -> Iterator[str]:
        work = self._pack.work
        if work.remote_first:
            yield self._say("先远程协助，再上门", "remote help before a visit")
        yield self._say("故障类型：", "fault types: ") + self._words(FAULT_TYPES, work.fault_types)
        if work.categories:
            names = listed((each.say(chinese=self._chinese) for each in work.categories), chinese=self._chinese)
            yield self._say("分类：", "categories: ") + names

    def _warranty(self) -> Iterator[str]:
        goods, needed = self._pack.warranty, self._words(words.WARRANTY, self._pack.fees.consent_needed)
        yield self._say(
            f"保修 {goods.months} 个月；{goods.repeat_repair_months} 个月内同一故障再修为重复维修",
            f"{goods.months} months; the same fault within {goods.repeat_repair_months} months is a repeat repair",
        )
        if needed:
            yield self._say(f"{needed}：收费前须客户书面同意", f"{needed}: written consent before any charge")

    def _masks(self) -> Iterator[str]:
        for table, columns in self._pack.masks.model_dump().items():
            for column, pattern in columns.items():
                said = word(words.COLUMNS, f"{table}.{column}", chinese=self._chinese)
                shown = word(words.MASKS, pattern, chinese=self._chinese)
                yield self._say(f"{said}：{shown}", f"{said}: {shown}")

    def _keeping(self) -> Iterator[str]:
        kept = self._pack.attachments
        types = listed(iter(kept.media_types), chinese=self._chinese)
        yield self._say(f"附件至多 {kept.max_mb} MB：{types}", f"attachments up to {kept.max_mb} MB: {types}")
        years = self._pack.retention.years
        yield self._say(f"结案后保存 {years} 年", f"kept for {years} years after closing")

    def _named(self, codes: Iterable[str]) -> str:
        found = (self._pack.severity(code) for code in codes)
        return listed((each.say(chinese=self._chinese) for each in found if each), chinese=self._chinese)

    def _words(self, of: dict[str, tuple[str, str]], codes: Iterable[str]) -> str:
        return listed((word(of, code, chinese=self._chinese) for code in codes), chinese=self._chinese)
