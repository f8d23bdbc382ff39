"""The words of articles."""

from typing import Final

from domain.wording import Words

_TEXT: Final[Words] = {
    "title": ("标题", "title"),
    "body": ("正文", "text"),
    "title_en": ("英文标题", "title in English"),
    "body_en": ("英文正文", "text in English"),
    "product": ("产品名称", "product"),
    "model": ("型号", "model"),
    "error_code": ("报警代码", "error code"),
    "symptoms": ("故障现象", "symptoms"),
    "steps": ("自查步骤", "guided steps"),
    "name": ("步骤", "step"),
    "question": ("问题", "question"),
    "choices": ("回答", "answers"),
    "answer": ("回答", "answer"),
    "next": ("下一步", "next step"),
    "conclusion": ("结论", "conclusion"),
}

FIELDS: Final[Words] = {
    **{f"{event}.{name}": word for event in ("article-drafted", "article-revised") for name, word in _TEXT.items()},
    "article-revised.taken_over": ("沿用客户授权的草稿", "the draft's text taken over"),
    "article-drafted.lesson_of": ("取自结案报告", "from the closing report of"),
    "article-reviewed.verdict": ("审核结论", "verdict"),
    "article-reviewed.words": ("审核意见", "in words"),
    "article-published.version": ("版本", "version"),
    "article-helped.ticket": ("解决的工单", "ticket it solved"),
    "article-helped.visit": ("自助访问", "visit"),
    "article.product": _TEXT["product"],
    "article.model": _TEXT["model"],
    "article.error_code": _TEXT["error_code"],
    "article.authors": ("待发布文稿作者", "authors of what is not published"),
    "article.lesson_of": ("取自结案报告", "from the closing report of"),
    "article.steps": ("自查步骤数", "guided steps"),
    "article.version": ("已发布版本", "published version"),
    "article.helped": ("解决的工单", "tickets it solved"),
    "article.lent": ("首稿来自客户工单", "first drafted from a customer's ticket"),
    "article.visits": ("自助解决次数", "helped without a ticket"),
}

CODES: Final[dict[str, Words]] = {
    "article-reviewed.verdict": {
        "approved": ("同意发布", "approved"),
        "changes-asked": ("须修改", "changes asked"),
    },
}
