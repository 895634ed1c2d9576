"""Licences: two parties' word, frozen."""

from __future__ import annotations

from market.triggers.trigger import Trigger, frozen, never

TRIGGERS = (
    frozen(
        "licence",
        "offer_id",
        "offer_version_id",
        "licensor_id",
        "licensee_id",
        "patent_id",
        "lane",
        "terms_json",
        "terms_sha256",
        "size_class",
        "size_statement",
        "quality_class",
        "province",
        "confirmed_terms",
        "authority",
        "noticed_at",
        "noticed_by_id",
        "is_sample",
    ),
    Trigger(
        name="licence_begins_noticed",
        table="licence",
        event="INSERT",
        condition="NEW.state <> 'noticed' OR NEW.effective_on IS NOT NULL",
        message="a licence begins with its notice",
    ),
    Trigger(
        name="licence_in_force_paid",
        table="licence",
        event="UPDATE",
        condition=(
            "NEW.state <> 'noticed' AND (NEW.effective_on IS NULL OR EXISTS"
            " (SELECT 1 FROM due WHERE licence_id = NEW.id"
            " AND is_entry AND paid_on IS NULL))"
        ),
        message="no licence is in force before its first due is paid",
    ),
    Trigger(
        name="licence_never_back",
        table="licence",
        event="UPDATE",
        condition="OLD.state <> 'noticed' AND NEW.state = 'noticed'",
        message="a licence does not go back to its notice",
    ),
    Trigger(
        name="licence_effective_once",
        table="licence",
        event="UPDATE",
        condition=(
            "OLD.effective_on IS NOT NULL"
            " AND NEW.effective_on IS DISTINCT FROM OLD.effective_on"
        ),
        message="the effective date of a licence is set once",
    ),
    never("licence", "DELETE"),
)
