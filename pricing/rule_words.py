"""What is said when values that are well formed do not fit one another.

As in `pricing.fault_words`: message_zh, message_en, mend_zh, mend_en.
"""

from __future__ import annotations

from typing import TypeAlias

__all__ = ["RULES", "FourTexts"]

FourTexts: TypeAlias = tuple[str, str, str, str]

RULES: dict[str, FourTexts] = {
    "not_distinct": (
        "同一项出现了两次。",
        "One item stands twice.",
        "请只保留一处。",
        "Keep one of them.",
    ),
    "province": (
        "没有这个省级区划代码。",
        "There is no such province code.",
        '请填写 GB/T 2260 代码的前两位，例如 "51"（四川）。',
        'Write the first two digits of GB/T 2260, such as "51" (Sichuan).',
    ),
    "region_twice": (
        "两个地区档用了同一个代号。",
        "Two regional tiers have the same name.",
        "请给其中一个另取代号。",
        "Give one of them another name.",
    ),
    "province_twice": (
        "省份 {province} 出现在两个地区档中。",
        "Province {province} stands in two regional tiers.",
        "请只保留在一个地区档中。",
        "Keep it in one of them.",
    ),
    "tax_rate_missing": (
        "应税但没有写税率。",
        "The treatment is taxable, but no rate is stated.",
        '请填写增值税税率，例如 "0.06"。',
        'State the rate of VAT, such as "0.06".',
    ),
    "tax_rate_exempt": (
        "免税却写了税率。",
        "The treatment is exempt, but a rate is stated.",
        "请改为 null，或改写 treatment。",
        "Write null, or change the treatment.",
    ),
    "months_missing": (
        "到期方式为 {due} 时须写明月数。",
        "A fee that is due {due} states its months.",
        "请填写进入阶段后的月数。",
        "Write the months after stage entry.",
    ),
    "months_needless": (
        "到期方式为 {due} 时不应写月数。",
        "A fee that is due {due} has no months.",
        "请删去 months，或把 due 改为 after_months。",
        "Delete months, or make it due after_months.",
    ),
    "every_months": (
        "期数与间隔月数不一致。",
        "Instalments and the months between them do not fit together.",
        "两期以上须写 every_months；只有一期时不写。",
        "State every_months with two or more instalments, and only then.",
    ),
    "yearly_instalments": (
        "按年收取的费用不再分期。",
        "A yearly fee is not split into instalments.",
        "请把 instalments 改为 1。",
        "Set instalments to 1.",
    ),
    "result_missing": (
        "以成果为到期条件，但没有写明是什么成果。",
        "The fee is due on a result that is not stated.",
        "请填写 result_zh 和 result_en。",
        "Write result_zh and result_en.",
    ),
    "bands_or_years": (
        "提成费应当并且只能用一种方式定价：分段（bands）或逐年（rates_by_year）。",
        "A royalty is priced in exactly one way: by bands or by rates_by_year.",
        "请写其中一种。",
        "State one of the two.",
    ),
    "years_over_licence": (
        "逐年提成率只能按许可年度计算。",
        "Rates by year are counted by licence years.",
        "请把 bands_period 改为 licence_year。",
        "Set bands_period to licence_year.",
    ),
    "band_open": (
        "这一档没有上限，与其后各档重叠。",
        "This band has no limit, so that it overlaps the bands after it.",
        "请填写 up_to，只有最后一档不写。",
        "State up_to; only the last band has none.",
    ),
    "band_gap": (
        "最后一档有上限，超出部分没有费率。",
        "The last band ends, so that there is a gap above it.",
        "请删去最后一档的 up_to，或再加一档。",
        "Delete up_to of the last band, or add a band.",
    ),
    "band_overlap": (
        "这一档的上限不高于前一档，各档重叠。",
        "The limit is not above the one before, so that the bands overlap.",
        "请按上限从低到高排列，首档上限大于零。",
        "Put the bands in rising order, the first limit above zero.",
    ),
    "minimum_over_cap": (
        "年度保底费高于费用上限。",
        "The minimum is above a cap.",
        "请降低保底费或提高上限。",
        "Lower the minimum or raise the cap.",
    ),
    "factors_steep": (
        "各类最高系数的乘积为 {product}，超过 {most}。",
        "The highest factors multiply to {product}, above {most}.",
        "请降低规模、梯度或地区系数，使其乘积不超过 {most}。",
        "Lower factors by size, quality or region until the product is {most} or less.",
    ),
    "second_base": (
        "各提成费的基数不同，无法按一份预测测算。",
        "The royalties have different bases, which one forecast cannot serve.",
        "请与前一提成费一样采用 {first}。",
        "Use {first}, like the royalty before.",
    ),
    "dates_reversed": (
        "末日早于首日。",
        "The last day is before the first.",
        "请检查 starts_on 和 ends_on。",
        "Check starts_on and ends_on.",
    ),
    "term_too_long": (
        "许可期超过 {most} 年。",
        "The term is longer than {most} years.",
        "任何专利的期限都更短，请检查年份。",
        "No patent lives that long: check the years.",
    ),
    "stage_twice": (
        "两个阶段的代号相同。",
        "Two stages have the same name.",
        "请改用不同的代号。",
        "Give each its own name.",
    ),
    "stage_after_open": (
        "前一阶段没有月数，一直到期末，其后不能再有阶段。",
        "The stage before has no months and runs to the end: none can follow it.",
        "请为前一阶段填写 months。",
        "State the months of the stage before.",
    ),
    "credit_not_later": (
        "抵扣的目标不是其后的阶段。",
        "The fee is credited to what is no later stage.",
        "可抵扣至：{later}。",
        "Later stages: {later}.",
    ),
    "credit_from_last": (
        "最后阶段之后没有可抵扣的阶段。",
        "No stage follows the last one, so that nothing can be credited.",
        "请删去 credited_to。",
        "Delete credited_to.",
    ),
}
