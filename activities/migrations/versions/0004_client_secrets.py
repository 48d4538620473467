"""Tokens that know with what a live session begins."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("keys") as keys:
        keys.add_column(sa.Column("session", sa.JSON()))


def downgrade() -> None:
    with op.batch_alter_table("keys") as keys:
        keys.drop_column("session")
