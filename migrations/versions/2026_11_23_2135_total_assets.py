"""The total assets, by which the firms of some industries are told apart."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_2135_total_assets"
down_revision = "2026_11_23_2115_licensee_classes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "organisation", sa.Column("assets_fen", sa.BigInteger(), nullable=True)
    )


def downgrade() -> None:
    # Rows that refer to the table stay, so it is changed in place, never built anew.
    op.drop_column("organisation", "assets_fen")
