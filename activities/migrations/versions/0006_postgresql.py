"""PostgreSQL answers as SQLite does: ids and moments sorted byte by byte, words told apart by us."""

import sqlalchemy as sa
from alembic import op

from activities import lexemes

revision = "0006"
down_revision = "0005"

SORTED = 40  # letters: ids and moments, in every table
AT_ONCE = 100  # texts


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    collate("C")
    op.drop_index("job_words", "job_texts")
    op.create_table(
        "job_words",
        sa.Column("id", sa.Integer(), sa.ForeignKey("job_texts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("lexemes", sa.dialects.postgresql.TSVECTOR(), nullable=False),
    )
    fill()
    op.create_index("job_words_found", "job_words", ["lexemes"], postgresql_using="gin")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.drop_table("job_words")
    op.execute("CREATE INDEX job_words ON job_texts USING gin (to_tsvector('simple', text))")
    collate("default")


def collate(name: str) -> None:
    columns = sa.text(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND character_maximum_length = :letters"
    )
    for table, column in op.get_bind().execute(columns, {"letters": SORTED}).all():
        op.execute(f'ALTER TABLE "{table}" ALTER "{column}" TYPE varchar({SORTED}) COLLATE "{name}"')


def fill() -> None:
    texts = sa.table("job_texts", sa.column("id"), sa.column("tenant"), sa.column("text"))
    last = 0
    with sa.orm.Session(op.get_bind()) as session:
        page = sa.select(texts).order_by(texts.c.id).limit(AT_ONCE)
        while rows := session.execute(page.where(texts.c.id > last)).all():
            for last, tenant, text in rows:
                lexemes.put(session, last, tenant, text)
        session.flush()
