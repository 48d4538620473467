"""Keys, webhooks, audit, edits, batches, full-text search; what jobs need for them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

JOB_COLUMNS = (
    ("failed_stage", sa.String(32)),
    ("idempotency_key", sa.String(255)),
    ("asked_sha256", sa.String(64)),
    ("expires_at", sa.String(40)),
    ("audio_removed_at", sa.String(40)),
    ("webhook_id", sa.String(40)),
    ("webhook_url", sa.String(2048)),
    ("webhook_metadata", sa.JSON()),
    ("batch_id", sa.String(40)),
    ("fingerprint", sa.String(64)),
    ("rerun_of", sa.String(40)),
    ("text_id", sa.Integer()),
)
LISTED = ["tenant", "created_at", "id", "status", "language", "batch_id", "text_id", "name"]
NO_TEXT = sa.text("text_id IS NULL")
TABLES = ("keys", "webhooks", "deliveries", "audit", "edits", "batches", "batch_items")


def upgrade() -> None:
    with op.batch_alter_table("jobs") as jobs:
        jobs.add_column(sa.Column("priority", sa.Integer(), nullable=False, server_default="3"))
        jobs.add_column(sa.Column("retention", sa.Integer(), nullable=False, server_default="30"))
        for name, kind in JOB_COLUMNS:
            jobs.add_column(sa.Column(name, kind))
        jobs.create_unique_constraint("jobs_once", ["tenant", "idempotency_key"])
        jobs.drop_index("jobs_newest_first")
        jobs.create_index("jobs_listed", LISTED)
        jobs.create_index("jobs_without_text", ["status"], sqlite_where=NO_TEXT, postgresql_where=NO_TEXT)
        jobs.create_index("jobs_expiring", ["expires_at"])
        jobs.create_index("jobs_of_batch", ["batch_id"])
        jobs.create_index("jobs_of_source", ["tenant", "fingerprint"])
    keys()
    webhooks()
    audit()
    edits()
    batches()
    texts()


def keys() -> None:
    op.create_table(
        "keys",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("hint", sa.String(16), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("rate_limit", sa.Integer()),
        sa.Column("made_by", sa.String(40)),
        sa.Column("single_use", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("expires_at", sa.String(40)),
        sa.Column("last_used_at", sa.String(40)),
        sa.Column("revoked_at", sa.String(40)),
    )
    op.create_index("ix_keys_tenant", "keys", ["tenant"])


def webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("url", sa.String(2048)),
        sa.Column("description", sa.String(255), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("all_jobs", sa.Boolean(), nullable=False),
        sa.Column("style", sa.String(32), nullable=False, server_default="standard"),
        sa.Column("secret", sa.String(100), nullable=False),
        sa.Column("previous_secret", sa.String(100)),
        sa.Column("previous_until", sa.String(40)),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("failing_since", sa.String(40)),
        sa.Column("disabled_at", sa.String(40)),
        sa.Column("disabled_reason", sa.String(255)),
    )
    op.create_index("ix_webhooks_tenant", "webhooks", ["tenant"])
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("webhook_id", sa.String(40), nullable=False),
        sa.Column("job_id", sa.String(40), nullable=False),
        sa.Column("url", sa.String(2048), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("last_attempt_at", sa.String(40)),
        sa.Column("response_status", sa.Integer()),
        sa.Column("error", sa.String(500)),
    )
    op.create_index("deliveries_newest_first", "deliveries", ["webhook_id", "created_at", "id"])
    op.create_index("deliveries_of_job", "deliveries", ["job_id"])
    op.create_index("deliveries_pending", "deliveries", ["status", "created_at"])


def audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("resource", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64)),
        sa.Column("request_id", sa.String(128)),
        sa.Column("details", sa.JSON(), nullable=False),
    )
    op.create_index("audit_newest_first", "audit", ["tenant", "at", "id"])
    op.create_index("audit_oldest", "audit", ["at"])


def edits() -> None:
    op.create_table(
        "edits",
        sa.Column("job_id", sa.String(40), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
    )


def batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("prototype", sa.JSON(), nullable=False),
        sa.Column("most_running", sa.Integer(), nullable=False),
        sa.Column("on_failure", sa.String(16), nullable=False),
        sa.Column("skip_done", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("completed_at", sa.String(40)),
    )
    op.create_index("batches_newest_first", "batches", ["tenant", "created_at", "id"])
    op.create_table(
        "batch_items",
        sa.Column("batch_id", sa.String(40), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(40)),
        sa.Column("duration", sa.Double()),
        sa.Column("engine_seconds", sa.Double()),
        sa.Column("error_code", sa.String(64)),
        sa.Column("error_message", sa.String(500)),
    )
    op.create_index("batch_items_of_status", "batch_items", ["batch_id", "status", "number"])


def texts() -> None:
    """Words to find jobs by. On SQLite, FTS5 keeps only its own index; triggers keep it true to the table."""
    op.create_table(
        "job_texts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("job_id", sa.String(40), nullable=False, unique=True),
        sa.Column("tenant", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    if op.get_bind().dialect.name != "sqlite":
        op.execute("CREATE INDEX job_words ON job_texts USING gin (to_tsvector('simple', text))")
        return
    op.execute(
        "CREATE VIRTUAL TABLE job_words USING fts5("
        "tenant, text, content = 'job_texts', content_rowid = 'id', prefix = '3', "
        "tokenize = 'unicode61 remove_diacritics 2 categories ''L* N* Co Mn Mc''')"
    )
    add = "INSERT INTO job_words (rowid, tenant, text) VALUES (new.id, new.tenant, new.text);"
    drop = (
        "INSERT INTO job_words (job_words, rowid, tenant, text) "
        "VALUES ('delete', old.id, old.tenant, old.text);"
    )
    for what, does in (("INSERT", add), ("DELETE", drop), ("UPDATE", drop + add)):
        op.execute(f"CREATE TRIGGER job_texts_{what.lower()} AFTER {what} ON job_texts BEGIN {does} END")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE job_words")
    op.drop_table("job_texts")
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("jobs") as jobs:
        for index in ("jobs_of_source", "jobs_of_batch", "jobs_expiring", "jobs_without_text", "jobs_listed"):
            jobs.drop_index(index)
        jobs.create_index("jobs_newest_first", ["tenant", "created_at", "id"])
        jobs.drop_constraint("jobs_once", type_="unique")
        for name, _ in reversed(JOB_COLUMNS):
            jobs.drop_column(name)
        jobs.drop_column("retention")
        jobs.drop_column("priority")
