"""What the API's own problems are called and say, in Chinese and English; refusals bring words of their own."""

from typing import Final

from api.accounts.wording import TEXTS as OF_ACCOUNTS
from api.documents.wording import TEXTS as OF_DOCUMENTS
from api.mail.wording import TEXTS as OF_MAIL
from api.messages.wording import TEXTS as OF_MESSAGES
from api.proofs.wording import TEXTS as OF_PROOFS
from api.replay.wording import TEXTS as OF_REPLAY
from api.rules.wording import TEXTS as OF_RULES
from api.subscriptions.wording import TEXTS as OF_SUBSCRIPTIONS

TITLES: Final[dict[int, tuple[str, str]]] = {
    400: ("请求无法读取", "The request can't be read"),
    401: ("身份未确认", "Who you are is not known"),
    403: ("无权办理", "Not for you"),
    404: ("没有找到", "Not found"),
    405: ("不支持的方法", "Method not allowed"),
    409: ("当前不允许", "Not possible now"),
    410: ("已不存在", "Gone"),
    412: ("版本已变化", "Changed meanwhile"),
    413: ("内容过大", "Too large"),
    415: ("不支持的内容类型", "Unsupported content"),
    422: ("内容无效", "Not valid"),
    429: ("请求过多", "Too many requests"),
    500: ("系统出错", "Something went wrong here"),
    503: ("暂时无法服务", "Not available just now"),
}

OUTAGES: Final[dict[str, tuple[str, str]]] = {
    "reading": (
        "事件库没有响应；未作任何更改，请稍后再试。",
        "The event store does not answer. Nothing was changed: try again shortly.",
    ),
    "replaying": (
        "事件库没有响应，尚未全部重新处理；请稍后再次运行，重复运行无害。",
        "The event store does not answer, so not all were folded again: run it again shortly, which is harmless twice.",
    ),
}
"""What is told of a store that is away where no event was to be recorded; else the refusal itself tells."""

