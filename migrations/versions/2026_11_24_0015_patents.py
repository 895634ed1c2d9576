"""Owners, claims, citations, fields of use; imports."""

import re

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0015_patents"
down_revision = "2026_11_24_0010_history"
branch_labels = None
depends_on = None

# A row's number: 64 bits, which SQLite counts up only as INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "column_choice",
        sa.Column("id", Id, nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("column", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_column_choice_organisation_id_organisation",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_column_choice"),
        sa.UniqueConstraint(
            "organisation_id", "column", name="uq_column_choice_organisation_id_column"
        ),
    )
    op.create_table(
        "patent_import",
        sa.Column("id", Id, nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("organisation_id", Id, nullable=False),
        sa.Column("asked_by_id", Id, nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("preview", sa.JSON(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("message_zh", sa.Text(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        sa.Column("job_id", Id, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name="fk_patent_import_asked_by_id_user"
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["job.id"], name="fk_patent_import_job_id_job"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_patent_import_organisation_id_organisation",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_patent_import"),
        sa.UniqueConstraint("token", name="uq_patent_import_token"),
    )
    op.create_index(
        "ix_patent_import_organisation_id",
        "patent_import",
        ["organisation_id"],
        unique=False,
    )
    op.create_index("ix_patent_import_state", "patent_import", ["state"], unique=False)

    op.create_table(
        "import_fault",
        sa.Column("id", Id, nullable=False),
        sa.Column("import_id", Id, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("refuses", sa.Boolean(), nullable=False),
        sa.Column("reason_zh", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("mend_zh", sa.Text(), nullable=False),
        sa.Column("mend_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["patent_import.id"],
            name="fk_import_fault_import_id_patent_import",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_fault"),
    )
    op.create_index(
        "ix_import_fault_import_id", "import_fault", ["import_id"], unique=False
    )

    op.create_table(
        "patent_owner",
        sa.Column("id", Id, nullable=False),
        sa.Column("patent_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("share_ppm", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["patent_id"], ["patent.id"], name="fk_patent_owner_patent_id_patent"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_patent_owner"),
        sa.UniqueConstraint(
            "patent_id", "position", name="uq_patent_owner_patent_id_position"
        ),
    )
    op.create_index("ix_patent_owner_name", "patent_owner", ["name"], unique=False)

    op.add_column("patent", sa.Column("claims_count", sa.Integer(), nullable=True))
    op.add_column(
        "patent", sa.Column("cites", sa.JSON(), nullable=False, server_default="[]")
    )
    op.add_column("patent", sa.Column("cited_by_count", sa.Integer(), nullable=True))
    op.add_column(
        "patent",
        sa.Column("industries", sa.JSON(), nullable=False, server_default="[]"),
    )
    op.add_column(
        "patent",
        sa.Column("applications", sa.JSON(), nullable=False, server_default="[]"),
    )
    op.add_column("patent", sa.Column("readiness", sa.Integer(), nullable=True))
    _name_owners(op.get_bind())


def _name_owners(connection: sa.Connection) -> None:
    """Write the holders whom the text of each patent names; shares are not known."""
    patent = sa.table("patent", sa.column("id"), sa.column("patentee"))
    owner = sa.table(
        "patent_owner",
        sa.column("patent_id"),
        sa.column("position"),
        sa.column("name"),
    )
    held = sa.select(patent.c.id, patent.c.patentee).where(patent.c.patentee != "")
    rows = [
        {"patent_id": patent_id, "position": position, "name": name[:200]}
        for patent_id, text in connection.execute(held).all()
        for position, name in enumerate(_names(text), start=1)
    ]
    if rows:
        connection.execute(sa.insert(owner), rows)


def _names(text: str) -> list[str]:
    parts = (part.strip() for part in re.split(r"[;；|、]", text))
    return list(dict.fromkeys(part for part in parts if part))


def downgrade() -> None:
    op.drop_column("patent", "readiness")
    op.drop_column("patent", "applications")
    op.drop_column("patent", "industries")
    op.drop_column("patent", "cited_by_count")
    op.drop_column("patent", "cites")
    op.drop_column("patent", "claims_count")

    op.drop_index("ix_patent_owner_name", table_name="patent_owner")

    op.drop_table("patent_owner")
    op.drop_index("ix_import_fault_import_id", table_name="import_fault")

    op.drop_table("import_fault")
    op.drop_index("ix_patent_import_state", table_name="patent_import")
    op.drop_index("ix_patent_import_organisation_id", table_name="patent_import")

    op.drop_table("patent_import")
    op.drop_table("column_choice")
