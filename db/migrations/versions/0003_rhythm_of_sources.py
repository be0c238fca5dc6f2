"""Why a source is due when, and how often a page has changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in _of_sources():
        op.add_column("sources", column)
    op.add_column("articles", sa.Column("n_changes", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("articles", "n_changes")
    for column in reversed(_of_sources()):
        op.drop_column("sources", column.name)


def _of_sources() -> list[sa.Column[object]]:
    return [
        sa.Column("due_why", sa.Text(), nullable=False, server_default=""),
        sa.Column("rhythm_s", sa.Double()),
        sa.Column("hint_s", sa.Double()),
        sa.Column("hub", sa.Text()),
    ]
