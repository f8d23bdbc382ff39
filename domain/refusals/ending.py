"""Why confirmation, survey, closing and archive are refused: what has to come before them, or what to do instead."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "how-given-needed": (
        "这是客户的意见，由他人代为登记须说明客户以何种方式表示（given）。",
        "This is the customer's own word: who enters it for them says how it was given (given).",
    ),
    "evidence-needed": (
        "代客户登记须有凭据：请先添加附件（签字单扫描件、消息截图或通话记录），再注明其 SHA-256（evidence）。",
        "Entered for the customer it needs evidence: attach the file first (a scan of the signed paper, a screenshot, "
        "a record of the call), then name its SHA-256 (evidence).",
    ),
    "portal-by-another": (
        "“portal”指客户本人在门户中表示，不能由他人代为登记；请注明实际方式（given：signature、message、phone、in-person）。",
        "'portal' is the customer's own word in the portal, which nobody enters for them: say how they gave it to you "
        "(given: signature, message, phone, in-person).",
    ),
    "evidence-older": (
        "该附件早于这次报价、方案或客户此前相反的表示，不能作为这次的凭据；请添加客户这次签字或答复的文件（重新扫描、拍照或截图）。",
        "That file was attached before the quote or plan, or before the customer said otherwise, so it does not show "
        "this word: attach one that does (a new scan, photo or screenshot).",
    ),
    "own-word-stands": (
        "客户本人已在门户作出相反的表示，不能由他人凭口头更改；请由客户在门户中更改，或先添加此后取得的凭据（evidence）。",
        "The customer said otherwise in the portal themselves, and nobody changes that by hearsay: they change it in "
        "the portal, or attach what shows that they did so since (evidence).",
    ),
    "no-survey-form": (
        "政策包 {policy} 没有满意度调查表；请改用回访（follow-up）了解客户意见。",
        "The policy pack {policy} has no survey form: ask the customer by a follow-up instead (follow-up).",
    ),
    "no-survey-channel": (
        "此政策包不通过{channel}发送调查；可用：{allowed}。",
        "By this policy pack no survey is sent by {channel}; possible: {allowed}.",
    ),
    "surveyed-already": (
        "本次解决后已发送第 {survey} 次调查；客户未答复时请提醒（remind），再次处理并解决后可重新发送。",
        "Survey {survey} was sent for this solution already: remind the customer (remind); "
        "after another solution it may be sent anew.",
    ),
    "no-solution": (
        "工单未经解决即已结案，没有可供评价的处理结果；如需了解客户意见请回访（follow-up）。",
        "The ticket was closed without a solution, so there is nothing to score; ask the customer by a follow-up.",
    ),
    "no-such-survey": (
        "没有第 {survey} 次调查（共发送 {known} 次）；请核对编号。",
        "There is no survey {survey} ({known} were sent); check the number.",
    ),
    "not-newest-survey": (
        "所答为第 {survey} 次调查，当前为第 {newest} 次；请答复当前的调查。",
        "This answers survey {survey}, but the newest is {newest}; answer that one.",
    ),
    "answered-already": (
        "第 {survey} 次调查已有答复，评价不能更改；客户另有不满请登记异议（object），其他意见请备注（note）。",
        "Survey {survey} is answered, and scores do not change: record an objection (object) if the customer is not "
        "content, else a note (note).",
    ),
    "other-questions": (
        "须逐项回答调查表的问题，各一次，不多不少：{questions}。",
        "Each question of the form is answered once, and no other: {questions}.",
    ),
    "off-the-scale": (
        "{question}的评分须在 {lowest} 至 {highest} 之间。",
        "The score for {question} should be from {lowest} to {highest}.",
    ),
    "not-asked": (
        "此调查表不询问{field}；请删去此项。",
        "This form does not ask for {field}; leave it out.",
    ),
    "no-low-score": (
        "第 {survey} 次调查没有低分，无须回电；其他联系请用联系客户（contact）。",
        "Survey {survey} has no low score, so no call-back is owed; record any other contact as such (contact).",
    ),
    "called-back-already": (
        "第 {survey} 次调查的低分已回电；再次联系请用联系客户（contact）。",
        "The low score of survey {survey} was called back about already; record a further contact as such (contact).",
    ),
    "words-needed": (
        "有一项为否时，须写明客户的意见（note）。",
        "Where any answer is no, say what the customer told you (note).",
    ),
    "time-to-answer": (
        "客户自 {since} 起有 {every}的答复时间；{next} 起才能再次提醒或按“客户未答复”结案。",
        "Since {since} the customer has {every} to answer: remind again, or close as unanswered, from {next} on.",
    ),
    "reminders-missing": (
        "按“客户未答复”结案前须提醒 {needed} 次，至今 {sent} 次；请先提醒（remind），或由主管说明原因后结案。",
        "Before closing as unanswered the customer is reminded {needed} times, so far {sent}: remind them first "
        "(remind), or let a supervisor close it with a reason.",
    ),
    "call-back-owed": (
        "第 {survey} 次调查有低分，尚未回电，不能按“客户满意”结案；请先由主管回电（call-back）。",
        "Survey {survey} has a low score that nobody called back about, so it cannot be closed as satisfied; "
        "have the supervisor call back first (call-back).",
    ),
    "archive-owes-call-back": (
        "第 {survey} 次调查有低分，尚未回电，不能归档；请先由主管回电（call-back）。",
        "Survey {survey} has a low score that nobody called back about, so it cannot be archived; have the supervisor "
        "call back first (call-back).",
    ),
    "archived-too-early": (
        "工单于 {since} 登记结案，24 小时内留给回访和客户异议；{next} 起可以归档。",
        "Its closing was recorded at {since}, and 24 hours are for the follow-up and for objections: archive it from "
        "{next} on.",
    ),
    "closing-report-needed": (
        "按政策包，结案前须写结案报告：原因、处理、经验（write-report）。",
        "By its policy pack a closing report comes first: cause, handling, lessons (write-report).",
    ),
    "archived": (
        "工单已归档，案卷不再改动，不能{action}；客户仍有问题时请另行登记工单，并关联为同一故障（link，repeat）。",
        "The ticket is archived and its dossier stays as it is, so it is too late to {action}: open another ticket "
        "for what the customer still wants, and link it as a repeat (link).",
    ),
}
