"""The index's change log, synonyms, prices read ahead."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0045_search"
down_revision = "2026_11_24_0040_zones"
branch_labels = None
depends_on = None

# A row's number: 64 bits, which SQLite counts up only as INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "search_change",
        sa.Column("id", Id, nullable=False),
        sa.Column("offer_id", sa.BigInteger(), nullable=False),
        sa.Column("is_done", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_change"),
    )
    op.create_index(
        "ix_search_change_pending",
        "search_change",
        ["id"],
        unique=False,
        sqlite_where=sa.text("NOT is_done"),
        postgresql_where=sa.text("NOT is_done"),
    )

    op.create_table(
        "terms_facts",
        sa.Column("terms_sha256", sa.String(length=64), nullable=False),
        sa.Column("rules", sa.String(length=40), nullable=False),
        sa.Column("micro_fen", sa.BigInteger(), nullable=False),
        sa.Column("small_fen", sa.BigInteger(), nullable=False),
        sa.Column("medium_fen", sa.BigInteger(), nullable=False),
        sa.Column("large_fen", sa.BigInteger(), nullable=False),
        sa.Column("price_forms", sa.JSON(), nullable=False),
        sa.Column("has_free_trial", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("terms_sha256", name="pk_terms_facts"),
    )
    op.create_table(
        "synonym_group",
        sa.Column("id", Id, nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("changed_by_id", Id, nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["user.id"], name="fk_synonym_group_changed_by_id_user"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_synonym_group"),
    )


def downgrade() -> None:
    op.drop_table("synonym_group")
    op.drop_table("terms_facts")
    op.drop_index("ix_search_change_pending", table_name="search_change")

    op.drop_table("search_change")
