"""A flag may say that an article was put back."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BEFORE = (
    "figure.new",
    "figure.changed",
    "figure.conflict",
    "claim.new",
    "claim.denied",
    "article.revised",
    "article.corrected",
    "article.retracted",
    "source.blind",
)


def upgrade() -> None:
    _allow(*_BEFORE, "article.restored")


def downgrade() -> None:
    op.execute("DELETE FROM flags WHERE kind = 'article.restored'")
    _allow(*_BEFORE)


def _allow(*kinds: str) -> None:
    kind, state = _check("kind", *kinds), _check("state", "new", "confirmed", "dismissed", "superseded")
    if op.get_bind().dialect.name == "sqlite":
        # the table is made anew there, and no check survives that is not named again
        with op.batch_alter_table("flags", recreate="always", table_args=(kind, state)):
            return
    op.drop_constraint(op.f("ck_flags_flag_kind"), "flags", type_="check")
    op.create_check_constraint(op.f("ck_flags_flag_kind"), "flags", kind.sqltext)


def _check(column: str, *words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(sa.text(f"{column} IN ({listed})"), name=op.f(f"ck_flags_flag_{column}"))
