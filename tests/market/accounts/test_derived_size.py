import pytest
import sqlalchemy as sa

from market.accounts.models import Organisation
from tests.market.accounts.test_organisation import SIZE

MILL = SIZE | {
    "industry": "manufacturing",
    "staff": "350",
    "revenue": "200000000",
    "size_class": "small",
}


def own_page(make, sign_in, locale="en", **figures):
    firm = make.firm(**figures)
    return sign_in(make.user(firm, "licensee_admin"), locale).get("/organisation").text


def test_the_size_by_the_figures_stands_beside_the_stated_one(make, sign_in):
    figures = {"industry": "manufacturing", "staff": 350, "revenue_fen": 2_000_000_000}

    page = own_page(make, sign_in, **figures)
    chinese = own_page(make, sign_in, "zh", **figures)

    assert "By these figures: Medium firm" in page
    assert "Another class is stated. That is no bar" in page
    assert "按这些数据推算：中型企业" in chinese


def test_nothing_is_remarked_where_both_agree(make, sign_in):
    page = own_page(make, sign_in, industry="software", staff=30, revenue_fen=10**9)

    assert "By these figures: Small firm" in page
    assert "Another class is stated" not in page


def test_a_figure_that_is_missing_is_named(make, sign_in):
    page = own_page(make, sign_in, industry="construction", revenue_fen=10**11)

    assert "These figures give no size class yet" in page
    assert "total assets" in page


def test_without_figures_nothing_is_derived(make, sign_in):
    assert "By these figures" not in own_page(make, sign_in)


def test_a_firm_states_its_quality_class_province_and_assets(make, sign_in, session):
    client = sign_in(make.user(make.firm(), "licensee_admin"))
    classes = {"quality_class": "srdi", "province": "51", "assets": "１,２００.50"}

    answer = client.post("/organisation/edit", data=SIZE | classes)

    firm = session.scalar(sa.select(Organisation))
    assert answer.status_code == 303
    assert (firm.quality_class, firm.province) == ("srdi", "51")
    assert firm.assets_fen == 120_050
    page = client.get("/organisation").text
    assert "SRDI SME" in page
    assert "Sichuan" in page
    again = client.get("/organisation/edit").text
    assert '<option selected value="srdi">' in again
    assert '<option selected value="51">' in again
    assert 'value="1200.50"' in again


def test_the_classes_may_be_left_out_and_taken_back(make, sign_in, session):
    firm = make.firm(quality_class="srdi", province="51", assets_fen=5)
    client = sign_in(make.user(firm, "licensee_admin"))

    left_out = dict.fromkeys(("quality_class", "province", "assets"), "")
    client.post("/organisation/edit", data=SIZE | left_out)

    found = session.scalar(sa.select(Organisation))
    assert (found.quality_class, found.province, found.assets_fen) == (None,) * 3


@pytest.mark.parametrize(
    "wrong", [{"quality_class": "giant"}, {"province": "99"}, {"assets": "many"}]
)
def test_a_wrong_class_is_told_beside_its_box(make, sign_in, session, wrong):
    client = sign_in(make.user(make.firm(), "licensee_admin"))

    answer = client.post("/organisation/edit", data=SIZE | wrong)

    assert answer.status_code == 422
    assert f'id="{next(iter(wrong))}-error"' in answer.text
    assert session.scalar(sa.select(Organisation)).industry is None


def test_a_refused_form_says_which_size_its_figures_give(make, sign_in):
    client = sign_in(make.user(make.firm(), "licensee_admin"))
    figures = MILL | {"size_year": "1999"}

    answer = client.post("/organisation/edit", data=figures)

    assert answer.status_code == 422
    assert "By these figures: Medium firm" in answer.text
