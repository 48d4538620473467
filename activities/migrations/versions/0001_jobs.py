"""The jobs table."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("started_at", sa.String(40)),
        sa.Column("completed_at", sa.String(40)),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("upload_bytes", sa.BigInteger(), nullable=False),
        sa.Column("upload_sha256", sa.String(64), nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("timestamps_granularity", sa.String(16), nullable=False),
        sa.Column("language", sa.String(35)),
        sa.Column("duration", sa.Double()),
        sa.Column("error_code", sa.String(64)),
        sa.Column("error_message", sa.String()),
    )
    op.create_index("jobs_newest_first", "jobs", ["tenant", "created_at", "id"])
    op.create_index("jobs_unfinished", "jobs", ["status", "created_at"])


def downgrade() -> None:
    op.drop_index("jobs_unfinished", "jobs")
    op.drop_index("jobs_newest_first", "jobs")
    op.drop_table("jobs")
