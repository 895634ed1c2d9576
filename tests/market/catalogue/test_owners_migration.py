import sqlalchemy as sa
from alembic import command

from market.catalogue.models import PatentOwner
from market.migrate import configuration


def test_the_holders_of_patents_that_were_there_before_get_their_rows(
    app, make, session
):
    make.patent(make.office(), patentee="甲大学；乙公司; 甲大学")
    make.patent(make.office(), patentee="")
    engine = app.extensions["engine"]

    command.downgrade(configuration(engine), "2026_11_24_0010_history")
    command.upgrade(configuration(engine), "head")

    found = session.scalars(sa.select(PatentOwner).order_by(PatentOwner.position))
    assert [(owner.position, owner.name, owner.share_ppm) for owner in found] == [
        (1, "甲大学", None),
        (2, "乙公司", None),
    ]
