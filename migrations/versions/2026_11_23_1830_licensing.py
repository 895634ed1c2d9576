"""Offers, their versions, and licences."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_1830_licensing"
down_revision = "2026_11_23_1820_catalogue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offer",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "organisation_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "patent_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("lane", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("declaration_number", sa.String(length=60), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("announced_text", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "opened_by_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column(
            "tiers_acknowledged_by_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["user.id"], name=op.f("fk_offer_opened_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["tiers_acknowledged_by_id"],
            ["user.id"],
            name=op.f("fk_offer_tiers_acknowledged_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_offer_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["patent_id"], ["patent.id"], name=op.f("fk_offer_patent_id_patent")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_offer_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_offer_patent_id"), ["patent_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_offer_state"), ["state"], unique=False)

    op.create_table(
        "offer_version",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "offer_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("terms_json", sa.Text(), nullable=False),
        sa.Column("terms_sha256", sa.String(length=64), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "drafted_by_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["drafted_by_id"],
            ["user.id"],
            name=op.f("fk_offer_version_drafted_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_version_offer_id_offer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_version")),
        sa.UniqueConstraint(
            "offer_id", "number", name=op.f("uq_offer_version_offer_id_number")
        ),
    )
    with op.batch_alter_table("offer_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_offer_version_offer_id"), ["offer_id"], unique=False
        )

    op.create_table(
        "licence",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "offer_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "offer_version_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "licensor_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "licensee_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column(
            "patent_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("lane", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("terms_json", sa.Text(), nullable=False),
        sa.Column("terms_sha256", sa.String(length=64), nullable=False),
        sa.Column("size_class", sa.String(length=32), nullable=False),
        sa.Column("size_statement", sa.JSON(), nullable=False),
        sa.Column("confirmed_terms", sa.JSON(), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "noticed_by_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["licensee_id"],
            ["organisation.id"],
            name=op.f("fk_licence_licensee_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["licensor_id"],
            ["organisation.id"],
            name=op.f("fk_licence_licensor_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["noticed_by_id"], ["user.id"], name=op.f("fk_licence_noticed_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_licence_offer_id_offer")
        ),
        sa.ForeignKeyConstraint(
            ["offer_version_id"],
            ["offer_version.id"],
            name=op.f("fk_licence_offer_version_id_offer_version"),
        ),
        sa.ForeignKeyConstraint(
            ["patent_id"], ["patent.id"], name=op.f("fk_licence_patent_id_patent")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence")),
        sa.UniqueConstraint(
            "licensee_id",
            "offer_version_id",
            name=op.f("uq_licence_licensee_id_offer_version_id"),
        ),
    )
    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_licence_licensee_id"), ["licensee_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_licence_licensor_id"), ["licensor_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_licence_offer_id"), ["offer_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_licence_patent_id"), ["patent_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("licence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_licence_patent_id"))
        batch_op.drop_index(batch_op.f("ix_licence_offer_id"))
        batch_op.drop_index(batch_op.f("ix_licence_licensor_id"))
        batch_op.drop_index(batch_op.f("ix_licence_licensee_id"))

    op.drop_table("licence")
    with op.batch_alter_table("offer_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_version_offer_id"))

    op.drop_table("offer_version")
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_state"))
        batch_op.drop_index(batch_op.f("ix_offer_patent_id"))
        batch_op.drop_index(batch_op.f("ix_offer_organisation_id"))

    op.drop_table("offer")
