"""Live sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("ended_at", sa.String(40)),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("engine", sa.String(64), nullable=False),
        sa.Column("model", sa.String(128)),
        sa.Column("language", sa.String(35)),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("retention", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.String(40)),
        sa.Column("duration", sa.Double()),
        sa.Column("speech_duration", sa.Double()),
        sa.Column("utterances", sa.Integer()),
        sa.Column("transcript_url", sa.String()),
        sa.Column("audio_url", sa.String()),
        sa.Column("enhancement", sa.JSON()),
        sa.Column("enhancement_job_id", sa.String(40)),
        sa.Column("error_code", sa.String(64)),
    )
    op.create_index("sessions_listed", "sessions", ["tenant", "created_at", "id"])
    op.create_index("sessions_of_status", "sessions", ["status", "created_at"])
    op.create_index("sessions_expiring", "sessions", ["expires_at"])


def downgrade() -> None:
    op.drop_table("sessions")
