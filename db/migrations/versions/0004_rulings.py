"""What users rule about series."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rulings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("story_id", sa.Text(), sa.ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
        sa.Column("ruling", sa.Text(), nullable=False),
        sa.Column("ruled_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_rulings_story_id_id", "rulings", ["story_id", "id"])


def downgrade() -> None:
    op.drop_table("rulings")
