"""Why a step of diagnosis, plan, work, parts or money is refused: what has to come before it."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "nowhere-to-route": (
        "请指定转给谁：人员（staff）或团队（team）。",
        "Say whom it goes to: a person (staff) or a team (team).",
    ),
    "rule-by-hand": (
        "只有系统按分流规则分流时才写明规则；由人分流请只写明转给谁（staff 或 team）和原因。",
        "A rule is named only where the system routes by it: by hand, say to whom it goes (staff or team) and why.",
    ),
    "not-on-itself": (
        "工单不能与自身关联或合并；请核对工单号。",
        "A ticket cannot be linked to or merged into itself: check the number.",
    ),
    "merged-other": (
        "工单 {number} 已结束，不能并入；请并入仍在处理的工单。",
        "Ticket {number} is over, so nothing can be merged into it: choose one that is open.",
    ),
    "others-live-on": (
        "工单 {numbers} 已并入本工单或因重复本工单而取消，由本工单继续处理，不能就此取消；"
        "请处理完毕，或由主管说明原因后结案（close），或作为另一工单的重复取消。",
        "{numbers} was merged into this ticket or cancelled for repeating it and lives on in it, so it is not given "
        "up: solve it, let a supervisor close it with a reason (close), or cancel it as a duplicate of another.",
    ),
    "merged-owing-fee": (
        "客户已同意第 {quote} 次报价而尚未收费，合并后两张工单都不能收取；"
        "请先收费，或登记客户不同意，或反过来将对方工单并入本工单。",
        "Quote {quote} is agreed to and not charged, and after a merge neither ticket could charge it: charge it "
        "first, or record that it is declined, or merge the other ticket into this one.",
    ),
    "merged-owing-goodwill": (
        "第 {compensation} 项补偿尚未给付或驳回，合并后无法办理；请先办完，或反过来将对方工单并入本工单。",
        "Compensation {compensation} is neither given nor rejected, and after a merge it could be neither: settle it "
        "first, or merge the other ticket into this one.",
    ),
    "merged-awaiting-part": (
        "第 {request} 项备件请求尚未了结，合并后无法发运；请先签收，或由备件登记无货，或反过来将对方工单并入本工单。",
        "Part request {request} is still under way, and after a merge it could not be shipped: have it received, or "
        "confirmed as not available, first, or merge the other ticket into this one.",
    ),
    "merged-across-customers": (
        "工单 {number} 是另一客户的，不能并入：合并后，本工单的客户将看不到后续处理；请改为关联（link）。",
        "Ticket {number} is another customer's, so this one can't be merged into it: its customer would no longer see "
        "how it goes on. Link the two instead (link).",
    ),
    "remote-not-authorised": (
        "客户尚未授权远程协助，不能远程操作；请先登记客户授权。",
        "The customer has not allowed remote assistance; record their authorisation first.",
    ),
    "remote-no-longer-authorised": (
        "客户的远程授权已于 {until} 到期；请重新取得授权。",
        "The customer's authorisation ended at {until}; ask for a new one.",
    ),
    "no-such-request": (
        "没有第 {request} 项请求（共 {known} 项）；请核对编号。",
        "There is no request {request} (there are {known}); check the number.",
    ),
    "no-plan": (
        "尚无处理方案；请先提交方案。未维修而以指导解决的，请登记指导（log-work，guidance）。",
        "There is no plan yet; propose one first. Where guidance solved it and nothing was repaired, log that "
        "(log-work, guidance).",
    ),
    "no-meeting": (
        "此级别（{severity}）的方案须先由跨部门会议商定，各部门同时到会；请先登记会议（尚未一同到会：{departments}），再提交方案。",
        "At this severity ({severity}) one meeting of all the departments settles the plan; record it first "
        "(not there together with the others yet: {departments}), then propose the plan.",
    ),
    "meeting-of-one": (
        "会议须有至少两人参加；请填写全部参会人（attendees）。",
        "A meeting takes at least two people: name all who attended (attendees).",
    ),
    "meeting-of-one-department": (
        "此级别（{severity}）的方案须由跨部门会议商定，至少有两个部门参加（departments）。",
        "At this severity ({severity}) a meeting of departments settles the plan: at least two of them (departments).",
    ),
    "plan-not-approved": (
        "方案第 {plan} 版尚未批准；请先由主管批准。",
        "Version {plan} of the plan is not approved; have it approved first.",
    ),
    "not-the-approver": (
        "按政策包，方案须由以下角色审批：{roles}。",
        "By its policy pack a plan is judged by: {roles}.",
    ),
    "plan-not-shared": (
        "按政策包，此级别的方案须发送客户；方案第 {plan} 版尚未发送，不能解决；请先发送（share-plan）。",
        "By its policy pack the plan of this severity is sent to the customer; version {plan} was not, so it cannot be "
        "resolved: send it first (share-plan).",
    ),
    "deadline-passed": (
        "方案的期限（deadline）早于提交之时（{at}）；请核对期限。",
        "The plan's deadline is before the time at which it is proposed ({at}): check it (deadline).",
    ),
    "own-plan": (
        "方案第 {plan} 版由您本人提交，须由他人审批。",
        "You drafted version {plan} of the plan; another person must judge it.",
    ),
    "not-newest-plan": (
        "所指为方案第 {plan} 版，当前为第 {newest} 版（0 表示无方案）；请按当前版本办理。",
        "This is for version {plan} of the plan, but the newest is {newest} (0: there is none); look at that one.",
    ),
    "plan-rejected": (
        "方案第 {plan} 版已被驳回，不能批准、选择或执行；请提交新方案。",
        "Version {plan} of the plan was rejected, so it cannot be approved, chosen from or carried out: "
        "propose another.",
    ),
    "no-option-chosen": (
        "方案第 {plan} 版有多个选项，客户尚未选择，不能施工；请先登记客户的选择：{options}。",
        "Version {plan} of the plan has options and the customer has not chosen; record their choice first: {options}.",
    ),
    "wrong-number-of-options": (
        "有多种方案时须列出 {at_least} 至 {at_most} 个选项；请增减选项。",
        "Where there are alternatives, list {at_least} to {at_most} options; add or leave out some.",
    ),
    "options-alike": (
        "方案中有名称或内容相同的选项；请写成互不相同的方案。",
        "Two options of the plan have the same name or the same text; make each another way to solve it.",
    ),
    "option-incomplete": (
        "选项“{option}”缺少：{unsaid}；客户要据此选择，请补充。",
        "Option '{option}' does not say: {unsaid}. The customer chooses by them: add them.",
    ),
    "another-serial": (
        "所填SN码与工单登记的不同，不能核为相符（matches）；请核对；登记有误时先更正，确非同一产品时填写不符。",
        "This is another serial number than the ticket's, so it does not match (matches): check it; correct the ticket "
        "if it is wrong there, or say that it does not match.",
    ),
    "receipt-given-already": (
        "凭证“{receipt}”已用于本工单的另一笔收费；请核对凭证号。",
        "Receipt '{receipt}' was given for another charge of this ticket: check its number.",
    ),
    "allowed-only-later": (
        "此事发生于 {occurred}，而“{action}”在其后（{since}）；请核对时间。",
        "This is said to have happened at {occurred}, before what allows it ({action}, at {since}): check the time.",
    ),
    "not-ahead": (
        "{field}为 {time}，早于说定之时 {at}；请核对时间。",
        "{field}, {time}, is before it was said, {at}: check it.",
    ),
    "linked-the-other-way": (
        "已登记工单 {number} 是重复本工单的，不能反过来关联或取消；请核对。",
        "Ticket {number} is on record as the one that repeats this one; it cannot be the other way round too: "
        "check which is which.",
    ),
    "linked-to-merged": (
        "工单 {number} 已并入工单 {into}，不能关联；请关联工单 {into}。",
        "Ticket {number} was merged into {into}, so it cannot be linked to: link to {into}.",
    ),
    "unknown-fault-type": (
        "此政策包没有{fault_type}这一故障类型；可用：{allowed}。",
        "{fault_type} is not a fault type under this policy; possible: {allowed}.",
    ),
    "unknown-category": (
        "此政策包没有“{category}”这一问题类别；可用：{allowed}。",
        "'{category}' is not a category under this policy; possible: {allowed}.",
    ),
    "remote-first": (
        "须先尝试远程协助或指导，才能上门；请先登记远程协助、指导或客户的拒绝。",
        "Remote help comes before a visit; record the assistance, the guidance, or the customer's refusal first.",
    ),
    "visit-promised": (
        "已约定 {at} 上门；改时间须经客户同意，请用改约上门（move-visit）。",
        "A visit is promised for {at}; another time needs the customer's consent: move the visit (move-visit).",
    ),
    "no-such-option": (
        "方案中没有选项“{option}”；可选：{options}。",
        "The plan has no option '{option}'; possible: {options}.",
    ),
    "no-visit": (
        "没有尚未履行的上门约定，不能改期；请先约定。",
        "No visit is promised that is still to come, so none can be moved; promise one first.",
    ),
    "repair-refused": (
        "客户不同意维修，不能施工；客户改变主意时请先登记同意。",
        "The customer does not want the repair; record their consent first if they changed their mind.",
    ),
    "no-work-logged": (
        "已派工程师、上门或送修而没有任何处理记录，不能解决；远程处理的请先登记（start，where=remote），指导解决的请登记"
        "指导（log-work，guidance），客户不修的请登记其拒绝；已维修的，须有批准的方案。",
        "An engineer has it, somebody went there or it was sent in, and no work is on record: it cannot be resolved. "
        "Say that it was handled from afar (start, where=remote), log the guidance that solved it (log-work), or "
        "record the customer's refusal; a repair needs an approved plan.",
    ),
    "no-repair-consent": (
        "已约定上门或已上门，而客户尚未同意维修，不能施工；请先登记客户同意（consent）；改为送修的，请先登记送修约定（send-in）。",
        "Somebody was or is to be on site, and the customer has not agreed to the repair yet: record their consent "
        "first (consent), or, where the product is sent in instead, that this was agreed (send-in).",
    ),
    "consent-to-other-plan": (
        "客户同意的是方案第 {plan} 版，当前为第 {newest} 版；请重新取得同意。",
        "The customer agreed to version {plan} of the plan, but the newest is {newest}; ask for their consent again.",
    ),
    "consent-to-other-option": (
        "客户同意维修之后又选择了“{option}”；请就此选项重新取得同意。",
        "The customer chose '{option}' after agreeing to the repair; ask for their consent to this option.",
    ),
    "part-not-reserved": (
        "第 {request} 项备件尚未确认有货，不能发运；请先确认库存。",
        "Part request {request} is not reserved, so it cannot be shipped; confirm the stock first.",
    ),
    "part-not-shipped": (
        "第 {request} 项备件尚未发运，不能签收；请核对编号。",
        "Part request {request} was not shipped, so it cannot be received; check the number.",
    ),
    "part-not-received": (
        "第 {request} 项备件尚未签收，不能使用；请先签收。",
        "Part request {request} was not received, so it cannot be used; record its receipt first.",
    ),
    "another-part": (
        "第 {request} 项请求的备件是“{part}”，不是所填的备件；请核对编号和备件，"
        "自备的备件请不要填写请求编号（request）。",
        "Request {request} is for '{part}', another part than this: check the number and the part, "
        "and leave 'request' out for a part of one's own stock.",
    ),
    "more-than-received": (
        "第 {request} 项请求共收到 {received} 件，还剩 {left} 件；请核对数量。",
        "{received} came for request {request}, of which {left} are left: check the quantity.",
    ),
    "part-never-there": (
        "“{part}”可退回的只有 {left} 件（本工单收到的，及自备而使用的）；请核对备件和数量，或先登记使用或签收。",
        "Of '{part}' only {left} can go back, of those that came for this ticket or were used from one's own stock: "
        "check the part and the quantity, or record the use or the receipt first.",
    ),
    "no-quote": ("尚未报价；请先报价。", "No fee is quoted yet; quote one first."),
    "not-newest-quote": (
        "所指为第 {quote} 次报价，当前为第 {newest} 次；请按当前报价办理。",
        "This is for quote {quote}, but the newest is {newest}; look at that one.",
    ),
    "under-warranty": (
        "产品在保修期内（至 {ends}），维修免费，不能报价收费；保修有误时，请先重新核定（warranty）。",
        "The product is under warranty until {ends}: the repair is free, so no fee can be quoted. If that is wrong, "
        "assess the warranty anew first (warranty).",
    ),
    "fee-not-accepted": (
        "客户尚未同意第 {quote} 次报价，不能收费；请先取得客户书面同意。",
        "The customer has not agreed to quote {quote}, so nothing can be charged; have their written consent first.",
    ),
    "consent-not-written": (
        "第 {quote} 次报价须客户书面同意，口头同意不够；请取得签字、消息或门户确认。",
        "Quote {quote} needs the customer's written consent, a spoken word is not enough; "
        "get a signature, a message or a confirmation in the portal.",
    ),
    "no-such-attachment": (
        "凭据不在本工单的附件中；请先添加附件。",
        "The evidence is no attachment of this ticket; add the attachment first.",
    ),
    "more-than-agreed": (
        "收费超出客户同意的金额（同意 {agreed} 元，已收 {charged} 元）；请重新报价并取得同意。",
        "That is more than was agreed ({agreed} yuan agreed, {charged} charged); quote anew and have it agreed.",
    ),
    "charged-already": (
        "第 {quote} 次报价已收费；请以补偿或更正处理。",
        "Quote {quote} was charged already; use a compensation or a correction.",
    ),
    "no-such-compensation": (
        "没有第 {compensation} 项补偿（共 {known} 项）；请核对编号。",
        "There is no compensation {compensation} (there are {known}); check the number.",
    ),
    "own-compensation": (
        "第 {compensation} 项补偿由您本人提出，须由他人审批。",
        "You proposed compensation {compensation}; another person must judge it.",
    ),
    "compensation-not-approved": (
        "第 {compensation} 项补偿尚未批准；请先由主管批准。",
        "Compensation {compensation} is not approved; have it approved first.",
    ),
    "given-already": (
        "第 {compensation} 项补偿已经给付，不能再驳回；记录有误时请登记更正。",
        "Compensation {compensation} was given already, so it cannot be rejected; if the record is wrong, correct it.",
    ),
    "test-failed": (
        "最近一次功能测试未通过，不能解决；请继续处理并重新测试。",
        "The last function test failed, so it is not resolved; go on with the work and test again.",
    ),
    "no-such-event": (
        "工单没有第 {version} 条记录（共 {known} 条）；请核对。",
        "The ticket has no event {version} (there are {known}); check the number.",
    ),
    "corrects-a-correction": (
        "第 {version} 条记录本身是更正；请再次更正原记录（第 {original} 条）。",
        "Event {version} is a correction itself; correct the original, event {original}, once more.",
    ),
    "bound-by-rules": (
        "“{field}”这一项是规则的依据，不能更正；请改为办理：{action}。",
        "Rules go by the field '{field}', so it cannot be corrected; do this instead: {action}.",
    ),
    "not-such-a-value": (
        "“{field}”这一项不能是“{right}”；请核对填写的内容。",
        "The field '{field}' cannot be '{right}'; check what was typed.",
    ),
    "no-such-field": (
        "该记录没有“{field}”这一项；请在可更正的各项（{allowed}）中选择。",
        "That event has no field '{field}'; possible: {allowed}.",
    ),
    "back-dating-reason-needed": (
        "补登较早发生的事（{occurred}）须说明原因（late）。",
        "Recording something that happened earlier ({occurred}) needs a reason (late).",
    ),
    "unknown-policy": (
        "没有政策包“{policy}”；请联系系统管理员发布。",
        "There is no policy pack '{policy}': tell the administrator to publish it.",
    ),
}
