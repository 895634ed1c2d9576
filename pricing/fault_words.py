"""What is said of each fault: what is wrong and how to mend it, zh and en.

Keys are the codes of `pricing.fields.fault`, pydantic's names of its own faults,
and the messages of Python's JSON parser. Values hold message_zh, message_en,
mend_zh, mend_en; braces are filled with the fault's figures.
"""

from __future__ import annotations

from pricing.rule_words import RULES, FourTexts

__all__ = ["UNFORESEEN", "WORDS"]

_JSON_ZH = "请检查此处的括号、逗号和引号。"
_JSON_EN = "Check the brackets, commas and quotes here."

UNFORESEEN: FourTexts = (
    "此处的值不符合条款格式（{code}）。",
    "The value does not fit the terms language ({code}).",
    "请对照 JSON Schema 修改。",
    "Compare it with the JSON Schema.",
)

_DOCUMENT: dict[str, FourTexts] = {
    "not_object": (
        "许可条件应是一个 JSON 对象。",
        "Terms must be one JSON object.",
        "请用花括号 {{ }} 包住全部内容。",
        "Put everything inside braces {{ }}.",
    ),
    "too_large": (
        "文件过大，超过 {most} 字节。",
        "The text is larger than {most} bytes.",
        "请确认选对了文件。",
        "Make sure that this is the right file.",
    ),
    "not_utf8": (
        "文件不是 UTF-8 编码。",
        "The bytes are not UTF-8.",
        "请另存为 UTF-8 编码（不是 GBK）后再试。",
        "Save the file as UTF-8 (not GBK) and try again.",
    ),
    "empty": (
        "内容为空。",
        "There is nothing here.",
        "请提供 JSON 格式的许可条件。",
        "Give terms as JSON.",
    ),
    "too_deep": (
        "嵌套超过 {most} 层。",
        "The nesting is deeper than {most} levels.",
        "许可条件至多六层，请检查括号。",
        "Terms have at most six levels: check the brackets.",
    ),
    "number_too_long": (
        "数字 {text} 过长。",
        "The number {text} is too long.",
        '金额请写成字符串，例如 "1000.00"。',
        'Write amounts as text, such as "1000.00".',
    ),
    "not_a_number": (
        "{text} 不是数。",
        "{text} is not a number.",
        "请填写确定的值，无上限时写 null。",
        "Write a definite value; for no limit write null.",
    ),
    "repeated_key": (
        "同一对象中此键出现了不止一次。",
        "This key stands more than once in one object.",
        "请只保留一处。",
        "Keep one of them.",
    ),
    "Expecting value": (
        "此处应有一个值。",
        "A value is missing here.",
        _JSON_ZH,
        _JSON_EN,
    ),
    "Expecting property name enclosed in double quotes": (
        "此处应是用双引号括起的键。",
        "A key in double quotes is expected here.",
        "请用英文双引号，并去掉末尾多余的逗号。",
        "Use straight double quotes and no comma before a closing brace.",
    ),
    "Expecting ',' delimiter": (
        "此处缺少逗号或右括号。",
        "A comma or a closing bracket is missing here.",
        _JSON_ZH,
        _JSON_EN,
    ),
    "Expecting ':' delimiter": (
        "键之后缺少冒号。",
        "A colon is missing after the key.",
        _JSON_ZH,
        _JSON_EN,
    ),
    "Unterminated string starting at": (
        "从此处开始的文本没有结束引号。",
        "The text that starts here has no closing quote.",
        _JSON_ZH,
        _JSON_EN,
    ),
    "Invalid control character at": (
        "文本中有控制字符。",
        "A control character stands inside a text.",
        "换行请写作 \\n。",
        "Write a line end as \\n.",
    ),
    "Extra data": (
        "JSON 结束之后还有内容。",
        "Something follows the end of the JSON value.",
        "请删去多余部分。",
        "Delete what follows.",
    ),
}

