"""The worked example of the terms language, a region, and a way to change one place."""

import copy
import json
import re
from typing import Any

EXAMPLE: dict[str, Any] = {
    "version": 1,
    "currency": "CNY",
    "lane": "ordinary",
    "starts_on": "2027-01-01",
    "ends_on": "2032-12-31",
    "tax": {"price_includes_vat": True, "treatment": "undetermined", "rate": None},
    "reporting": {"period": "half_year", "due_days": 30},
    "late": {"grace_days": 10, "rate_per_day": "0.0005"},
    "base_definition": {
        "deductions": ["returns", "vat"],
        "text_zh": "……",
        "text_en": "...",
    },
    "size_tiers": {"micro": "0", "small": "0.5", "medium": "1", "large": "1"},
    "stages": [
        {
            "name": "trial",
            "label_zh": "试用",
            "label_en": "Trial",
            "months": 6,
            "sales_allowed": False,
            "fees": [
                {"kind": "fixed", "amount": "1000.00", "credited_to": "production"}
            ],
        },
        {
            "name": "pilot",
            "label_zh": "中试",
            "label_en": "Pilot",
            "months": 12,
            "fees": [
                {
                    "kind": "fixed",
                    "amount": "20000.00",
                    "instalments": 2,
                    "every_months": 6,
                    "if_stopped": "pro_rata",
                }
            ],
        },
        {
            "name": "production",
            "label_zh": "产业化",
            "label_en": "Production",
            "fees": [
                {
                    "kind": "fixed",
                    "amount": "50000.00",
                    "due": "after_months",
                    "months": 12,
                    "if_stopped": "waived",
                },
                {
                    "kind": "royalty",
                    "base": "net_sales",
                    "mode": "graduated",
                    "bands": [
                        {"up_to": "5000000.00", "rate": "0.03"},
                        {"rate": "0.02"},
                    ],
                    "holiday_months": 12,
                    "minimum_per_year": "10000.00",
                    "cap_per_year": "300000.00",
                    "cap_total": "2000000.00",
                },
            ],
        },
    ],
}
WEST: dict[str, Any] = {
    "name": "west",
    "label_zh": "西部",
    "label_en": "West",
    "provinces": ["51", "52", "53", "54"],
    "factor": "0.6",
}
ROYALTY = ("stages", 2, "fees", 1)
DELETE = object()


def changed(*changes: tuple[tuple[str | int, ...], Any]) -> dict[str, Any]:
    terms = copy.deepcopy(EXAMPLE)
    for path, value in changes:
        inner: Any = terms
        for step in path[:-1]:
            inner = inner[step]
        if value is DELETE:
            del inner[path[-1]]
        elif isinstance(inner, list) and path[-1] == len(inner):
            inner.append(value)
        else:
            inner[path[-1]] = value
    return terms


def text_of(*changes: tuple[tuple[str | int, ...], Any]) -> str:
    return json.dumps(changed(*changes), ensure_ascii=False)


def path_of(text: str) -> tuple[str | int, ...]:
    steps = re.findall(r"[a-z_]+|[0-9]+", text)
    return tuple(int(step) if step.isdigit() else step for step in steps)
