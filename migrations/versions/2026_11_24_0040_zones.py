"""Zones."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0040_zones"
down_revision = "2026_11_24_0035_bulk"
branch_labels = None
depends_on = None

# A row's number: 64 bits, which SQLite counts up only as INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "zone",
        sa.Column("id", Id, nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("title_zh", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("cover_zh", sa.Text(), nullable=False),
        sa.Column("cover_en", sa.Text(), nullable=False),
        sa.Column("theme_zh", sa.String(length=100), nullable=False),
        sa.Column("theme_en", sa.String(length=100), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("created_by_id", Id, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name="fk_zone_created_by_id_user"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_zone_organisation_id_organisation",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_zone"),
        sa.UniqueConstraint("slug", name="uq_zone_slug"),
    )
    op.create_index(
        "ix_zone_organisation_id", "zone", ["organisation_id"], unique=False
    )
    op.create_index("ix_zone_state", "zone", ["state"], unique=False)

    op.create_table(
        "zone_entry",
        sa.Column("id", Id, nullable=False),
        sa.Column("zone_id", Id, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note_zh", sa.String(length=300), nullable=False),
        sa.Column("note_en", sa.String(length=300), nullable=False),
        sa.Column("added_by_id", Id, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user.id"], name="fk_zone_entry_added_by_id_user"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_zone_entry_offer_id_offer"
        ),
        sa.ForeignKeyConstraint(
            ["zone_id"], ["zone.id"], name="fk_zone_entry_zone_id_zone"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_zone_entry"),
        sa.UniqueConstraint(
            "zone_id", "offer_id", name="uq_zone_entry_zone_id_offer_id"
        ),
    )
    op.create_index("ix_zone_entry_offer_id", "zone_entry", ["offer_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_zone_entry_offer_id", table_name="zone_entry")

    op.drop_table("zone_entry")
    op.drop_index("ix_zone_state", table_name="zone")
    op.drop_index("ix_zone_organisation_id", table_name="zone")

    op.drop_table("zone")
