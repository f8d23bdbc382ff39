"""Why something can't be done to an article, an inspection or an improvement."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "article-incomplete": (
        "文章须有标题和正文：中文（title、body）、英文（title_en、body_en）或两者都有，不能只写其中一半。",
        "An article needs a title and a body, in Chinese (title, body), in English (title_en, body_en) or in both.",
    ),
    "own-article": (
        "不能审核自己写的文章；请他人审核。",
        "Nobody reviews what they wrote; have somebody else review it.",
    ),
    "changes-unnamed": (
        "要求修改时，请写明改什么（words）。",
        "Say what is to be changed (words).",
    ),
    "article-unpublished": (
        "该文章尚未发布，还不能计为解决问题。",
        "The article has not been published yet, so it cannot have helped.",
    ),
    "helped-whom": (
        "请写明解决了哪张工单（ticket）。",
        "Say which ticket it solved (ticket).",
    ),
    "no-closing-report": (
        "工单 {number} 没有可用的结案报告；请自行填写标题和正文。",
        "Ticket {number} has no closing report to take a lesson from; write title and body by hand.",
    ),
    "lesson-of-another": (
        "工单（ticket）与结案报告的工单（lesson_of）不同；只填其中一个即可。",
        "The ticket and the one whose report is taken (lesson_of) are not the same; name only one of them.",
    ),
    "steps-alike": (
        "有两个步骤同名；每个步骤的名称须各不相同。",
        "Two steps have the same name; give each a name of its own.",
    ),
    "choice-leads-nowhere": (
        "步骤“{step}”的回答“{answer}”须指向下一步（next）或给出结论（conclusion），二者取一。",
        "The answer '{answer}' of step '{step}' needs either a next step (next) or a conclusion.",
    ),
    "no-such-step": (
        "步骤“{step}”指向的“{next}”不存在。",
        "Step '{step}' leads to '{next}', which does not exist.",
    ),
    "step-unreachable": (
        "从第一步无法到达以下步骤：“{steps}”。",
        "These steps are never reached from the first: {steps}.",
    ),
    "steps-in-a-circle": (
        "步骤“{step}”会绕回自身；请让每条路都通向结论。",
        "Step '{step}' leads back to itself; let every way come to a conclusion.",
    ),
    "no-such-form": (
        "没有名为“{form}”的评分表；可用的有：{forms}。",
        "There is no form '{form}'; there are: {forms}.",
    ),
    "inspects-oneself": (
        "不能抽检自己的工作，也不能对其评分或作结论；请由他人办理。",
        "Nobody samples, scores or settles their own work; have somebody else do it.",
    ),
    "inspected-without-part": (
        "质检的是客服、工程师在工单中的工作，并由其本人答复；工号 {about} 未办理工单 {ticket}，或现不具此角色。"
        "办理过的：{worked}。",
        "What is inspected is the work of agents and engineers on a ticket, who then answer for it; {about} did not "
        "work on ticket {ticket}, or holds no such role now. Those who did: {worked}.",
    ),
    "sampled-already": (
        "此人在该工单中的工作已按此表抽检（{number}）；请在其中办理，或换一份评分表、工单或人。",
        "That person's work on the ticket was sampled by that form already, as {number}: go on with that, or take "
        "another form, ticket or person.",
    ),
    "scores-not-of-form": (
        "须按评分表逐项评分，每项一次：{items}。",
        "Score each item of the form once: {items}.",
    ),
    "points-off-the-scale": (
        "{item}的分数应在 {scale} 之间。",
        "The points of {item} should be within {scale}.",
    ),
    "answer-in-the-past": (
        "答复期限（answer_by）不能早于今天。",
        "The day for the answer (answer_by) should not be before today.",
    ),
    "finding-may-be-answered": (
        "{until} 前对方仍可答复；答复后或逾期后方可维持结论。",
        "It may still be answered until {until}; uphold it after the answer, or after that day.",
    ),
    "source-of-another-kind": (
        "编号 {source} 与来源（origin）不符；请核对。",
        "The number {source} is not of that origin; check both.",
    ),
    "due-in-the-past": (
        "期限（due）不能早于今天。",
        "The day it is due should not be before today.",
    ),
    "percent-fell": (
        "此前已报告完成 {percent}%，不能报告更低；请在说明（words）中写明，不填百分比。",
        "{percent} % was reported before, so it can't be less now; say why in the words and leave the percent out.",
    ),
    "own-improvement": (
        "该改进由您负责或曾由您负责落实，须由另一位总监认定效果并关闭，或放弃。",
        "This improvement is or was yours to carry out, so another manager says whether it worked and closes it, or "
        "drops it.",
    ),
    "improvement-unfinished": (
        "该改进报告完成 {percent}%；请先汇报完成（report-improvement，percent=100），或说明为何不再继续（reason）。",
        "It was reported to be {percent} % done: report it as done first (report-improvement, percent=100), or say why "
        "it ends all the same (reason).",
    ),
    "answers-alike": (
        "步骤“{step}”有两个相同的回答“{answer}”；请改其中一个。",
        "Step '{step}' has the answer '{answer}' twice; change one of them.",
    ),
    "ticket-not-solved": (
        "工单 {number} 尚未解决；解决后再计入。",
        "Ticket {number} is not solved yet; count it once it is.",
    ),
    "article-not-there": (
        "没有已发布的文章 {article}；请填写已发布文章的编号（ZS…）。",
        "There is no published article {article}; name a published one (ZS…).",
    ),
    "version-not-published": (
        "文章 {article} 最新发布的版本是 {newest}；请核对版本（version）。",
        "The newest published version of article {article} is {newest}; check the version.",
    ),
    "quarter-not-over": (
        "该改进已记在 {quarter}，该季度尚未结束；下一季度再结转。",
        "It stands in {quarter} already, which is not over; follow it in the next quarter.",
    ),
}
