"""The case of an offer."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0025_cases"
down_revision = "2026_11_24_0022_offer_life"
branch_labels = None
depends_on = None

# A row's number: 64 bits, which SQLite counts up only as INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "approval_step",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_zh", sa.String(length=100), nullable=False),
        sa.Column("title_en", sa.String(length=100), nullable=False),
        sa.Column("approver_id", Id, nullable=True),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["user.id"], name="fk_approval_step_approver_id_user"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_approval_step_organisation_id_organisation",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_approval_step"),
    )
    op.create_index(
        "ix_approval_step_organisation_id",
        "approval_step",
        ["organisation_id"],
        unique=False,
    )

    op.create_table(
        "approval_round",
        sa.Column("id", Id, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("sent_by_id", Id, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_approval_round_offer_id_offer"
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["user.id"], name="fk_approval_round_sent_by_id_user"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_approval_round"),
        sa.UniqueConstraint(
            "offer_id", "number", name="uq_approval_round_offer_id_number"
        ),
    )
    op.create_index(
        "ix_approval_round_state", "approval_round", ["state"], unique=False
    )

    op.create_table(
        "conflict_statement",
        sa.Column("id", Id, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("user_id", Id, nullable=True),
        sa.Column("person", sa.String(length=100), nullable=False),
        sa.Column("part", sa.String(length=100), nullable=False),
        sa.Column("has_interest", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", Id, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_conflict_statement_offer_id_offer"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["user.id"],
            name="fk_conflict_statement_recorded_by_id_user",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name="fk_conflict_statement_user_id_user"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_conflict_statement"),
    )
    op.create_index(
        "ix_conflict_statement_offer_id",
        "conflict_statement",
        ["offer_id"],
        unique=False,
    )

    op.create_table(
        "consent",
        sa.Column("id", Id, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("owner_id", Id, nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("consents", sa.Boolean(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("attachment_id", Id, nullable=True),
        sa.Column("recorded_by_id", Id, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name="fk_consent_attachment_id_attachment",
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_consent_offer_id_offer"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["patent_owner.id"], name="fk_consent_owner_id_patent_owner"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name="fk_consent_recorded_by_id_user"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
    )
    op.create_index("ix_consent_offer_id", "consent", ["offer_id"], unique=False)

    op.create_table(
        "dossier",
        sa.Column("id", Id, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("valuation", sa.JSON(), nullable=True),
        sa.Column("comparables", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("written_by_id", Id, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_dossier_offer_id_offer"
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["user.id"], name="fk_dossier_written_by_id_user"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_dossier"),
        sa.UniqueConstraint("offer_id", "number", name="uq_dossier_offer_id_number"),
    )
    op.create_table(
        "dossier_attachment",
        sa.Column("dossier_id", Id, nullable=False),
        sa.Column("attachment_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name="fk_dossier_attachment_attachment_id_attachment",
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
            name="fk_dossier_attachment_dossier_id_dossier",
        ),
        sa.PrimaryKeyConstraint(
            "dossier_id", "attachment_id", name="pk_dossier_attachment"
        ),
    )
    op.create_table(
        "publicity",
        sa.Column("id", Id, nullable=False),
        sa.Column("offer_id", Id, nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("attachment_id", Id, nullable=True),
        sa.Column("begun_by_id", Id, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=True),
        sa.Column("result_text", sa.Text(), nullable=False),
        sa.Column("closed_by_id", Id, nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name="fk_publicity_attachment_id_attachment",
        ),
        sa.ForeignKeyConstraint(
            ["begun_by_id"], ["user.id"], name="fk_publicity_begun_by_id_user"
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["user.id"], name="fk_publicity_closed_by_id_user"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_publicity_offer_id_offer"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_publicity"),
    )
    op.create_index("ix_publicity_offer_id", "publicity", ["offer_id"], unique=False)

    op.create_table(
        "approval_decision",
        sa.Column("id", Id, nullable=False),
        sa.Column("round_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("minutes_number", sa.String(length=60), nullable=False),
        sa.Column("attachment_id", Id, nullable=True),
        sa.Column("decided_by_id", Id, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name="fk_approval_decision_attachment_id_attachment",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["user.id"],
            name="fk_approval_decision_decided_by_id_user",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["approval_round.id"],
            name="fk_approval_decision_round_id_approval_round",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_approval_decision"),
        sa.UniqueConstraint(
            "round_id", "position", name="uq_approval_decision_round_id_position"
        ),
    )
    op.create_table(
        "objection",
        sa.Column("id", Id, nullable=False),
        sa.Column("publicity_id", Id, nullable=False),
        sa.Column("objector", sa.String(length=200), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachment_id", Id, nullable=True),
        sa.Column("recorded_by_id", Id, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name="fk_objection_attachment_id_attachment",
        ),
        sa.ForeignKeyConstraint(
            ["publicity_id"],
            ["publicity.id"],
            name="fk_objection_publicity_id_publicity",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name="fk_objection_recorded_by_id_user"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_objection"),
    )
    op.create_index(
        "ix_objection_publicity_id", "objection", ["publicity_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_objection_publicity_id", table_name="objection")

    op.drop_table("objection")
    op.drop_table("approval_decision")
    op.drop_index("ix_publicity_offer_id", table_name="publicity")

    op.drop_table("publicity")
    op.drop_table("dossier_attachment")
    op.drop_table("dossier")
    op.drop_index("ix_consent_offer_id", table_name="consent")

    op.drop_table("consent")
    op.drop_index("ix_conflict_statement_offer_id", table_name="conflict_statement")

    op.drop_table("conflict_statement")
    op.drop_index("ix_approval_round_state", table_name="approval_round")

    op.drop_table("approval_round")
    op.drop_index("ix_approval_step_organisation_id", table_name="approval_step")

    op.drop_table("approval_step")
