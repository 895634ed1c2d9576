from datetime import date

import pytest

from market.catalogue.models import PatentKind


def found(member, query):
    page = member.get(f"/office/bulk/new?action=check&scope=found&{query}").text
    return page.split('name="patents" value="')[1].split('"')[0]


def test_all_that_the_filters_find_are_chosen(member, patents):
    newest_first = ",".join(map(str, reversed(patents)))

    assert found(member, "status=granted") == newest_first
    assert found(member, "sort=number") == ",".join(map(str, patents))
    assert found(member, "status=ended") == ""


@pytest.mark.parametrize(
    ("query", "given"),
    [
        ("kind=design", {"kind": PatentKind.DESIGN}),
        ("ipc=h01m", {"ipc": "C02F 1/28; H01M 4/00"}),
        ("lack=expiry", {"expires_on": None}),
        ("lack=expired", {"expires_on": date(2025, 1, 1)}),
        ("lack=check", {"legal_status_checked_on": None}),
    ],
)
def test_each_filter_finds_its_own(make, office, member, patents, query, given):
    assert found(member, query) == ""
    wanted = make.patent(office, **given)

    assert found(member, query) == str(wanted)
    assert member.get(f"/office/patents?{query}").text.count('name="id"') == 1


def test_patents_are_chosen_by_their_offers(make, office, member, patents):
    make.offer(patents[0], office, make.user(office, "office_member"))

    assert found(member, "state=open") == str(patents[0])
    assert found(member, "lack=offer") == f"{patents[2]},{patents[1]}"


def test_ticked_patents_are_carried_to_the_form(member, patents):
    one, two, _three = patents

    page = member.get(
        f"/office/bulk/new?action=draft&scope=ticked&id={one}&id={two}&id=x"
    )

    assert f'name="patents" value="{one},{two}"' in page.text
    assert "Patents chosen: 2" in page.text


def test_what_was_typed_is_kept_beside_what_is_wrong(member, patents):
    sent = {"action": "draft", "patents": "7", "lane": "ordinary", "ends_on": "no"}

    told = member.post("/office/bulk/new", data=sent)

    assert told.status_code == 422
    assert 'value="no"' in told.text
    assert 'name="patents" value="7"' in told.text
