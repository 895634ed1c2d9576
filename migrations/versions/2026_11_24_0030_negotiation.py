"""Add-ons and negotiations."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0030_negotiation"
down_revision = "2026_11_24_0025_cases"
branch_labels = None
depends_on = None

# A row's number: 64 bits, which SQLite counts up only as INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "addon",
        sa.Column("id", Id, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title_zh", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=True),
        sa.Column("person_days", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_addon_offer_id_offer"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_addon"),
    )
    op.create_index("ix_addon_offer_id", "addon", ["offer_id"], unique=False)

    op.create_table(
        "negotiation",
        sa.Column("id", Id, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("licensee_id", Id, nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("opened_by_id", Id, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", Id, nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_reason", sa.Text(), nullable=False),
        sa.Column("agreed_offer_id", Id, nullable=True),
        sa.ForeignKeyConstraint(
            ["agreed_offer_id"],
            ["offer.id"],
            name="fk_negotiation_agreed_offer_id_offer",
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["user.id"], name="fk_negotiation_closed_by_id_user"
        ),
        sa.ForeignKeyConstraint(
            ["licensee_id"],
            ["organisation.id"],
            name="fk_negotiation_licensee_id_organisation",
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_negotiation_offer_id_offer"
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["user.id"], name="fk_negotiation_opened_by_id_user"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_negotiation"),
    )
    op.create_index(
        "ix_negotiation_licensee_id", "negotiation", ["licensee_id"], unique=False
    )
    op.create_index(
        "ix_negotiation_offer_id", "negotiation", ["offer_id"], unique=False
    )

    op.create_table(
        "proposal",
        sa.Column("id", Id, nullable=False),
        sa.Column("negotiation_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_for_id", Id, nullable=False),
        sa.Column("made_by_id", Id, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terms_json", sa.Text(), nullable=False),
        sa.Column("terms_sha256", sa.String(length=64), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user.id"], name="fk_proposal_made_by_id_user"
        ),
        sa.ForeignKeyConstraint(
            ["made_for_id"],
            ["organisation.id"],
            name="fk_proposal_made_for_id_organisation",
        ),
        sa.ForeignKeyConstraint(
            ["negotiation_id"],
            ["negotiation.id"],
            name="fk_proposal_negotiation_id_negotiation",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
        sa.UniqueConstraint(
            "negotiation_id", "number", name="uq_proposal_negotiation_id_number"
        ),
    )


def downgrade() -> None:
    op.drop_table("proposal")
    op.drop_index("ix_negotiation_offer_id", table_name="negotiation")
    op.drop_index("ix_negotiation_licensee_id", table_name="negotiation")

    op.drop_table("negotiation")
    op.drop_index("ix_addon_offer_id", table_name="addon")

    op.drop_table("addon")
