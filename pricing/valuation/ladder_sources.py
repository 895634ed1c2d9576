"""Where the figures of `pricing.valuation.ladder_assumptions` come from."""

from __future__ import annotations

from pricing.valuation.quantities import Said

__all__ = ["INVENTORS_SHARE", "MARGIN", "RIVALS", "TAKEN_UP", "VOLATILITY"]

TAKEN_UP = Said(
    "全国试点至 2023 年 6 月：触达 7.6 万家企业，达成约 8,000 次许可（10.5%，推算）；"
    "浙江免费许可：6,365 家中 306 次（4.8%，推算）",
    "National pilot to June 2023: about 8,000 licences for 76,000 firms reached "
    "(10.5%, derived); Zhejiang's free licences: 306 for 6,365 (4.8%, derived)",
)
RIVALS = Said(
    "假设；全国试点至 2023 年 6 月每件已许可专利约 2.9 次许可（8,000 ÷ 2,750，推算），"
    "即另有约两家",
    "ASSUMPTION; national pilot to June 2023: about 2.9 licences per licensed patent "
    "(8,000 / 2,750, derived), so about two rivals",
)
INVENTORS_SHARE = Said(
    "《促进科技成果转化法》第四十五条（不低于 50%）；若干省份为 70%",
    "Law on Promoting the Transformation of Scientific and Technological "
    "Achievements, art. 45 (at least 50%); 70% in several provinces",
)
MARGIN = Said(
    "假设；营业利润率 10%，其中一半由本专利带来",
    "ASSUMPTION; an operating margin of 10%, half of it due to the patent",
)
VOLATILITY = Said(
    "假设；指市场价值的波动，不是专利价值的横截面离散度",
    "ASSUMPTION; market volatility, not the spread of values among patents",
)
