"""The fields of the index: what is sought, what narrows, what orders.

Nothing is stored that the database has: a hit is the id of an offer. A field keeps
positions only where phrases are sought in it.
"""

from __future__ import annotations

from functools import cache

import tantivy

from market.search.text import GAP

# Another number after every change of fields, terms or folding: an index of another
# number is built anew.
NAME = "listings-1"
TOKENIZER = "grams"

ID = "id"
# Pairs and words: those of both titles, and those of every text, titles included.
TITLE, BODY = "title", "body"
# Single Chinese characters of every text.
CHARACTER = "character"
# `text.whole` of each title.
WHOLE_TITLE = "whole_title"
# Every prefix of every symbol: C, C02, C02F, C02F1, C02F1/28.
IPC = "ipc"

# Terms as `filters` spells them, which are also counted. `fee` joins size class and
# band, as in "small:low"; `subclass` is the IPC to four signs.
INDUSTRY, APPLICATION, SUBCLASS = "industry", "application", "subclass"
PROVINCE, ORGANISATION, KIND, LANE = "province", "organisation", "kind", "lane"
PRICE_FORM, FEE, TRIAL, READINESS = "price_form", "fee", "trial", "readiness"
COUNTED = (
    INDUSTRY,
    APPLICATION,
    SUBCLASS,
    PROVINCE,
    ORGANISATION,
    KIND,
    LANE,
    PRICE_FORM,
    FEE,
    TRIAL,
    READINESS,
)

# Seconds since 1970; days as `date.toordinal` counts; fen. The patent may run for an
# unknown time, the offer ends with its terms or its patent, whichever is first.
OPENED, EXPIRES, ENDS = "opened", "expires", "ends"
COSTS = {size: f"cost_{size}" for size in ("micro", "small", "medium", "large")}
# Of all that a document says, for `check`.
DIGEST = "digest"


@cache
def schema() -> tantivy.Schema:
    """Return the fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(ID, indexed=True, fast=True)
    for name in (TITLE, BODY):
        builder.add_text_field(name, tokenizer_name=TOKENIZER)
    builder.add_text_field(CHARACTER, tokenizer_name=TOKENIZER, index_option="basic")
    builder.add_unsigned_field(WHOLE_TITLE, indexed=True)
    builder.add_text_field(IPC, tokenizer_name="raw", index_option="basic")
    for name in COUNTED:
        builder.add_text_field(
            name, tokenizer_name="raw", index_option="basic", fast=True
        )
    for name in (OPENED, EXPIRES, ENDS, *COSTS.values()):
        builder.add_integer_field(name, fast=True)
    builder.add_unsigned_field(DIGEST, fast=True)
    return builder.build()


def tokenizer() -> tantivy.TextAnalyzer:
    """Return what parts terms at blanks and drops gaps, which keep their position."""
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return blanks.filter(tantivy.Filter.custom_stopword([GAP])).build()
