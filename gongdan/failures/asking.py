"""Why a command can't speak with the running service, or for whom it says that it speaks."""

from gongdan.failures.texts import NOT_REACHABLE, REFUSED, WRONG_USAGE, Texts

TEXTS: Texts = {
    "not-running": (
        NOT_REACHABLE,
        "数据目录 {home} 没有服务在运行；请用“gongdan up”启动。",
        "No service is running on {home}: start it with `gongdan up`.",
    ),
    "not-answering": (
        NOT_REACHABLE,
        "{url} 没有回应（{why}）；请确认服务在运行：gongdan up。",
        "{url} does not answer ({why}): see that the service runs, or start it with `gongdan up`.",
    ),
    "answering-slowly": (
        NOT_REACHABLE,
        "{url} 在 {seconds} 秒内没有应答，但服务的进程 {pid} 在运行：它很忙，或已停顿；请稍后再检查，并查看日志。",
        "{url} does not answer within {seconds} s, though the service's process {pid} runs: it is busy, or stands "
        "still. Check again shortly, and look at the log.",
    ),
    "projections-not-told": (
        NOT_REACHABLE,
        "服务没有说明视图的状态，而是答复：{why}。",
        "The service did not tell how the projections are, but answered: {why}.",
    ),
    "store-not-read": (
        NOT_REACHABLE,
        "事件库没有响应；未作任何更改，请稍后再试。",
        "The event store does not answer. Nothing was changed: try again shortly.",
    ),
    "outcome-unknown": (
        NOT_REACHABLE,
        "没有得到回答，是否已记录尚不确定；请稍后以同一幂等键 {key} 再次运行，只会记录一次：{command}",
        "No answer came, so whether it was recorded is not known: run it again later with the same key {key}, which "
        "records it once: {command}",
    ),
    "bad-run-file": (
        NOT_REACHABLE,
        "{path} 无法读取；请重新启动服务：gongdan up。",
        "{path} can't be read: start the service anew with `gongdan up`.",
    ),
    "token-needed": (
        WRONG_USAGE,
        "GONGDAN_API_URL 须与 GONGDAN_TOKEN 一起设置；令牌由“gongdan token”签发。",
        "GONGDAN_API_URL needs GONGDAN_TOKEN beside it; a token is made by `gongdan token`.",
    ),
    "as-with-token": (
        WRONG_USAGE,
        "--as 只供本机操作员使用；已设置 GONGDAN_TOKEN 时不能再用 --as。",
        "--as is for the local operator: with GONGDAN_TOKEN set it can't be used.",
    ),
    "bad-as": (
        WRONG_USAGE,
        "--as {value} 无效{hint}；应为“工号”或“工号:角色”，角色可为：{allowed}。",
        "--as {value} can't be used{hint}: give STAFF or STAFF:ROLE, with a role of: {allowed}.",
    ),
    "bad-staff": (
        WRONG_USAGE,
        "“{value}”不是工号：只能用英文字母、数字、_ 和 -，1 至 64 个字符。",
        "'{value}' is not a staff number: only A-Z a-z 0-9 _ - are allowed, 1 to 64 characters.",
    ),
    "customer-key-with-number": (
        WRONG_USAGE,
        "“{value}”不能作客户的令牌：应为 customer- 加编号，编号不能是电话号码。",
        "'{value}' can't be a customer's token: it takes customer- and an id, which is no telephone number.",
    ),
    "team-or-everybody": (
        WRONG_USAGE,
        "请写明共享给谁：--team 班组，或 --everybody（二者选一）。",
        "Say whom to share it with: --team TEAM or --everybody, one of the two.",
    ),
    "no-such-list": (
        WRONG_USAGE,
        "没有“{value}”这个列表{hint}；可用：{allowed}。",
        "There is no list '{value}'{hint}; possible: {allowed}.",
    ),
    "not-a-parameter": (
        WRONG_USAGE,
        "“{value}”不是“参数=值”，如 status=paused。",
        "'{value}' is no PARAMETER=VALUE, as status=paused.",
    ),
    "no-view-of-yours": (
        REFUSED,
        "您没有名为“{name}”的查询方案；请核对（gongdan views list）。",
        "You have no view '{name}': look at those there are (gongdan views list).",
    ),
    "view-of-several-lists": (
        WRONG_USAGE,
        "您在几个列表上都有名为“{name}”的查询方案：{lists}；请用 --list 指明。",
        "You have views '{name}' of several lists: {lists}. Say which by --list.",
    ),
    "one-notice-or-failed": (
        WRONG_USAGE,
        "请写一个通知编号，或用 --failed 重发所有失败的，二者选一。",
        "Say one notice's id, or --failed for all that failed: either of them.",
    ),
    "no-notice-kind": (
        WRONG_USAGE,
        "没有“{kind}”这种通知；可用：{allowed}。",
        "There is no kind of notice '{kind}'; there are: {allowed}.",
    ),
    "bad-role": (
        WRONG_USAGE,
        "没有角色“{value}”{hint}；可用：{allowed}。",
        "There is no role '{value}'{hint}; there are: {allowed}.",
    ),
}
