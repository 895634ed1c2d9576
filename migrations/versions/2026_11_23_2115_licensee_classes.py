"""Quality class and province of licensees, by which terms may price."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_2115_licensee_classes"
down_revision = "2026_11_23_1850_scenarios"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "organisation", sa.Column("quality_class", sa.String(length=32), nullable=True)
    )
    op.add_column(
        "licence",
        sa.Column(
            "quality_class",
            sa.String(length=32),
            nullable=False,
            server_default="none",
        ),
    )
    op.add_column("licence", sa.Column("province", sa.String(length=2), nullable=True))


def downgrade() -> None:
    # Without its classes a licence would be billed by another price than it was given.
    priced = op.get_bind().scalar(
        sa.text(
            "SELECT COUNT(*) FROM licence"
            " WHERE quality_class <> 'none' OR province IS NOT NULL"
        )
    )
    if priced:
        raise RuntimeError(
            f"{priced} licences state a quality class or a province: "
            "stay at this version, or restore a backup from before it."
        )
    # Rows that refer to the table stay, so it is changed in place, never built anew.
    op.drop_column("licence", "province")
    op.drop_column("licence", "quality_class")
    op.drop_column("organisation", "quality_class")
