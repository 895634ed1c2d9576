"""The database refuses what the design says must never happen."""

import pytest
import sqlalchemy as sa
from alembic import command

from market import triggers
from market.accounts.models import Organisation, QualityClass
from market.db import Base, Fen, make_engine, session, transaction
from market.migrate import configuration
from tests.market.deals import STAGED, Deal


def test_the_triggers_are_those_of_the_list_after_up_down_and_up(app):
    engine = app.extensions["engine"]
    listed = {(trigger.name, trigger.table) for trigger in triggers.TRIGGERS}

    for revision in ("-1", "head"):
        move = command.downgrade if revision == "-1" else command.upgrade
        move(configuration(engine), revision)

    with engine.connect() as connection:
        assert triggers.installed(connection) == listed


def test_the_migrations_build_what_the_models_describe(app):
    command.check(configuration(app.extensions["engine"]))


def test_the_migrations_go_down_to_nothing_and_up_again(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    command.upgrade(configuration(engine), "head")
    command.downgrade(configuration(engine), "base")
    assert sa.inspect(engine).get_table_names() == ["alembic_version"]
    command.upgrade(configuration(engine), "head")
    assert set(Base.metadata.tables) < set(sa.inspect(engine).get_table_names())
    engine.dispose()


def test_rows_stay_while_the_schema_goes_down_and_up(app, make):
    deal = Deal(app, make, STAGED)
    deal.trade()
    engine = app.extensions["engine"]
    before = [deal.dues(1), deal.dues(2), deal.state(1)]

    command.downgrade(configuration(engine), "2026_11_23_1850_scenarios")
    command.upgrade(configuration(engine), "head")

    assert [deal.dues(1), deal.dues(2), deal.state(1)] == before


def test_a_licence_keeps_the_classes_that_it_is_priced_by(app, make):
    deal = Deal(app, make, STAGED)
    deal.licence(quality_class=QualityClass.SRDI, province="51")
    engine = app.extensions["engine"]

    with pytest.raises(RuntimeError, match="1 licences state a quality class"):
        command.downgrade(configuration(engine), "2026_11_23_1850_scenarios")

    command.check(configuration(engine))
    with engine.connect() as connection:
        assert len(triggers.installed(connection)) == len(triggers.TRIGGERS)


def test_a_safe_request_cannot_write(app, make):
    organisation_id = make.office()

    with app.test_request_context("/", method="GET"):
        with pytest.raises(sa.exc.DBAPIError), transaction() as writing:
            writing.get(Organisation, organisation_id).name_zh = "改名"
        session().rollback()
        assert session().get(Organisation, organisation_id).name_zh != "改名"


def test_an_error_leaves_nothing_behind(app, make):
    organisation_id = make.office()

    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            _rename_and_fail(organisation_id)
        assert session().get(Organisation, organisation_id).name_zh != "改名"


def _rename_and_fail(organisation_id):
    with transaction() as writing:
        writing.get(Organisation, organisation_id).name_zh = "改名"
        writing.flush()
        raise ZeroDivisionError


@pytest.mark.parametrize("amount", [0.1, True, "5"])
def test_money_is_whole_fen_or_refused(amount):
    with pytest.raises(TypeError, match="whole fen"):
        Fen().process_bind_param(amount, None)


def test_a_sum_of_money_is_a_whole_number(app):
    with app.app_context():
        amount = sa.func.sum(sa.literal(9 * 10**14))
        total = session().scalar(sa.select(sa.type_coerce(amount, Fen)))
    assert total == 9 * 10**14
    assert type(total) is int
