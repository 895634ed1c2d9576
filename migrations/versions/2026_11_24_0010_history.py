"""History and attachments."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0010_history"
down_revision = "2026_11_23_2135_total_assets"
branch_labels = None
depends_on = None

# A row's number: 64 bits, which SQLite counts up only as INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by_id", Id, nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_attachment_organisation_id_organisation",
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["user.id"], name="fk_attachment_uploaded_by_id_user"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
    )
    op.create_index(
        "ix_attachment_organisation_id", "attachment", ["organisation_id"], unique=False
    )

    op.create_table(
        "history",
        sa.Column("id", Id, nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", Id, nullable=True),
        sa.Column("user_id", Id, nullable=True),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_history_organisation_id_organisation",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_history_user_id_user"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index(
        "ix_history_organisation_id", "history", ["organisation_id"], unique=False
    )
    op.create_index(
        "ix_history_subject_subject_id",
        "history",
        ["subject", "subject_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_history_subject_subject_id", table_name="history")
    op.drop_index("ix_history_organisation_id", table_name="history")

    op.drop_table("history")
    op.drop_index("ix_attachment_organisation_id", table_name="attachment")

    op.drop_table("attachment")
