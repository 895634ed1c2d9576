"""A market at noon, offers on patents, and a curator with zones."""

from datetime import date

import pytest

from market.zones.models import Zone, ZoneEntry, ZoneState
from tests.market.factories import NOON


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr("market.clock.now_utc", lambda: NOON)


@pytest.fixture
def office(make):
    return make.office(
        name_zh="江南理工大学",
        name_en="Jiangnan University",
        province="32",
        contact="licences@example.edu",
    )


@pytest.fixture
def admin(make, office):
    return make.user(office, "office_admin")


@pytest.fixture
def curator(sign_in, admin):
    return sign_in(admin)


@pytest.fixture
def offered(make, office, admin):
    """Commit an open offer on a patent with given facts; return the offer's id."""

    def offered(offer=None, **facts):
        return make.offer(make.patent(office, **facts), office, admin, **(offer or {}))

    return offered


@pytest.fixture
def zone(make, office, admin):
    """Commit a zone that runs, by rule on water unless told otherwise."""

    def made(**given):
        put_in, left_out = given.pop("put_in", ()), given.pop("left_out", ())
        values = {
            "slug": "water",
            "organisation_id": office,
            "state": ZoneState.OPEN,
            "title_zh": "水处理专区",
            "title_en": "Clean water",
            "cover_zh": "第一段。\n第二段。",
            "cover_en": "For works with <b>waste</b> water.\nSecond.",
            "rule": {"text": "", "filters": {"ipc": ["C02F"]}, "size": "small"},
            "opens_on": date(2026, 11, 1),
            "created_by_id": make.user_id(admin),
            "created_at": NOON,
        }
        zone_id = make._save(Zone(**values | given))
        for offers, is_left_out in ((put_in, False), (left_out, True)):
            for offer_id in offers:
                make._save(
                    ZoneEntry(
                        zone_id=zone_id,
                        offer_id=offer_id,
                        is_left_out=is_left_out,
                        note_en="Our pick" if not is_left_out else "",
                        added_by_id=make.user_id(admin),
                        added_at=NOON,
                    )
                )
        return zone_id

    return made
