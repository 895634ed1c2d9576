"""Actions on many patents."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0035_bulk"
down_revision = "2026_11_24_0030_negotiation"
branch_labels = None
depends_on = None

# A row's number: 64 bits, which SQLite counts up only as INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "bulk_action",
        sa.Column("id", Id, nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("asked_by_id", Id, nullable=False),
        sa.Column("as_admin", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("is_rehearsal", sa.Boolean(), nullable=False),
        sa.Column("argument", sa.JSON(), nullable=False),
        sa.Column("patent_ids", sa.JSON(), nullable=False),
        sa.Column("job_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name="fk_bulk_action_asked_by_id_user"
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["job.id"], name="fk_bulk_action_job_id_job"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_bulk_action_organisation_id_organisation",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_bulk_action"),
        sa.UniqueConstraint("job_id", name="uq_bulk_action_job_id"),
        sa.UniqueConstraint("token", name="uq_bulk_action_token"),
    )
    op.create_index(
        "ix_bulk_action_organisation_id",
        "bulk_action",
        ["organisation_id"],
        unique=False,
    )

    op.create_table(
        "bulk_result",
        sa.Column("id", Id, nullable=False),
        sa.Column("bulk_action_id", Id, nullable=False),
        sa.Column("patent_id", Id, nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("offer_id", Id, nullable=True),
        sa.Column("message_zh", sa.Text(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bulk_action_id"],
            ["bulk_action.id"],
            name="fk_bulk_result_bulk_action_id_bulk_action",
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_bulk_result_offer_id_offer"
        ),
        sa.ForeignKeyConstraint(
            ["patent_id"], ["patent.id"], name="fk_bulk_result_patent_id_patent"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_bulk_result"),
        sa.UniqueConstraint(
            "bulk_action_id",
            "patent_id",
            name="uq_bulk_result_bulk_action_id_patent_id",
        ),
    )


def downgrade() -> None:
    op.drop_table("bulk_result")
    op.drop_index("ix_bulk_action_organisation_id", table_name="bulk_action")

    op.drop_table("bulk_action")
