"""An index for what ended when: throughput, hour by hour."""

from alembic import op

revision = "0005"
down_revision = "0004"

ENDED = ["tenant", "completed_at", "status", "duration", "created_at", "started_at"]


def upgrade() -> None:
    op.create_index("jobs_ended", "jobs", ENDED)


def downgrade() -> None:
    op.drop_index("jobs_ended", "jobs")
