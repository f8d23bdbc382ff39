"""One example body for every action, shown in the API's documentation and tried in the tests."""

from typing import Any, Final

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "open": {
        "channel": "phone",
        "kind": "fault",
        "summary": "设备无法启动，报警代码E-002",
        "customer_name": "远山科技有限公司",
        "company": True,
        "contact": {"name": "张伟", "salutation": "先生", "phone": "13812345678"},
        "product": {"name": "智能空调", "model": "KFR-35", "serial": "202403A0001", "purchased": "2024-03"},
        "error_code": "E-002",
    },
    "acknowledge": {"channel": "phone", "note": "已电话告知客户，十分钟内派人处理"},
    "grade": {"severity": "urgent", "reason": "核心生产线停机"},
    "estimate": {"due": "2024-05-01T12:00:00+08:00"},
    "diagnose": {"finding": "判断为制冷剂泄漏，需上门维修", "fault_type": "hardware", "found_by": "remote"},
    "dispatch": {"engineer": "e-003", "team": "north", "visit_expected": "2024-05-01T14:00:00+08:00"},
    "accept": {},
    "contact": {"channel": "phone", "note": "与客户约定下午上门"},
    "visit": {"at": "2024-05-01T14:00:00+08:00", "place": "南京西路100号"},
    "note": {"text": "客户要求带上备用压缩机"},
    "escalate": {"to": "line-2", "reason": "需要研发协助分析日志"},
    "pause": {"waiting_for": "part", "reason": "等待压缩机到货"},
    "resume": {"reason": "备件已到"},
    "resolve": {"cause": "制冷剂泄漏", "handling": "更换管路并充注制冷剂", "precautions": "半年后检查压力"},
    "confirm": {"signature": "张伟"},
    "reject": {"reason": "仍有异响"},
    "close": {"closed_as": "satisfied", "report": "更换管路后运行正常"},
    "reopen": {"reason": "同一故障再次出现"},
    "cancel": {"cancelled_as": "duplicate", "duplicate_of": "202405-00122", "reason": "与前一张工单重复"},
}
