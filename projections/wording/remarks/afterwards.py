"""Remarks of survey, call-back, follow-up, reminders, closing report, service record and archive."""

from typing import Final

from domain.wording import CHANNELS
from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.wording.codes import FOLLOWED_UP, GAPS, NOT_SO, SCORE_CAUSES
from projections.wording.remarks.composing import Compose, fixed, listed, words_of
from projections.wording.words import ENDINGS


def _sent(row: Row, reader: Reader) -> str:
    channel = reader.word(CHANNELS, row["code"])
    return f"发送满意度调查({channel})" if reader.chinese else f"survey sent ({channel})"


def _answered(row: Row, reader: Reader) -> str:
    """客户评分5、5、4、3,推荐意愿8,须回电."""
    given, _, recommend = row["detail"].partition(";")
    low = row["code"] == "yes"
    if reader.chinese:
        return listed(
            reader,
            f"客户评分{given.replace(',', '、')}",
            f"推荐意愿{recommend}" if recommend else "",
            "有低分,须回电" if low else "",
        )
    return listed(
        reader,
        f"scored {given.replace(',', ' ')}",
        f"would recommend {recommend}" if recommend else "",
        "low: call back" if low else "",
    )


def _called_back(row: Row, reader: Reader) -> str:
    cause = reader.word(SCORE_CAUSES, row["code"])
    if reader.chinese:
        return f"低分回电,原因:{cause},商定:{row['detail']}"
    return f"called back after a low score, because of {cause}, agreed: {row['detail']}"


def _followed_up(row: Row, reader: Reader) -> str:
    """电话回访:已解决、态度专业,不满意."""
    channel, yes = reader.word(CHANNELS, row["code"]), (row["detail"] or "").split(",")
    no = ",".join(each for each in NOT_SO if each not in yes)
    said = listed(reader, words_of(row["detail"], FOLLOWED_UP, reader), words_of(no, NOT_SO, reader))
    return f"{channel}回访:{said}" if reader.chinese else f"follow-up by {channel}: {said}"


def _reminded(row: Row, reader: Reader) -> str:
    channel = reader.word(CHANNELS, row["code"])
    if reader.chinese:
        return f"第{row['detail']}次提醒客户({channel})"
    return f"reminder {row['detail']} to the customer ({channel})"


def _reported(row: Row, reader: Reader) -> str:
    return f"结案报告,经验:{row['detail']}" if reader.chinese else f"closing report, lessons: {row['detail']}"


def _recorded(row: Row, reader: Reader) -> str:
    gaps = words_of(row["detail"], GAPS, reader)
    if not gaps:
        return "服务记录完整" if reader.chinese else "service record complete"
    return f"服务记录,缺{gaps}" if reader.chinese else f"service record, missing: {gaps}"


def _archived(row: Row, reader: Reader) -> str:
    how = reader.word(ENDINGS, row["code"])
    if reader.chinese:
        return f"已归档({how})" if how else "已归档"
    return f"archived ({how})" if how else "archived"


COMPOSED: Final[dict[str, Compose]] = {
    "survey-sent": _sent,
    "survey-answered": _answered,
    "callback-made": _called_back,
    "follow-up-made": _followed_up,
    "objection-raised": fixed("客户异议,重新处理", "the customer objects, taken up again"),
    "reminder-sent": _reminded,
    "closing-report-written": _reported,
    "service-record-completed": _recorded,
    "ticket-archived": _archived,
}
