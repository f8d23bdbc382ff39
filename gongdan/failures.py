"""Why the program can't go on: each failure one clear sentence in two languages, and the exit code it ends with."""

from typing import Final

from domain.refusals import Language
from gongdan.language import pick, spoken

REFUSED, WRONG_USAGE, NOT_REACHABLE = 1, 2, 3

TEXTS: Final[dict[str, tuple[int, str, str]]] = {
    "bad-setting": (
        WRONG_USAGE,
        "{variable} 的值无效：{why}。",
        "{variable} is set to something that can't be used: it {why}.",
    ),
    "home-not-writable": (
        WRONG_USAGE,
        "无法写入数据目录 {home}（{why}）；请修改权限，或用 GONGDAN_HOME 指定其他目录。",
        "The home folder {home} can't be written ({why}): change its rights, or set GONGDAN_HOME to another.",
    ),
    "already-running": (
        REFUSED,
        "此数据目录 {home} 已有服务在运行（进程 {pid}）；请先停止它，或用 GONGDAN_HOME 指定其他目录。",
        "A service is already running on {home} (process {pid}): stop it first, or set GONGDAN_HOME to another folder.",
    ),
    "port-busy": (
        NOT_REACHABLE,
        "端口 {port} 已被占用；请用 {variable} 指定其他端口（0 表示自动选择空闲端口）。",
        "Port {port} is in use: set {variable} to another one (0 takes a free one).",
    ),
    "port-refused": (
        NOT_REACHABLE,
        "无法使用端口 {port}（{why}）；请用 {variable} 指定其他端口。",
        "Port {port} can't be used ({why}): set {variable} to another one.",
    ),
    "nats-failed": (
        NOT_REACHABLE,
        "无法启动 nats-server；请查看数据目录中的 logs（详情：{why}）。",
        "nats-server could not be started ({why}): see logs in the home folder.",
    ),
    "store-refused": (
        NOT_REACHABLE,
        "无法使用事件库；请检查 GONGDAN_NATS_URL 等设置和 nats-server（详情：{why}）。",
        "The event store can't be used: {why}.",
    ),
    "nats-not-reached": (
        NOT_REACHABLE,
        "{url} 没有 nats-server 应答；请启动它，或更正 GONGDAN_NATS_URL。",
        "No nats-server answers at {url}: start it, or correct GONGDAN_NATS_URL.",
    ),
    "nats-credentials": (
        NOT_REACHABLE,
        "{url} 的 nats-server 不接受所用的用户和口令；请检查 GONGDAN_NATS_USERS，"
        "或 GONGDAN_NATS_USER 和 GONGDAN_NATS_PASSWORD，或 GONGDAN_NATS_CREDS。",
        "The nats-server at {url} refused the credentials: check GONGDAN_NATS_USERS, or GONGDAN_NATS_USER and "
        "GONGDAN_NATS_PASSWORD, or GONGDAN_NATS_CREDS.",
    ),
    "nats-too-old": (
        NOT_REACHABLE,
        "{url} 的 nats-server 版本 {version} 过旧；请升级到 2.12 或更新的版本。",
        "nats-server {version} at {url} is too old: upgrade it to 2.12 or newer.",
    ),
    "nats-no-jetstream": (
        NOT_REACHABLE,
        "{url} 的 nats-server 没有为此账户启用 JetStream；请在其配置中启用。",
        "JetStream is not available at {url}: switch it on in the nats-server's config and for this account.",
    ),
    "durability-unknown": (
        REFUSED,
        "无法确认 {url} 的 nats-server 在应答前是否同步写盘（断电会丢失已应答的事件）；"
        "请用 GONGDAN_NATS_MONITOR_URL 给出其监控地址，"
        "或在确认其配置为 sync_interval: always 后设置 GONGDAN_SYNC_ALWAYS=true。",
        "Whether the nats-server at {url} syncs to disk before it acknowledges can't be seen, and a power cut would "
        "lose events: set GONGDAN_NATS_MONITOR_URL to its monitoring address, or GONGDAN_SYNC_ALWAYS=true once its "
        "config says sync_interval: always.",
    ),
    "durability-unsafe": (
        REFUSED,
        "监控地址 {url} 的 nats-server 应答前不同步写盘，断电会丢失已应答的事件；"
        "请在其 jetstream 配置中设置 sync_interval: always（仅测试时可用 --i-accept-data-loss）。",
        "The nats-server monitored at {url} acknowledges before it syncs to disk, so that a power cut loses events: "
        "set sync_interval: always in its jetstream config (for tests only: --i-accept-data-loss).",
    ),
    "monitor-unreachable": (
        NOT_REACHABLE,
        "nats-server 的监控地址 {url} 没有回应；请检查 GONGDAN_NATS_MONITOR_URL。",
        "Nothing answers at the nats-server's monitoring address {url}: check GONGDAN_NATS_MONITOR_URL.",
    ),
    "bad-server": (
        WRONG_USAGE,
        "--server {value} 无效：应为 名称=主机[:端口[:集群端口]]，例如 n1=10.0.0.1 或 n1=10.0.0.1:4222:6222。",
        "--server {value} can't be used: give NAME=HOST[:PORT[:ROUTE]], like n1=10.0.0.1 or n1=10.0.0.1:4222:6222.",
    ),
    "bad-servers": (
        WRONG_USAGE,
        "给出了 {count} 台服务器：须为一台、三台或五台，名称和地址（含端口）各不相同。",
        "{count} servers are given: one, three or five are needed, each with a name and ports of its own.",
    ),
    "no-password": (
        NOT_REACHABLE,
        "无法读取 nats-server 用户的口令文件 {path}（{why}）；请恢复该文件，或运行 gongdan nats-config 重新生成。",
        "The password of a nats-server user, {path}, can't be read ({why}): put the file back, or make it anew with "
        "`gongdan nats-config`.",
    ),
    "other-log": (
        REFUSED,
        "事件流 {stream} 不是此数据目录的事件日志：它是空的、被替换过，或属于别的部署。"
        "请检查 GONGDAN_NATS_URL 和 GONGDAN_PREFIX，并恢复 nats-server 的数据；"
        "要从头开始，请用 GONGDAN_HOME 指定新目录。",
        "Stream {stream} is not the event log of this home: it is empty, was replaced, or is another deployment's. "
        "Check GONGDAN_NATS_URL and GONGDAN_PREFIX, and put the nats-server's data back; to begin anew, set "
        "GONGDAN_HOME to a new folder.",
    ),
    "keys": (
        REFUSED,
        "无法使用密钥：{why}。",
        "The keys can't be used: {why}.",
    ),
    "database": (
        NOT_REACHABLE,
        "无法打开视图的数据库（{why}）；请检查 GONGDAN_DATABASE_URL。",
        "The projections' database can't be opened ({why}): check GONGDAN_DATABASE_URL.",
    ),
    "no-tracing": (
        WRONG_USAGE,
        "已设置 OTEL_… 环境变量，但未安装发送追踪数据的组件；请运行 pip install 'gongdan[otel]'，"
        "或设置 OTEL_TRACES_EXPORTER=none。",
        "The OTEL_… variables ask for traces, but what sends them is not installed: run pip install 'gongdan[otel]', "
        "or set OTEL_TRACES_EXPORTER=none.",
    ),
    "bad-otel": (
        WRONG_USAGE,
        "{variable} 的值不受支持；请改为 {allowed}。",
        "{variable} is set to something that is not supported: set it to {allowed}.",
    ),
    "bad-database-url": (WRONG_USAGE, "{why}", "{why}"),
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
    "bad-token-key": (
        REFUSED,
        "签发令牌的密钥 {path} 无法使用（{why}）；请恢复该文件，或删除后重新启动服务（已签发的令牌随之失效）。",
        "The key {path}, which signs tokens, can't be used ({why}): restore it, or delete it and start the service "
        "anew, which ends all tokens.",
    ),
    "bad-staff": (
        WRONG_USAGE,
        "“{value}”不是工号：只能用英文字母、数字、_ 和 -，1 至 64 个字符。",
        "'{value}' is not a staff number: only A-Z a-z 0-9 _ - are allowed, 1 to 64 characters.",
    ),
    "bad-role": (
        WRONG_USAGE,
        "没有角色“{value}”{hint}；可用：{allowed}。",
        "There is no role '{value}'{hint}; there are: {allowed}.",
    ),
    "no-such-command": (
        WRONG_USAGE,
        "没有命令“{value}”{hint}；用法见：{path} --help。",
        "There is no command '{value}'{hint}: see `{path} --help`.",
    ),
    "no-such-option": (
        WRONG_USAGE,
        "没有选项 {value}{hint}；用法见：{path} --help。",
        "There is no option {value}{hint}: see `{path} --help`.",
    ),
    "bad-option": (
        WRONG_USAGE,
        "选项 {value} 缺少值，或不应有值；用法见：{path} --help。",
        "The option {value} lacks its value, or takes none: see `{path} --help`.",
    ),
    "missing-argument": (
        WRONG_USAGE,
        "缺少 {value}；用法见：{path} --help。",
        "{value} is missing: see `{path} --help`.",
    ),
    "bad-argument": (
        WRONG_USAGE,
        "{value} 的值无效{allowed}；用法见：{path} --help。",
        "The value of {value} can't be used{allowed}: see `{path} --help`.",
    ),
    "too-many-words": (
        WRONG_USAGE,
        "“{value}”是多余的；用法见：{path} --help。",
        "'{value}' is too much: see `{path} --help`.",
    ),
    "bad-usage": (
        WRONG_USAGE,
        "命令的写法不对；用法见：{path} --help。",
        "The command can't be read so: see `{path} --help`.",
    ),
    "unknown-action": (
        WRONG_USAGE,
        "没有操作“{value}”{hint}；可用：{allowed}。",
        "There is no action '{value}'{hint}; there are: {allowed}.",
    ),
    "unknown-field": (
        WRONG_USAGE,
        "操作 {action} 没有字段“{value}”{hint}；可用：{allowed}。",
        "'{action}' has no field '{value}'{hint}; its fields are: {allowed}.",
    ),
    "not-a-field": (
        WRONG_USAGE,
        "“{value}”应写成 字段=值，例如 {example}。",
        "'{value}' should be FIELD=VALUE, for example {example}.",
    ),
    "bad-fields": (
        WRONG_USAGE,
        "操作 {action} 的内容不完整或无效：{why}。例：{example}",
        "'{action}' is not complete or not valid: {why}. For example: {example}",
    ),
    "bad-body-file": (
        WRONG_USAGE,
        "无法从 {path} 读取内容（{why}）；应为一个 JSON 对象。",
        "{path} can't be read ({why}): it should hold one JSON object.",
    ),
    "bad-moment": (
        WRONG_USAGE,
        "“{value}”不是时间；请写成 2024-05-01、2024-05-01T09:30 或带时区的 2024-05-01T09:30+08:00。",
        "'{value}' is not a time: write 2024-05-01, 2024-05-01T09:30, or with its zone 2024-05-01T09:30+08:00.",
    ),
    "bad-filter": (
        WRONG_USAGE,
        "--{name} 的值过长或不是 UTF-8 文字；请缩短或改写。",
        "The value of --{name} is too long, or no text in UTF-8: shorten it or write it anew.",
    ),
    "bad-status": (
        WRONG_USAGE,
        "没有处理状态“{value}”{hint}；可用：{allowed}。",
        "There is no status '{value}'{hint}; there are: {allowed}.",
    ),
    "bad-key": (
        WRONG_USAGE,
        "--key 只能用可打印的 ASCII 字符，1 至 200 个，首尾不能是空格。",
        "--key takes 1 to 200 printable ASCII characters, and no space at either end.",
    ),
    "as-of-needed": (
        WRONG_USAGE,
        "--known 须与 --as-of 一起使用，例如 --as-of 2024-05-01 --known。",
        "--known needs a moment: add --as-of, for example --as-of 2024-05-01 --known.",
    ),
    "output-needed": (
        WRONG_USAGE,
        "Excel 文件不能输出到屏幕；请用 --output 文件.xlsx。",
        "An Excel file can't be shown on the screen: add --output FILE.xlsx.",
    ),
    "form-needed": (
        WRONG_USAGE,
        "从文件名 {path} 看不出格式；请加 --format csv、xlsx 或 json，或以 .csv、.xlsx、.json 结尾。",
        "The name {path} says no format: add --format csv, xlsx or json, or end it in .csv, .xlsx or .json.",
    ),
    "other-form": (
        WRONG_USAGE,
        "--format {form} 与文件名 {path} 不符；请改其中之一。",
        "--format {form} and the name {path} contradict each other: change one of them.",
    ),
    "bad-output": (
        WRONG_USAGE,
        "无法写入 {path}（{why}）；请用 --output 指定其他文件。",
        "{path} can't be written ({why}): name another file with --output.",
    ),
}
"""Exit code, Chinese and English of every code."""


class Failure(Exception):
    """The program can't do what was asked, and changed nothing. ``code`` is stable."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    @property
    def exit_code(self) -> int:
        return TEXTS[self.code][0]

    def say(self, language: Language = "en") -> str:
        _, chinese, english = TEXTS[self.code]
        return pick((chinese, english), language).format(**spoken(self.details, language))

    def __str__(self) -> str:
        return self.say("en")
