"""The worklist as a table that people download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask_babel import gettext

from market.catalogue.wording import status_name
from market.screening.models import Criterion
from market.screening.queries import Entry
from market.screening.wording import criterion_name, offer_state, sentence


def header() -> list[str]:
    """Return the names of the columns."""
    figures = [
        name
        for criterion in Criterion
        for name in (
            criterion_name(criterion),
            gettext("%(criterion)s: mark", criterion=criterion_name(criterion)),
        )
    ]
    return [
        gettext("Place"),
        gettext("Patent number"),
        gettext("Title"),
        gettext("Title in English"),
        gettext("Legal status"),
        gettext("Score"),
        *figures,
        gettext("Offer"),
        gettext("Why it stands there"),
    ]


def rows(entries: Iterable[Entry]) -> Iterator[list[object]]:
    """Yield one row for each patent; a criterion nobody marked has a blank mark."""
    for entry in entries:
        score, patent = entry.score, entry.patent
        figures = [
            figure
            for criterion in Criterion
            for figure in (score.computed(criterion), score.marks.get(criterion, ""))
        ]
        yield [
            entry.place,
            patent.number,
            patent.title,
            patent.title_en,
            status_name(patent.status),
            score.total,
            *figures,
            offer_state(entry.offer.state) if entry.offer else "",
            sentence(score, entry.reason),
        ]
