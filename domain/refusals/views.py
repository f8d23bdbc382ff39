"""Why something can't be done to a saved view."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "view-not-saved": (
        "没有这个查询方案；请核对（gongdan views list）。",
        "There is no such view: look at those there are (`gongdan views list`).",
    ),
    "view-name-taken": (
        "您在这个列表上已有名为“{name}”的查询方案；请更改它（redefine-view），或另取名称。",
        "You have a view '{name}' of this list already: redefine that one, or take another name.",
    ),
    "view-of-another": (
        "这是他人的查询方案，只有本人能更改；可另存为自己的查询方案。",
        "The view is another's to change: save one of your own.",
    ),
    "view-removed": (
        "这个查询方案已经删除，不能再更改；可另存一个。",
        "The view was removed, so nothing of it can be changed: save another.",
    ),
    "view-saved-already": (
        "这个查询方案已经保存，内容不同；请更改它（redefine-view）或另存一个。",
        "The view is saved already and says otherwise: redefine it, or save another.",
    ),
    "view-holds-text": (
        "含有文字查找（text）的查询方案不能共享，因为其中可能有人的姓名；请改用产品、型号等筛选，或去掉 text 再共享。",
        "A view that looks for a text is not shared, as that may be somebody's name: filter by product, model or the "
        "like, or take `text` out of it, and share it then.",
    ),
}
