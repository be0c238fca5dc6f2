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
    words = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("flags") as batch:
        batch.drop_constraint(op.f("ck_flags_flag_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_flags_flag_kind"), sa.text(f"kind IN ({words})"))
