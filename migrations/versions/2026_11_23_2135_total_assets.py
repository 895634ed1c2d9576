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
    with op.batch_alter_table("organisation") as batch:
        batch.drop_column("assets_fen")
