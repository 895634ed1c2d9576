import pytest
import sqlalchemy as sa

from market.history import HistoryEntry

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LIST = "/office/screening/"
WEIGHTS = "/office/screening/weights"


@pytest.fixture
def office(make):
    return make.office()


@pytest.fixture
def admin(make, office):
    return make.user(office, "office_member", "office_admin")


def entries(session):
    wanted = sa.select(HistoryEntry).filter_by(subject="screening_weights")
    return session.scalars(wanted).all()


def test_weights_move_the_order_and_are_kept_in_history(
    office, admin, make, sign_in, session
):
    make.patent(office, title_en="Ripe thing", readiness=9, ipc="")
    make.patent(office, title_en="Broad thing", ipc="C02F 1/00; G06N 3/08; A61K 8/00")
    client = sign_in(admin)
    only_breadth = {"prospects": 0, "breadth": 50, "practicality": 0, "readiness": 0}

    answer = client.post(WEIGHTS, data=only_breadth)

    assert answer.status_code == 303
    text = client.get(LIST).text
    assert text.index("Broad thing") < text.index("Ripe thing")
    assert "sum 50" in text
    (entry,) = entries(session)
    assert (entry.subject_id, entry.after) == (office, only_breadth)
    assert entry.before == dict.fromkeys(only_breadth, 25)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            dict.fromkeys(("prospects", "breadth", "practicality", "readiness"), 0),
            "One criterion at least must count.",
        ),
        (
            {"prospects": 101, "breadth": 1, "practicality": 1, "readiness": 1},
            "A whole number from 0 to 100.",
        ),
        ({"prospects": 1}, "A whole number from 0 to 100."),
    ],
)
def test_wrong_weights_are_refused(admin, sign_in, session, typed, message):
    answer = sign_in(admin).post(WEIGHTS, data=typed)

    assert answer.status_code == 422
    assert message in answer.text
    assert entries(session) == []


def test_saving_the_weights_in_force_leaves_no_entry(admin, sign_in, session):
    names = ("prospects", "breadth", "practicality", "readiness")

    answer = sign_in(admin).post(WEIGHTS, data=dict.fromkeys(names, 25))

    assert answer.status_code == 303
    assert entries(session) == []


def test_a_member_sees_the_weights_and_may_not_set_them(office, make, sign_in):
    make.patent(office)
    client = sign_in(make.user(office, "office_member"))

    assert "sum 100" in client.get(LIST).text
    assert client.get(WEIGHTS).status_code == 403
