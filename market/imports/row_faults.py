"""What is wrong with a row of a file: reasons and mends, in both languages."""

from __future__ import annotations

from datetime import date

from market.catalogue.faults import Fault, Words


def no_code(words_zh: str, words_en: str) -> Fault:
    """Return the fault of words that no list of codes has."""
    return Fault(
        Words(
            f"代码表中没有“{words_zh}”，这些词未导入",
            f"The list of codes has no {words_en}: these words are left out",
        ),
        Words(
            "行业请写国民经济行业大类的代码或名称，应用领域请写代码表中的名称",
            "Write codes or names of divisions of GB/T 4754, or of fields of the list",
        ),
    )


def too_wide(cells_count: int, width: int) -> Fault:
    """Return the fault of a row with more cells than the header."""
    return Fault(
        Words(
            f"该行有 {cells_count} 格，而表头只有 {width} 列",
            f"The row has {cells_count} cells, but the header {width}",
        ),
        Words(
            "含逗号的单元格应加引号",
            "Put a cell that contains a comma in quotation marks",
        ),
    )


def before_filing(filed_on: date) -> Fault:
    """Return the fault of a day before the filing."""
    return Fault(
        Words(
            f"早于该行的申请日 {filed_on.isoformat()}",
            f"It lies before the row's filing date {filed_on.isoformat()}",
        ),
        Words("请核对两个日期", "Compare the two dates"),
    )


NOT_COMPUTED = Fault(
    Words("公式没有算出的值", "The file gives a formula without its value"),
    Words(
        "请在表格软件中打开并保存，或改填内容本身",
        "Open it in the spreadsheet and save it, or enter the text itself",
    ),
)
FORMULA_FAILED = Fault(
    Words("这是表格公式的错误值", "It is the error of a spreadsheet's formula"),
    Words("请改填内容本身", "Enter the text itself"),
)
NO_TITLE = Fault(
    Words("名称为空", "The title is blank"),
    Words(
        "请填写专利名称；若是检索结果列表，请改用含著录项目的文件",
        "Fill in the title; where the file is a list of search hits, "
        "export the full records instead",
    ),
)
GRANTED_APPLICATION = Fault(
    Words(
        "状态写的是申请，号码却是授权后的号码；法律状态按未知处理",
        "It says application, but gives the number of a grant: "
        "the status is kept as unknown",
    ),
    Words(
        "请在专利登记簿上核对",
        "Look it up in the patent register",
    ),
)
