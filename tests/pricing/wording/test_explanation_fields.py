"""Nothing that terms state is left unsaid: each leaf of the schema is changed."""

import copy
import json
from datetime import date, timedelta

import pytest

from pricing.canonical import canonical_json
from pricing.errors import PricingError
from pricing.terms import Terms, read_tree
from pricing.wording.explanation import explain
from tests.pricing.examples import changed

SALES = ("stages", 2, "fees", 1)
TEXTS = ("_zh", "_en")
DEFERRED = ("after_months", "first_sale", "result")
# What the walk cannot change, or what changes no licence, and why.
ONE_VALUE = {
    "version": "the language has one version",
    "currency": "there is one currency, and amounts name it",
    "territory": "there is one territory, and the term names it",
    "stages.fees.kind": "another kind is another fee, with other keys",
}
HANDLES = {
    "stages.name": "a handle for credits; the label is said",
    "regional_tiers.name": "a handle; the label and the provinces are said",
}


def region(name, province, factor):
    labels = {"label_zh": f"地区{province}", "label_en": f"Region {province}"}
    return {"name": name, "provinces": [province], "factor": factor} | labels


REGIONS = [region("west", "51", "0.7"), region("north", "23", "0")]
EXTRA = ("64", "freight", "secrecy")
TAXED = {"price_includes_vat": False, "treatment": "taxable", "rate": "0.06"}
OFTEN = [1, 2, "0.5", "0.06", "70000.00", "5", "production"]


def full(*changes):
    """Return terms that state every clause."""
    return changed(
        (("tax",), TAXED),
        (("late", "ceiling"), "0.2"),
        (("base_definition", "products_zh"), "泵"),
        (("base_definition", "products_en"), "Pumps"),
        (("quality_tiers",), {"srdi": "0.9", "little_giant": "0.8"}),
        (("regional_tiers",), REGIONS),
        (("payee",), {"name": "某大学", "bank": "某银行", "account": "1234567"}),
        (("inspection",), {"allowed": True, "notice_days": 15}),
        (("after_stop",), {"sell_off_months": 3, "text_zh": "说明", "text_en": "Note"}),
        (("fee_basis_zh",), "依据"),
        (("fee_basis_en",), "Basis"),
        *changes,
    )


def fixed(**keys):
    return {"kind": "fixed", "amount": "300.00"} | keys


def royalty(**keys):
    return {"kind": "royalty", "base": "net_sales", "bands": [{"rate": "0.03"}]} | keys


RESULT = {"months": 7, "result_zh": "样品", "result_en": "Sample"}
PARTS = {"instalments": 3, "every_months": 5}
UNIT_BANDS = [{"up_to": "1000", "per_unit": "2.5"}, {"per_unit": "1.25"}]
TREES = {
    "the example": full(),
    "fixed fees": full(
        (("stages", 0, "fees", 0), fixed(due="first_sale", **PARTS)),
        (("stages", 1, "fees", 0), fixed(due="result", **RESULT)),
        (("stages", 2, "fees"), [fixed(due="yearly"), fixed(due="first_sale")]),
    ),
    "volume": full((SALES, royalty(
        mode="volume",
        bands=[{"up_to": "100.00", "rate": "0.02"}, {"rate": "0.01"}],
        bands_period="licence",
    ))),
    "by year": full((SALES, royalty(bands=[], rates_by_year=["0.05", "0.04", "0.03"]))),
    "units": full((SALES, royalty(base="units", bands=UNIT_BANDS))),
    "units by year": full(
        (SALES, royalty(base="units", bands=[], rates_by_year=["1", "2"]))
    ),
    "profit": full((SALES, royalty(base="profit"))),
    "no royalty": full((("stages", 2, "fees"), []), (("tax", "treatment"), "exempt"),
                       (("tax", "rate"), None)),
    "no charge for lateness": full((("late", "rate_per_day"), "0")),
    "undetermined tax": full((("tax", "treatment"), "undetermined")),
    "one stage": full((("stages",), [{
        "name": "all", "label_zh": "全程", "label_en": "All", "months": 24}])),
}  # fmt: skip


def generic(path):
    return ".".join(step for step in path if isinstance(step, str))