TEXTS: Final[dict[str, tuple[int, str, str]]] = {
    **OF_ACCOUNTS,
    **OF_DOCUMENTS,
    **OF_MAIL,
    **OF_PROOFS,
    **OF_REPLAY,
    **OF_RULES,
    **OF_SUBSCRIPTIONS,
    "token-missing": (
        401,
        "缺少令牌；请在 Authorization 头中以 Bearer 给出令牌。",
        "There is no token: send one as Authorization: Bearer.",
    ),
    "bad-token": (
        401,
        "令牌无效；请用“gongdan token”重新签发。",
        "The token is not valid here: have a new one made by `gongdan token`.",
    ),
    "expired-token": (
        401,
        "令牌已过期；请用“gongdan token”重新签发。",
        "The token has expired: have a new one made by `gongdan token`.",
    ),
    "notice-not-found": (
        404,
        "没有编号为 {notice} 的通知；请核对编号（gongdan notice list）。",
        "There is no notice {notice}: check its id (`gongdan notice list`).",
    ),
    "view-not-found": (
        404,
        "没有可用的查询方案“{view}”；请核对（gongdan views list）。",
        "There is no view '{view}' for you here: look at those there are (`gongdan views list`).",
    ),
    "view-ambiguous": (
        422,
        "有几个名为“{view}”的查询方案：{views}；请用“工号/名称”或编号指明。",
        "There are several views '{view}': {views}. Name one by OWNER/NAME or by its id.",
    ),
    "view-parameter-unknown": (
        422,
        "查询方案不能含这些参数：{names}；可用：{allowed}。若是早先保存的，请更改它（redefine-view）或删除。",
        "A view of this list can't hold: {names}; possible: {allowed}. If it was saved earlier, redefine it (or remove "
        "it).",
    ),
    "notice-kind-unknown": (
        404,
        "没有“{kind}”这种通知；可用：{allowed}。",
        "There is no kind of notice '{kind}'; possible: {allowed}.",
    ),
    "notice-not-caused": (
        404,
        "工单 {number} 还没有引起“{kind}”通知的事件；不指定工单可查看示例。",
        "Nothing that causes a notice '{kind}' happened to ticket {number}: leave the ticket out to see an example.",
    ),
    "not-the-operator": (
        403,
        "只有本机操作员可以代他人办理（Gongdan-As）。",
        "Only the local operator may act for another (Gongdan-As).",
    ),
    "bad-acting-as": (
        400,
        "Gongdan-As 应为“工号”或“工号:角色”，角色可为：{allowed}。",
        "Gongdan-As should be STAFF or STAFF:ROLE, with a role of: {allowed}.",
    ),
    "not-valid": (422, "内容无效：{why}。", "It is not valid: {why}."),
    "bad-json": (
        400,
        "请求内容不是有效的 JSON（UTF-8 编码，嵌套不能过深）。",
        "The body is not valid JSON (in UTF-8, and not nested without end).",
    ),
    "not-json": (
        415,
        "请求内容应为 JSON；请设置 Content-Type: application/json。",
        "The body should be JSON: send it with Content-Type: application/json.",
    ),
    "body-too-large": (
        413,
        "请求内容超过 {limit} 字节；请缩短文字，资料请作为附件上传。",
        "The body is larger than {limit} bytes: shorten the text, and attach what belongs to it as a file.",
    ),
    "upload-broken": (
        400,
        "文件没有传完，未保存；请重新上传。",
        "The upload broke off and nothing was stored: send the file again.",
    ),
    "no-file": (
        422,
        "没有选择文件，也没有签名，未保存；请选择照片或签名后重新提交。",
        "No file was chosen and nothing was signed, so nothing was stored: choose a photo, or sign, and send it again.",
    ),
    "attachment-not-found": (
        404,
        "工单没有这个附件；请从工单的附件列表（attachments）中选择。",
        "The ticket has no such attachment: choose one that it lists (attachments).",
    ),
    "too-many-visits": (
        429,
        "现在登记的人太多；请一分钟后再试。",
        "Too many visitors say so just now: try again in a minute.",
    ),
    "too-many-reports": (
        429,
        "现在提交的人太多；您填写的内容还在，请一分钟后再提交，或致电我们。",
        "Too many people report something just now: what you typed is kept, send it again in a minute, or call us.",
    ),
    "wrong-code": (
        404,
        "工单号或查询码不对；请核对登记时告知您的编号和查询码。",
        "The number or the code is wrong: check both as you were told when the ticket was opened.",
    ),
    "too-many-codes": (
        429,
        "查询次数过多；请稍后再试，或联系客服。",
        "Too many tries: try again later, or ask our staff.",
    ),
    "customer-not-found": (404, "没有客户 {customer}。", "There is no customer {customer}."),
    "staff-not-found": (404, "没有工号 {number}。", "There is no staff number {number}."),
    "one-value-needed": (
        422,
        "请只给出 phone、email、serial、order_number 中的一项。",
        "Give exactly one of phone, email, serial and order_number.",
    ),
    **OF_MESSAGES,
    "no-route": (404, "没有这个地址：{path}；接口说明见 /docs。", "There is nothing at {path}; see /docs."),
    "wrong-method": (405, "{path} 不支持 {method}；接口说明见 /docs。", "{path} does not take {method}; see /docs."),
    "bad-version": (
        400,
        'If-Match 应为工单的版本号，例如 "3"。',
        'If-Match should hold the ticket\'s version, for example "3".',
    ),
    "version-changed": (
        412,
        "工单 {number} 已被他人更新，与 If-Match 不符；请刷新后重试。",
        "Ticket {number} was changed since the version in If-Match: look at it again and retry.",
    ),
    "key-reused": (
        422,
        "此 Idempotency-Key 已用于另一内容的请求；未作更改，请换一个键。",
        "This Idempotency-Key was already used for a request that said something else: nothing was changed; "
        "take another key.",
    ),
    "report-not-found": (
        404,
        "没有 {period} 的报告；已发布的见 gongdan reports list 或 GET /reports。",
        "There is no report of {period}: see `gongdan reports list` or GET /reports for those that came out.",
    ),
    "no-dead-letter": (
        404,
        "视图“{projection}”没有搁置工单 {ticket}；请用 gongdan deadletters list 查看。",
        "Projection '{projection}' has not left out ticket {ticket}: see `gongdan deadletters list`.",
    ),
    "is-an-event": (
        409,
        "位置 {position} 是一条事件（可能已损坏），不能确认了事；未作记录。请修复原因后重新处理。",
        "At position {position} stands an event, be it damaged, which can't be dismissed; nothing was recorded. "
        "Mend the cause, then replay it.",
    ),
    "nothing-there": (
        404,
        "事件日志中没有位置 {position}；位置见搁置列表。",
        "The log has no position {position}: the list of dead letters shows the positions.",
    ),
    "not-dismissed": (
        503,
        "确认无法写入数据目录，未作记录；请检查其权限和磁盘。",
        "It can't be written to the home folder, so nothing was recorded: check its rights, and the disk.",
    ),
    "ticket-needed": (
        422,
        "比较一件工单须写明哪一件；请加上 ticket=工单号。",
        "Of which ticket was not said: add ticket=NUMBER.",
    ),
    "not-of-this": (
        422,
        "{of} 的差异不能用 {name} 限定；请去掉 {name}。",
        "Differences of {of} can't be narrowed by '{name}': leave it out.",
    ),
    "period-needed": (
        422,
        "{moment} 所在的月份没有指标（只有 2000 至 2199 年）；请用 period 写明月份或季度。",
        "There are no metrics of the month of {moment} (2000 to 2199 only): name a month or quarter in 'period'.",
    ),
    "as-of-needed": (
        422,
        "known 须与 as_of 一起使用。",
        "'known' needs the moment in 'as_of'.",
    ),
    "bad-position": (
        400,
        "{name} 应为一个位置：{forms}。",
        "'{name}' should be a position: {forms}.",
    ),
    "bad-form": (400, "表单无法读取，请返回重填。", "The form can't be read: go back and fill it in again."),
    "other-origin": (
        403,
        "此表单不是由本系统的页面发出的，未作任何更改。请从本系统的页面重新提交。",
        "This form was not sent by a page of this system. Nothing was changed: send it from a page of ours.",
    ),
    "other-log": (
        410,
        "该位置属于另一份事件日志（当前日志为 {epoch}）；请重新读取。",
        "That position is of another event log (this one is {epoch}): read anew.",
    ),
    "past-being-built": (
        503,
        "该时刻的表正由事件日志得出（已读 {done} / {total} 个事件，约还需 {left} 秒）；请稍后再试。",
        "The tables of that moment are being built from the event log ({done} of {total} events read, about {left} "
        "seconds left): ask again shortly.",
    ),
    "not-caught-up": (
        503,
        "视图尚未更新到该位置（落后 {lag} 个事件）；请稍后再试。",
        "What you ask for has not reached that position yet ({lag} events behind): try again shortly.",
    ),
    "own-list-only": (
        403,
        "您的角色不能查看全部工单；请按工单号查看本人、本班组或被请求协作的工单。",
        "Your role does not read every ticket: ask by its number for one of your own, of your team, or that your "
        "department was asked about.",
    ),
    "other-customer": (
        403,
        "客户只能为自己登记工单；请不要填写 customer，或填写本人的客户编号。",
        "A customer opens a ticket for themselves only: leave 'customer' out, or give your own key.",
    ),
    "file-reason-needed": (
        422,
        "附件是客户的个人信息；请说明为何要看（gongdan ticket fetch --reason 或 ?reason=…），原因将记录在工单上。",
        "A file is personal data of the customer: say why you need it (`gongdan ticket fetch --reason`, or ?reason=…), "
        "which is recorded on the ticket.",
    ),
    "unmasked-before": (
        409,
        "此 Idempotency-Key 的查看已在 {minutes} 分钟前记录，不再给出明文；如仍需要，请换新键并再次说明原因。",
        "The look under this Idempotency-Key was recorded more than {minutes} minutes ago, so nothing is shown in the "
        "clear: if you still need it, say why again under a new key.",
    ),
    "unmasking-needed": (
        403,
        "附件是客户的个人信息；请先说明查看原因（gongdan ticket unmask 或 POST /tickets/…/unmasking），"
        "之后 {minutes} 分钟内可取当时已有的附件。",
        "A file is personal data of the customer: say first why you need it (`gongdan ticket unmask`, or POST "
        "/tickets/…/unmasking). For {minutes} minutes after that you can fetch what was there then.",
    ),
    "too-many-maps": (
        503,
        "等待流程图的请求已达上限；请稍后再试。",
        "As many wait for a process map as may: ask again shortly.",
    ),
    "too-many-series": (
        429,
        "正在统计的长时间序列已达上限，以免影响办理工单；请稍后再试，或缩短日期、用更长的期间。",
        "As many long series of figures are being counted as the desk bears beside its work: try again in a minute, or "
        "ask for fewer days, or longer periods.",
    ),
    "internal": (
        500,
        "系统出错（编号 {reference}）；未记录任何内容或结果未知，请查看日志。",
        "Something went wrong here (reference {reference}): nothing was recorded, or the outcome is unknown; "
        "see the log.",
    ),
}
