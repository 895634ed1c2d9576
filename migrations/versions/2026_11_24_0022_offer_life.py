"""The whole life of an offer."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0022_offer_life"
down_revision = "2026_11_24_0020_screening"
branch_labels = None
depends_on = None

# A row's number: 64 bits, which SQLite counts up only as INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "reservation",
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_reservation_offer_id_offer"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_reservation_organisation_id_organisation",
        ),
        sa.PrimaryKeyConstraint("offer_id", name="pk_reservation"),
    )
    op.create_index(
        "ix_reservation_organisation_id",
        "reservation",
        ["organisation_id"],
        unique=False,
    )

    op.add_column(
        "offer",
        sa.Column("listing_text_zh", sa.Text(), nullable=False, server_default=""),
    )
    op.add_column(
        "offer",
        sa.Column("listing_text_en", sa.Text(), nullable=False, server_default=""),
    )
    op.add_column(
        "offer",
        sa.Column("declaration_text", sa.Text(), nullable=False, server_default=""),
    )
    op.add_column("offer", sa.Column("checked_version", sa.Integer(), nullable=True))
    op.add_column("offer", sa.Column("approved_version", sa.Integer(), nullable=True))
    op.add_column("offer", sa.Column("declared_on", sa.Date(), nullable=True))
    op.add_column("offer", sa.Column("lodged_text", sa.Text(), nullable=True))
    op.add_column(
        "offer", sa.Column("closing_number", sa.String(length=60), nullable=True)
    )
    op.add_column("offer", sa.Column("closed_on", sa.Date(), nullable=True))
    op.add_column(
        "offer",
        sa.Column("closing_reason", sa.Text(), nullable=False, server_default=""),
    )
    # What is open already was released as it stands.
    op.execute(
        "UPDATE offer SET (checked_version, approved_version) ="
        " (SELECT MAX(number), MAX(number) FROM offer_version"
        " WHERE offer_version.offer_id = offer.id) WHERE state = 'open'"
    )


def downgrade() -> None:
    op.drop_column("offer", "closing_reason")
    op.drop_column("offer", "closed_on")
    op.drop_column("offer", "closing_number")
    op.drop_column("offer", "lodged_text")
    op.drop_column("offer", "declared_on")
    op.drop_column("offer", "approved_version")
    op.drop_column("offer", "checked_version")
    op.drop_column("offer", "declaration_text")
    op.drop_column("offer", "listing_text_en")
    op.drop_column("offer", "listing_text_zh")

    op.drop_index("ix_reservation_organisation_id", table_name="reservation")

    op.drop_table("reservation")
