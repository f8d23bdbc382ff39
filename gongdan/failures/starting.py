"""Why the service can't start: settings, the home folder, ports, keys, the read models' database, traces."""

from gongdan.failures.texts import NOT_REACHABLE, REFUSED, WRONG_USAGE, Texts

TEXTS: Texts = {
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
    "followers-failed": (
        REFUSED,
        "跟随事件日志的进程（视图、后续事项）无法启动；请查看日志，或设 GONGDAN_FOLLOWERS_APART=false 改为同一进程。",
        "The process that follows the event log (read models, reactions) can't start: see the log, or set "
        "GONGDAN_FOLLOWERS_APART=false to run all in one process.",
    ),
    "followers-lost": (
        REFUSED,
        "跟随事件日志的进程已不能再启动，服务因此停止；请重新启动服务（gongdan up）。",
        "The process that follows the event log can't be begun again, so that the service stopped: start it anew "
        "(`gongdan up`).",
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
    "keys": (
        REFUSED,
        "无法使用密钥：{why}。",
        "The keys can't be used: {why}.",
    ),
    "letters": (
        REFUSED,
        "无法使用来信库 {path}（{why}）；请从备份恢复，或删除后重新启动服务（待处理的来信随之丢失）。",
        "The store of letters, {path}, can't be used ({why}): put it back from its backup, or delete it and start the "
        "service anew, which loses the letters that wait in it.",
    ),
    "accounts": (
        REFUSED,
        "无法使用账号库 {path}（{why}）；请从备份恢复，或删除后重新启动服务（所有人须由管理员重置后重新登录）。",
        "The store of accounts, {path}, can't be used ({why}): put it back from its backup, or delete it and start the "
        "service anew, after which everybody's account has to be reset.",
    ),
    "attachments": (
        REFUSED,
        "无法使用存放附件的 {where}（{why}）；请检查 GONGDAN_ATTACHMENTS_URL。",
        "{where}, where attachments are kept, can't be used ({why}): check GONGDAN_ATTACHMENTS_URL.",
    ),
    "bad-token-key": (
        REFUSED,
        "签发令牌的密钥 {path} 无法使用（{why}）；请恢复该文件，或删除后重新启动服务（已签发的令牌随之失效）。",
        "The key {path}, which signs tokens, can't be used ({why}): restore it, or delete it and start the service "
        "anew, which ends all tokens.",
    ),
    "database": (
        NOT_REACHABLE,
        "无法打开视图的数据库（{why}）；请检查 GONGDAN_DATABASE_URL。",
        "The projections' database can't be opened ({why}): check GONGDAN_DATABASE_URL.",
    ),
    "own-database": (
        NOT_REACHABLE,
        "无法打开 {path} 中视图的数据库（{why}）；请检查 GONGDAN_HOME，或用 GONGDAN_DATABASE_URL 指定其他数据库。",
        "The projections' database in {path} can't be opened ({why}): check GONGDAN_HOME, or name another database in "
        "GONGDAN_DATABASE_URL.",
    ),
    "bad-database-url": (WRONG_USAGE, "{why}", "{why}"),
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
}
