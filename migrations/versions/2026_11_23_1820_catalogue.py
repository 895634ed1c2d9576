"""Patents."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_1820_catalogue"
down_revision = "2026_11_23_1810_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "patent",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "organisation_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("jurisdiction", sa.String(length=2), nullable=False),
        sa.Column("application_number", sa.String(length=40), nullable=True),
        sa.Column("publication_number", sa.String(length=40), nullable=True),
        sa.Column("source_reference", sa.String(length=60), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=False),
        sa.Column("summary_zh", sa.Text(), nullable=False),
        sa.Column("summary_en", sa.Text(), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("ipc", sa.String(length=500), nullable=False),
        sa.Column("patentee", sa.String(length=500), nullable=False),
        sa.Column("inventors", sa.String(length=500), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("expiry_is_computed", sa.Boolean(), nullable=False),
        sa.Column("annual_fee_paid", sa.Boolean(), nullable=True),
        sa.Column("has_exclusive_licence", sa.Boolean(), nullable=True),
        sa.Column("is_suspended", sa.Boolean(), nullable=True),
        sa.Column("is_pledged", sa.Boolean(), nullable=True),
        sa.Column("pledgee_consents", sa.Boolean(), nullable=True),
        sa.Column("evaluation_report", sa.String(length=32), nullable=True),
        sa.Column("co_owners_consent", sa.Boolean(), nullable=True),
        sa.Column("is_invalidated", sa.Boolean(), nullable=True),
        sa.Column("legal_status_checked_on", sa.Date(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_patent_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patent")),
        sa.UniqueConstraint(
            "organisation_id", "number", name=op.f("uq_patent_organisation_id_number")
        ),
    )
    with op.batch_alter_table("patent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_patent_application_number_organisation_id"),
            ["application_number", "organisation_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_patent_number"), ["number"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_patent_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_patent_publication_number_organisation_id"),
            ["publication_number", "organisation_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("patent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_patent_publication_number_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_patent_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_patent_number"))
        batch_op.drop_index(batch_op.f("ix_patent_application_number_organisation_id"))

    op.drop_table("patent")
