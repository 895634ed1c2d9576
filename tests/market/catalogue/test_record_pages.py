import pytest

from market.catalogue.models import Patent


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def member(make, office, sign_in):
    return sign_in(make.user(office, "office_member"))


@pytest.fixture
def patent(make, office):
    return make.patent(office, number="ZL202111029984.2")


def owner_rows(*rows):
    return {
        "owners-name": [name for name, _share in rows],
        "owners-share": [share for _name, share in rows],
    }


def test_holders_with_shares_are_typed_row_by_row(member, patent, session):
    address = f"/office/patents/{patent}"
    typed = {"title": "名称", "claims_count": "8 项", "readiness": "6"}
    rows = owner_rows(("甲大学", "60%"), ("", ""), ("乙公司", "40%"))
    chosen = {"industries": ["C26"], "applications": ["24", "02"]}

    answer = member.post(f"{address}/edit", data=typed | rows | chosen)

    assert answer.status_code == 303
    found = session.get(Patent, patent)
    assert [(owner.name, owner.share_ppm) for owner in found.owners] == [
        ("甲大学", 600_000),
        ("乙公司", 400_000),
    ]
    assert found.patentee == "甲大学；乙公司"
    assert (found.claims_count, found.readiness) == (8, 6)
    assert (found.industries, found.applications) == (["C26"], ["24", "02"])
    page = member.get(address).text
    assert "60%" in page
    assert "TRL 6 of 9" in page
    assert "甲大学 60%; 乙公司 40%" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (owner_rows(("甲", "60%"), ("乙", "50%")), "sum to 110%"),
        (owner_rows(("甲；乙", "")), "reads like several names"),
        (owner_rows(("甲 60%", "")), "reads like several names"),
        (owner_rows(("", "60%")), "without its holder"),
        ({"claims_count": "many"}, "whole number"),
        ({"readiness": "12"}, "not on offer"),
        ({"industries": ["Z99"]}, "not on offer"),
        ({"cites": "Bell Labs Journal"}, "patent document"),
    ],
)
def test_a_wrong_field_of_the_record_is_said_and_kept(member, patent, typed, said):
    answer = member.post(
        f"/office/patents/{patent}/edit", data={"title": "名称"} | typed
    )

    assert answer.status_code == 422
    assert said in answer.text
    for value in typed.get("owners-name", []) + typed.get("owners-share", []):
        assert f'value="{value}"' in answer.text


def test_a_change_by_hand_leaves_an_entry_and_none_where_nothing_changed(
    member, patent
):
    address = f"/office/patents/{patent}"
    assert "Nothing is recorded yet" in member.get(address).text

    for _ in range(2):
        member.post(f"{address}/edit", data={"title": "新名称"})

    page = member.get(address).text
    assert page.count('class="history-what"') == 1
    assert "新名称" in page


def test_text_typed_in_paragraphs_is_shown_in_paragraphs(member, patent):
    typed = {"title": "名称", "abstract": "第一段\r\n\r\n第二段"}
    member.post(f"/office/patents/{patent}/edit", data=typed)

    page = member.get(f"/office/patents/{patent}").text

    assert "<p>第一段</p><p>第二段</p>" in page
