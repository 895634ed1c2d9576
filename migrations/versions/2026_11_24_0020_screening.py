"""Marks and weights of screening."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0020_screening"
down_revision = "2026_11_24_0015_patents"
branch_labels = None
depends_on = None

# A row's number: 64 bits, which SQLite counts up only as INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "screening_weight",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("criterion", sa.String(length=32), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_screening_weight_organisation_id_organisation",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_screening_weight"),
        sa.UniqueConstraint(
            "organisation_id",
            "criterion",
            name="uq_screening_weight_organisation_id_criterion",
        ),
    )
    op.create_table(
        "screening_mark",
        sa.Column("id", Id, nullable=False),
        sa.Column("patent_id", Id, nullable=False),
        sa.Column("criterion", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("marked_by_id", Id, nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["user.id"], name="fk_screening_mark_marked_by_id_user"
        ),
        sa.ForeignKeyConstraint(
            ["patent_id"], ["patent.id"], name="fk_screening_mark_patent_id_patent"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_screening_mark"),
        sa.UniqueConstraint(
            "patent_id", "criterion", name="uq_screening_mark_patent_id_criterion"
        ),
    )


def downgrade() -> None:
    op.drop_table("screening_mark")
    op.drop_table("screening_weight")
