"""Saved searches."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0050_alerts"
down_revision = "2026_11_24_0045_search"
branch_labels = None
depends_on = None

# A row's number: 64 bits, which SQLite counts up only as INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", Id, nullable=False),
        sa.Column("user_id", Id, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("size", sa.String(length=10), nullable=False),
        sa.Column("locale", sa.String(length=5), nullable=False),
        sa.Column("site", sa.String(length=300), nullable=False),
        sa.Column("frequency", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=43), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_saved_search_user_id_user"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_saved_search"),
        sa.UniqueConstraint("key", name="uq_saved_search_key"),
    )
    op.create_index(
        "ix_saved_search_user_id", "saved_search", ["user_id"], unique=False
    )
    op.create_index(
        "ix_saved_search_frequency_checked_at",
        "saved_search",
        ["frequency", "checked_at"],
        unique=False,
    )

    op.create_table(
        "saved_search_hit",
        sa.Column("id", Id, nullable=False),
        sa.Column("saved_search_id", Id, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_saved_search_hit_offer_id_offer"
        ),
        sa.ForeignKeyConstraint(
            ["saved_search_id"],
            ["saved_search.id"],
            name="fk_saved_search_hit_saved_search_id_saved_search",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_saved_search_hit"),
        sa.UniqueConstraint(
            "saved_search_id",
            "offer_id",
            name="uq_saved_search_hit_saved_search_id_offer_id",
        ),
    )

    op.create_table(
        "new_offer",
        sa.Column("offer_id", Id, autoincrement=False, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_new_offer_offer_id_offer"
        ),
        sa.PrimaryKeyConstraint("offer_id", name="pk_new_offer"),
    )
    op.create_index("ix_new_offer_seen_at", "new_offer", ["seen_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_new_offer_seen_at", table_name="new_offer")
    op.drop_table("new_offer")

    op.drop_table("saved_search_hit")
    op.drop_index("ix_saved_search_frequency_checked_at", table_name="saved_search")
    op.drop_index("ix_saved_search_user_id", table_name="saved_search")

    op.drop_table("saved_search")