_VALUES: dict[str, FourTexts] = {
    "missing": (
        "缺少必填项。",
        "This key is required and missing.",
        "请补上。",
        "Add it.",
    ),
    "extra_forbidden": (
        "没有这个键。",
        "This key is unknown.",
        "请删去，或查看 flask terms schema 中可用的键。",
        "Delete it, or see the keys in flask terms schema.",
    ),
    "unknown_key_close": (
        "没有这个键。",
        "This key is unknown.",
        "您是否要写 {close}？",
        "Did you mean {close}?",
    ),
    "second_currency": (
        "币种只能在最外层写一次。",
        "A currency stands only once, at the outermost level.",
        "请删去：同一许可条件只用一种币种。",
        "Delete it: terms hold one currency.",
    ),
    "literal_error": (
        "值不在允许的范围内。",
        "The value is none of those allowed.",
        "可用的值：{expected_zh}。",
        "Use one of: {expected}.",
    ),
    "fee_kind": (
        "费用的种类缺失或未知。",
        "The kind of this fee is missing or unknown.",
        "请写 fixed（固定许可费）或 royalty（提成费）。",
        "Write fixed or royalty.",
    ),
    "royalty_base": (
        "提成费的基数缺失或未知。",
        "The base of this royalty is missing or unknown.",
        "请写 net_sales（净销售额）、profit（利润）或 units（件数）。",
        "Write net_sales, profit or units.",
    ),
    "bool_type": (
        "应为 true 或 false。",
        "Must be true or false.",
        "请写 true 或 false，不加引号。",
        "Write true or false without quotes.",
    ),
    "int_type": (
        "应为整数。",
        "Must be a whole number.",
        "请写不带小数点、不加引号的整数。",
        "Write a whole number without point or quotes.",
    ),
    "greater_than_equal": (
        "数值太小。",
        "The number is too small.",
        "请填写不小于 {ge} 的整数。",
        "Write a whole number of at least {ge}.",
    ),
    "less_than_equal": (
        "数值太大。",
        "The number is too large.",
        "请填写不大于 {le} 的整数。",
        "Write a whole number of at most {le}.",
    ),
    "string_type": (
        "应为文本。",
        "Must be text.",
        "请用双引号括起。",
        "Put it in double quotes.",
    ),
    "string_too_short": (
        "文本为空。",
        "The text is empty.",
        "请填写。",
        "Write at least {min_length} character.",
    ),
    "string_too_long": (
        "文本过长。",
        "The text is too long.",
        "至多 {max_length} 个字符。",
        "Use at most {max_length} characters.",
    ),
    "string_pattern_mismatch": (
        "代号格式不对。",
        "The name has the wrong form.",
        "请用小写拉丁字母开头，其后为小写字母、数字或下划线，至多 40 个字符。",
        "Start with a small Latin letter; then small letters, digits and "
        "underscores, at most 40 in all.",
    ),
    "tuple_type": (
        "应为列表。",
        "Must be a list.",
        "请用方括号 [ ] 括起。",
        "Put it in brackets [ ].",
    ),
    "model_type": (
        "应为对象。",
        "Must be an object.",
        "请用花括号 {{ }} 括起。",
        "Put it in braces {{ }}.",
    ),
    "too_short": (
        "列表中的项目太少。",
        "The list is too short.",
        "至少 {min_length} 项。",
        "Give at least {min_length}.",
    ),
    "too_long": (
        "列表中的项目太多。",
        "The list is too long.",
        "至多 {max_length} 项。",
        "Give at most {max_length}.",
    ),
    "version": (
        "条款格式版本不对。",
        "This version of the terms language is unknown.",
        "请写 1（整数）。",
        "Write the whole number 1.",
    ),
    "decimal_not_text": (
        "金额、比例和系数要写成文本，不能写成数字。",
        "Amounts, rates and factors are text here, not numbers.",
        '请加双引号，例如 "1000.00" 或 "0.03"。',
        'Put it in double quotes, such as "1000.00" or "0.03".',
    ),
    "units": (
        "件数应是 1 至 {most} 的整数，写成文本。",
        "A number of units is whole, from 1 to {most}, written as text.",
        '例如 "10000"。',
        'For example "10000".',
    ),
    "day": (
        "不是有效日期。",
        "This is no date.",
        '请写成 "2027-01-31" 的形式。',
        'Write it as "2027-01-31".',
    ),
    "day_range": (
        "日期不在 {first} 至 {last} 之间。",
        "The date is not between {first} and {last}.",
        "请检查年份。",
        "Check the year.",
    ),
    "text_control": (
        "文本中有控制字符或残缺字符。",
        "The text holds control characters or half a character.",
        "请删去。",
        "Delete them.",
    ),
    "string_unicode": (
        "文本中有残缺字符。",
        "The text holds half a character.",
        "请删去。",
        "Delete it.",
    ),
    "text_blank": (
        "文本只有空格。",
        "The text is blank.",
        "请填写。",
        "Write something.",
    ),
}

WORDS: dict[str, FourTexts] = {**_DOCUMENT, **_VALUES, **RULES}
