"""What section 9 of the process says beside its table, sentence by sentence."""

from typing import Final

CHECKED: Final = "Every action is checked against role, object and state"
SIGNED: Final = "who did what, when, for whom and from where is in the event"
ROLES_BY_DAY: Final = "A person may hold several roles, from a day to a day"
STAND_IN: Final = "a stand-in acts for an absent one, and both names are in the event"
ROSTER: Final = "Duty roster and leave steer dispatch, call-backs and approvals"
SKILLS: Final = "Staff carry skills, certificates and training with dates"
SCOPES: Final = "own = opened by me or assigned to me, team = my team's, all"
OTHERS_READ: Final = "roles that are not named in a row read what their own work needs"
AUDITOR: Final = "An auditor reads everything and changes nothing"
RECORDED: Final = "every look at personal data and every refusal is recorded"

SENTENCES: Final[dict[str, str]] = {
    CHECKED: "每项操作都按角色、对象和状态检查",
    SIGNED: "谁、做了什么、何时、为谁、从何处，都在事件中",
    ROLES_BY_DAY: "一人可以有多个角色，各有起止日期",
    STAND_IN: "代班人代缺勤者办理，两人的名字都在事件中",
    ROSTER: "排班和请假影响派单、回电和审批",
    SKILLS: "员工档案有技能、证书和培训，各有日期",
    SCOPES: "“本人的”指本人登记或分给本人的，“本班组的”指本人班组的，“全部”不限",
    OTHERS_READ: "一行中没有列出的角色，只看本职所需",
    AUDITOR: "审计可以查看一切，不能更改任何内容",
    RECORDED: "每次查看个人信息、每次被拒绝，都有记录",
}
"""Each in the process's own words, and in Chinese."""
