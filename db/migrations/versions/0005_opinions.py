"""Second opinions on flags."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_HEARINGS = ("given", "unfounded", "garbled", "failed")


def upgrade() -> None:
    op.create_table(
        "opinions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("story_id", sa.Text(), sa.ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
        sa.Column("flag_id", sa.Integer(), sa.ForeignKey("flags.id", ondelete="SET NULL"), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "hearing",
            sa.Enum(*_HEARINGS, name="hearing", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("doubts", sa.Boolean(), nullable=False),
        sa.Column("worth", sa.Double(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cited", sa.Text(), nullable=False),
        sa.Column("cited_start", sa.Integer(), nullable=True),
        sa.Column("cited_end", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("again_at", UtcDateTime(), nullable=True),
        sa.Column("is_repeated", sa.Boolean(), nullable=False),
    )
    for column in ("story_id", "flag_id", "key", "at"):
        op.create_index(f"ix_opinions_{column}", "opinions", [column])


def downgrade() -> None:
    op.drop_table("opinions")