def leaves(value, path=()):
    """Yield (path, value) of every leaf; a list of plain values is a leaf."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, (*path, key))
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for number, below in enumerate(value):
            yield from leaves(below, (*path, number))
    else:
        yield path, value


def schema_paths(schema, defs, path=()):
    """Yield the path of every leaf that the schema knows."""
    if "$ref" in schema:
        schema = defs[schema["$ref"].rsplit("/", 1)[1]]
    branches = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    branches = [branch for branch in branches if "required" not in branch]
    if "properties" in schema:
        for key, below in schema["properties"].items():
            yield from schema_paths(below, defs, (*path, key))
    elif schema.get("type") == "array" and is_object(schema["items"]):
        yield from schema_paths(schema["items"], defs, path)
    elif branches and any(is_object(branch) for branch in branches):
        for branch in branches:
            if branch.get("type") != "null":
                yield from schema_paths(branch, defs, path)
    else:
        yield ".".join(path)


def is_object(schema):
    return "$ref" in schema or "oneOf" in schema


def choices(schema):
    """Return the values that each key may choose from, anywhere in the schema."""
    found = {}
    for part in [schema, *schema["$defs"].values()]:
        for key, below in part["properties"].items():
            found.setdefault(key, set()).update(below.get("enum", ()))
    return found


SCHEMA = Terms.model_json_schema()
CHOICES = choices(SCHEMA)


def others(key, value):
    """Return other values for a leaf."""
    match value:
        case bool():
            return [not value]
        case int():
            return [value + 1, max(value - 1, 0), 0]
        case list():
            return [value[:-1], *([*value, extra] for extra in EXTRA)]
        case None:
            return OFTEN
    if key.endswith(TEXTS):
        return [value + "改 more"]
    guesses = ["0", "0.25", "77", "production", value + "9"]
    return [*CHOICES.get(key, ()), *next_day(value), *guesses]


def next_day(text):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return []
    return [(day + timedelta(days=days)).isoformat() for days in (1, 40, 800)]


def changes(tree):
    """Yield (path, old value, terms) for each readable change of one leaf."""
    for path, value in leaves(tree):
        for other in others(path[-1], value):
            again = copy.deepcopy(tree)
            holder = again
            for step in path[:-1]:
                holder = holder[step]
            holder[path[-1]] = other
            try:
                terms = read_tree(again)
            except PricingError:
                continue
            yield path, terms


def means_nothing(path, tree, terms):
    """Say why a change changes no licence, or return an empty text."""
    key = generic(path)
    if key in HANDLES:
        return HANDLES[key]
    if key == "stages.may_stop" and path[1] == len(tree["stages"]) - 1:
        return "the licence ends with its last stage"
    if key == "inspection.notice_days" and not tree["inspection"]["allowed"]:
        return "nobody may inspect"
    if key == "base_definition.tax_excluded" and counts_units(tree):
        return "a number of units holds no tax"
    if key.startswith("stages.fees."):
        return idle_in_fee(path, tree["stages"][path[1]]["fees"][path[3]])
    return ""


def counts_units(tree):
    fees = [fee for stage in tree["stages"] for fee in stage["fees"]]
    return any(fee.get("base") == "units" for fee in fees)


def idle_in_fee(path, fee):
    key = path[4]
    never_awaited = fee.get("due") not in DEFERRED and fee.get("instalments") == 1
    if key == "if_stopped" and never_awaited:
        return "nothing of the fee is awaited when the licensee stops"
    one_band = len(fee.get("bands", ())) == 1 or fee.get("rates_by_year")
    if key in ("mode", "bands_period") and one_band and fee["base"] != "profit":
        return "one band holds for all"
    if key == "bands_period" and one_band:
        return "one band holds for all"
    return ""


@pytest.mark.parametrize("name", TREES)
def test_every_change_of_terms_changes_the_explanation(name):
    before = read_tree(TREES[name])
    tree = json.loads(canonical_json(before))
    texts = {lang: explain(before, lang) for lang in ("zh", "en")}
    unsaid = []
    for path, terms in changes(tree):
        if canonical_json(terms) == canonical_json(before):
            continue
        if means_nothing(path, tree, terms):
            continue
        langs = [path[-1][-2:]] if str(path[-1]).endswith(TEXTS) else ["zh", "en"]
        unsaid += [
            (lang, path) for lang in langs if explain(terms, lang) == texts[lang]
        ]

    assert unsaid == []


def test_the_changes_reach_every_leaf_of_the_schema():
    reached = set()
    for tree in TREES.values():
        written = json.loads(canonical_json(read_tree(tree)))
        reached |= {generic(path) for path, _ in changes(written)}

    asked = set(schema_paths(SCHEMA, SCHEMA["$defs"]))
    assert asked - reached == set(ONE_VALUE)


@pytest.mark.parametrize(
    ("lang", "note"), [("zh", "仅有英文"), ("en", "in Chinese only")]
)
def test_a_text_in_one_language_only_is_said_in_the_other_too(lang, note):
    other = "en" if lang == "zh" else "zh"
    for key in ("fee_basis", "base_definition.text", "after_stop.text"):
        path = tuple(f"{key}_{lang}".split("."))
        told = explain(read_tree(full((path, ""))), lang)

        assert note in told
        assert note not in explain(read_tree(full()), lang)
        assert explain(read_tree(full((path, ""))), other) == explain(
            read_tree(full()), other
        )
