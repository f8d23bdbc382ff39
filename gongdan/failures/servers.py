"""What is wrong with the nats-servers, or with what is said of them."""

from gongdan.failures.texts import NOT_REACHABLE, REFUSED, WRONG_USAGE, Texts

TEXTS: Texts = {
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
    "log-silent": (
        NOT_REACHABLE,
        "{url} 的事件流没有应答：nats-server 已停止，或事件流没有领导者；"
        "请启动 nats-server（三台中须有两台在线），再试一次。",
        "The event stream at {url} does not answer: its nats-servers stopped, or it has no leader. Start them (of "
        "three, two are needed) and try again.",
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
    "leases-not-permitted": (
        REFUSED,
        "{url} 的 nats-server 不允许用户 consumers 查看由哪个服务办理后续事项（租约）：权限配置比程序旧；请重新运行 "
        "gongdan nats-config，把配置复制到各服务器并重新载入（nats-server --signal reload），再启动；"
        "在此之前可用 GONGDAN_REACTIONS=false 启动，届时不提醒、不发通知。",
        "The nats-server at {url} does not let the user consumers see which service reacts (the leases): its rights "
        "are older than the program. Run `gongdan nats-config` again, copy the configs, reload the servers "
        "(`nats-server --signal reload`) and start; until then GONGDAN_REACTIONS=false starts it without reminders "
        "and notices.",
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
    "nats-no-tls": (
        NOT_REACHABLE,
        "{url} 的 nats-server 不提供 TLS，而设置要求加密连接；未发送任何密码。"
        "请为 nats-server 配置 TLS，或去掉 tls:// 和 GONGDAN_NATS_CA。",
        "The nats-server at {url} offers no TLS, which the settings ask for; no password was sent. Configure TLS on "
        "it, or drop tls:// and GONGDAN_NATS_CA.",
    ),
    "nats-tls-first": (
        NOT_REACHABLE,
        "{url} 的 nats-server 要求先完成 TLS 握手（handshake_first），本程序不支持；"
        "请在其配置中去掉 handshake_first，TLS 照常使用。",
        "The nats-server at {url} waits for TLS before it greets (handshake_first), which is not supported: take "
        "handshake_first out of its configuration; TLS stays on.",
    ),
    "nats-untrusted": (
        NOT_REACHABLE,
        "无法核实 {url} 的 nats-server 证书（{why}）；请用 GONGDAN_NATS_CA 指定签发它的 CA 证书文件（ca.crt），"
        "并使用证书中所写的主机名。",
        "The certificate of the nats-server at {url} can't be verified ({why}): set GONGDAN_NATS_CA to the file of the "
        "CA that signed it (ca.crt), and use a host name that the certificate holds.",
    ),
    "no-quorum": (
        REFUSED,
        "现在无法记录事件：事件流没有领导者，或领导者联系不到多数服务器{away}；"
        "请恢复 nats-server，三台中须有两台在线。",
        "No event can be stored now: the stream has no leader, or one that hears no majority of its servers{away}. "
        "Bring nats-servers back: of three, two are needed.",
    ),
    "storing-not-known": (
        NOT_REACHABLE,
        "正在启动：尚不知道能否记录事件；请稍后再试。",
        "Starting: whether an event can be stored is not known yet. Try again shortly.",
    ),
    "is-an-event": (
        REFUSED,
        "位置 {position} 是一条事件（可能已损坏），不能确认了事；未作记录。请运行 gongdan deadletters list 查看。",
        "At position {position} stands an event, be it damaged, which can't be dismissed; nothing was recorded. See "
        "`gongdan deadletters list`.",
    ),
    "no-reason": (
        WRONG_USAGE,
        "--reason 是空的；请写明为何可以搁置。",
        "--reason is empty: say why it may stay left out.",
    ),
    "resend-what": (
        WRONG_USAGE,
        "请给出消息编号，或用 --failed-since 指明时间，两者择一。",
        "Name one message, or a time with --failed-since: one of the two.",
    ),
    "not-dismissed": (
        REFUSED,
        "无法写入 {path}（{why}），未作记录；请检查权限和磁盘。",
        "{path} can't be written ({why}), so nothing was recorded: check its rights, and the disk.",
    ),
    "nothing-there": (
        REFUSED,
        "事件日志中没有位置 {position}；位置见 gongdan deadletters list。",
        "The log has no position {position}: `gongdan deadletters list` shows the positions.",
    ),
    "events-missing": (
        REFUSED,
        "事件流 {stream} 缺失 {count} 个已记录的事件（应有 {end} 个，现存的第一个在位置 {first}）；为免工单号重复，"
        "在恢复之前不再记录。请停止服务，从备份恢复整个数据目录，见 docs/operations.zh.md“事件缺失”。",
        "Stream {stream} has lost {count} recorded events (of {end}; the first that is left is at {first}), so that "
        "nothing is recorded until it is restored: numbers would be given out again. Stop the service and put the "
        "whole home folder back from a copy: docs/operations.md, Events are missing.",
    ),
    "log-drifted": (
        REFUSED,
        "事件流 {stream} 的配置与声明不一致：{fields}。请改回，或修改设置。",
        "Stream {stream} is not configured as declared: {fields}. Put it right, or the settings.",
    ),
    "log-unsafe": (
        REFUSED,
        "事件流 {stream} 的配置被改动，已记录的事件可能丢失：{fields}。请立即改回，并查明是谁改的。",
        "The configuration of stream {stream} was changed so that recorded events can be lost: {fields}. Put it right "
        "at once, and find out who changed it.",
    ),
    "own-server-silent": (
        NOT_REACHABLE,
        "现在无法记录事件：服务自带的 nats-server 没有应答，服务会重新启动它；"
        "若持续如此，请查看数据目录中的 logs 和磁盘。",
        "No event can be stored now: the service's own nats-server does not answer, and is started again by it. If "
        "that does not help, look at logs in the home folder, and at the disk.",
    ),
    "server-silent": (
        NOT_REACHABLE,
        "现在无法记录事件：nats-server 没有应答；请启动它。",
        "No event can be stored now: the nats-server does not answer. Start it.",
    ),
    "replicas-behind": (
        REFUSED,
        "{wanted} 份副本中只有 {current} 份是最新的{away}；请恢复或更换该 nats-server。",
        "Only {current} of {wanted} replicas are current{away}: bring that nats-server back, or replace it.",
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
    "bad-monitor": (
        WRONG_USAGE,
        "--monitor {value} 无效：应为 主机:端口，例如 127.0.0.1:8222。",
        "--monitor {value} can't be used: give HOST:PORT, like 127.0.0.1:8222.",
    ),
    "tls-or-none": (
        WRONG_USAGE,
        "--tls 与 --no-tls 不能同时使用；请去掉其中之一。",
        "--tls and --no-tls contradict each other: leave one of them out.",
    ),
    "other-config": (
        REFUSED,
        "{path} 不是 gongdan nats-config 生成的配置，或已被改动，未作更改；请把它移走，或用 --to 指定其他目录。",
        "{path} is no config that `gongdan nats-config` wrote, or was edited, and nothing was changed: move it away, "
        "or name another folder with --to.",
    ),
    "other-prefix": (
        REFUSED,
        "{path} 是为前缀 {was} 生成的，而现在的前缀是 {now}，未作更改：改写会使 {was} 的服务失去权限。"
        "请设置 GONGDAN_PREFIX={was}，或用 --to 指定其他目录。",
        "{path} was written for the prefix {was}, and now it is {now}; nothing was changed, as the service of {was} "
        "would lose its rights. Set GONGDAN_PREFIX={was}, or name another folder with --to.",
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
}
