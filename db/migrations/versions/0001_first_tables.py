"""The first tables."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _stories_and_sources()
    _articles()
    _figures_and_claims()
    _ledger()
    _housekeeping()


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


_TABLES = (
    "stories",
    "profiles",
    "sources",
    "story_sources",
    "polls",
    "articles",
    "entries",
    "versions",
    "pages",
    "visits",
    "relevances",
    "postings",
    "boilerplate",
    "figures",
    "claims",
    "series",
    "mentions",
    "assertions",
    "supports",
    "flags",
    "digests",
    "meta",
    "leases",
)


def _word(name: str, *words: str) -> sa.Enum:
    """A column of one of the given words, checked by the database."""
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _to(column: str, *, lost: str = "CASCADE") -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete=lost)


def _stories_and_sources() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seed_url", sa.Text()),
        sa.Column("state", _word("story_state", "active", "paused", "archived"), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "profiles",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("story_id", sa.Text(), _to("stories.id"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
    )
    op.create_index("ix_profiles_story_id_id", "profiles", ["story_id", "id"])
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", _word("source_kind", "feed", "search", "sitemap", "page", "archive"), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_sha256", sa.Text()),
        sa.Column("n_failures", sa.Integer(), nullable=False),
        sa.Column("ok_at", UtcDateTime()),
        sa.Column("news_at", UtcDateTime()),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("url"),
    )
    op.create_index("ix_sources_due_at", "sources", ["due_at"])
    op.create_table(
        "story_sources",
        sa.Column("story_id", sa.Text(), _to("stories.id"), nullable=False),
        sa.Column("source_id", sa.Integer(), _to("sources.id"), nullable=False),
        sa.PrimaryKeyConstraint("story_id", "source_id"),
    )
    op.create_index("ix_story_sources_source_id", "story_sources", ["source_id"])
    op.create_table(
        "polls",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source_id", sa.Integer(), _to("sources.id"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("result", _word("poll_result", "new", "unchanged", "failed"), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("error", sa.Text()),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("n_listed", sa.Integer(), nullable=False),
        sa.Column("n_new", sa.Integer(), nullable=False),
        sa.Column("n_changed", sa.Integer(), nullable=False),
        sa.Column("moved_to", sa.Text()),
        sa.UniqueConstraint("source_id", "at"),
    )
    op.create_index("ix_polls_at", "polls", ["at"])
    op.create_index("ix_polls_result_at", "polls", ["result", "at"])


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("listed_url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("author", sa.Text()),
        sa.Column("first_seen_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime()),
        sa.Column("due_at", UtcDateTime()),
        sa.Column("n_visits", sa.Integer(), nullable=False),
        sa.Column("n_failures", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime()),
        sa.Column("page_sha256", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("quality", _word("quality", "article", "too_short", "wall", "not_text", "gone", "unread")),
        sa.UniqueConstraint("url"),
    )
    op.create_index("ix_articles_due_at", "articles", ["due_at"])
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source_id", sa.Integer(), _to("sources.id"), nullable=False),
        sa.Column("article_id", sa.Integer(), _to("articles.id"), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("listed_url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("published_at", UtcDateTime()),
        sa.Column("updated_at", UtcDateTime()),
        sa.Column("author", sa.Text()),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("first_seen_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("source_id", "url"),
    )
    op.create_index("ix_entries_article_id", "entries", ["article_id"])
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("article_id", sa.Integer(), _to("articles.id"), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("fetched_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("modified_at", UtcDateTime()),
        sa.Column("author", sa.Text()),
        sa.Column("agency", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column(
            "quality", _word("quality", "article", "too_short", "wall", "not_text", "gone", "unread"), nullable=False
        ),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("page_sha256", sa.Text(), nullable=False),
        sa.Column(
            "relation",
            _word("relation", "identical", "syndicated", "partial", "expanded", "revised", "independent"),
            nullable=False,
        ),
        sa.Column("of_id", sa.Integer(), _to("versions.id", lost="SET NULL")),
        sa.Column("origin_id", sa.Integer(), _to("versions.id", lost="SET NULL")),
        sa.Column("coverage", sa.Double(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("shared", sa.Text(), nullable=False),
        sa.UniqueConstraint("article_id", "fetched_at"),
    )
    op.create_index("ix_versions_of_id", "versions", ["of_id"])
    op.create_index("ix_versions_origin_id", "versions", ["origin_id"])
    op.create_index("ix_versions_text_sha256", "versions", ["text_sha256"])
    op.create_index("ix_versions_url", "versions", ["url"])
    op.create_table(
        "pages",
        sa.Column("version_id", sa.Integer(), _to("versions.id"), primary_key=True, autoincrement=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("fetched_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_pages_fetched_at", "pages", ["fetched_at"])
    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("article_id", sa.Integer(), _to("articles.id"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("error", sa.Text()),
        sa.Column("quality", _word("quality", "article", "too_short", "wall", "not_text", "gone", "unread")),
        sa.Column("page_sha256", sa.Text()),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column(
            "relation", _word("relation", "identical", "syndicated", "partial", "expanded", "revised", "independent")
        ),
        sa.Column("origin_url", sa.Text()),
        sa.Column("version_id", sa.Integer(), _to("versions.id", lost="SET NULL")),
        sa.UniqueConstraint("article_id", "at"),
    )
    op.create_index("ix_visits_at", "visits", ["at"])
    op.create_index("ix_visits_version_id", "visits", ["version_id"])
    op.create_table(
        "relevances",
        sa.Column("visit_id", sa.Integer(), _to("visits.id"), nullable=False),
        sa.Column("story_id", sa.Text(), _to("stories.id"), nullable=False),
        sa.Column("article_id", sa.Integer(), _to("articles.id"), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.Column("ask", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("visit_id", "story_id"),
    )
    op.create_index("ix_relevances_article_id_visit_id", "relevances", ["article_id", "visit_id"])
    op.create_index("ix_relevances_story_id_article_id", "relevances", ["story_id", "article_id"])
    op.create_table(
        "postings",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "version_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "boilerplate",
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("outlet", "hash"),
        sqlite_with_rowid=False,
    )


def _figures_and_claims() -> None:
    op.create_table(
        "figures",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version_id", sa.Integer(), _to("versions.id"), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("lo", sa.Double(), nullable=False),
        sa.Column("hi", sa.Double(), nullable=False),
        sa.Column("lo_open", sa.Boolean(), nullable=False),
        sa.Column("hi_open", sa.Boolean(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column(
            "bound",
            _word("bound", "exact", "about", "at_least", "more_than", "up_to", "less_than", "between", "vague"),
            nullable=False,
        ),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("concept", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Text()),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text()),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("credited", sa.Boolean(), nullable=False),
        sa.Column(
            "modality",
            _word("modality", "asserted", "estimated", "expected", "alleged", "denied", "hypothetical"),
            nullable=False,
        ),
        sa.Column("role", _word("role", "total", "increment", "subset", "rate", "rank"), nullable=False),
        sa.Column("was", sa.Double()),
        sa.Column("revision", sa.Boolean(), nullable=False),
        sa.Column(
            "place", _word("place", "headline", "deck", "body", "caption", "list", "table", "notice"), nullable=False
        ),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.UniqueConstraint("version_id", "n"),
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version_id", sa.Integer(), _to("versions.id"), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("credited", sa.Boolean(), nullable=False),
        sa.Column("stance", _word("stance", "asserts", "denies", "confirms"), nullable=False),
        sa.Column("act", sa.Text()),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("positive", sa.Boolean(), nullable=False),
        sa.Column(
            "modality",
            _word("modality", "asserted", "estimated", "expected", "alleged", "denied", "hypothetical"),
            nullable=False,
        ),
        sa.Column("event_on", sa.Date()),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column(
            "place", _word("place", "headline", "deck", "body", "caption", "list", "table", "notice"), nullable=False
        ),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.UniqueConstraint("version_id", "n"),
    )


def _ledger() -> None:
    op.create_table(
        "series",
        sa.Column("story_id", sa.Text(), _to("stories.id"), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Text()),
        sa.Column("role", _word("role", "total", "increment", "subset", "rate", "rank"), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("grows_only", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", "n"),
    )
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("story_id", sa.Text(), _to("stories.id"), nullable=False),
        sa.Column("figure_id", sa.Integer(), _to("figures.id"), nullable=False),
        sa.Column("series_n", sa.Integer()),
        sa.Column(
            "standing",
            _word(
                "standing",
                "new",
                "changed",
                "refined",
                "conflict",
                "restated",
                "stale",
                "explained",
                "unsure",
                "unmoved",
                "copied",
            ),
            nullable=False,
        ),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.UniqueConstraint("story_id", "figure_id"),
        sa.ForeignKeyConstraint(["story_id", "series_n"], ["series.story_id", "series.n"]),
    )
    op.create_index("ix_mentions_figure_id", "mentions", ["figure_id"])
    op.create_index("ix_mentions_story_id_series_n", "mentions", ["story_id", "series_n"])
    op.create_table(
        "assertions",
        sa.Column("story_id", sa.Text(), _to("stories.id"), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", "n"),
    )
    op.create_table(
        "supports",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("story_id", sa.Text(), _to("stories.id"), nullable=False),
        sa.Column("claim_id", sa.Integer(), _to("claims.id"), nullable=False),
        sa.Column("assertion_n", sa.Integer()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.UniqueConstraint("story_id", "claim_id"),
        sa.ForeignKeyConstraint(["story_id", "assertion_n"], ["assertions.story_id", "assertions.n"]),
    )
    op.create_index("ix_supports_claim_id", "supports", ["claim_id"])
    op.create_index("ix_supports_story_id_assertion_n", "supports", ["story_id", "assertion_n"])
    op.create_table(
        "flags",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), _to("stories.id"), nullable=False),
        sa.Column(
            "kind",
            _word(
                "flag_kind",
                "figure.new",
                "figure.changed",
                "figure.conflict",
                "claim.new",
                "claim.denied",
                "article.revised",
                "article.corrected",
                "article.retracted",
                "source.blind",
            ),
            nullable=False,
        ),
        sa.Column("article_id", sa.Integer(), _to("articles.id")),
        sa.Column("version_id", sa.Integer(), _to("versions.id", lost="SET NULL")),
        sa.Column("source_id", sa.Integer(), _to("sources.id")),
        sa.Column("series_n", sa.Integer()),
        sa.Column("assertion_n", sa.Integer()),
        sa.Column("old", sa.Text()),
        sa.Column("new", sa.Text()),
        sa.Column("concept", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("sentence_start", sa.Integer()),
        sa.Column("sentence_end", sa.Integer()),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("state", _word("flag_state", "new", "confirmed", "dismissed", "superseded"), nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_flags_article_id", "flags", ["article_id"])
    op.create_index("ix_flags_raised_at", "flags", ["raised_at"])
    op.create_index("ix_flags_source_id", "flags", ["source_id"])
    op.create_index("ix_flags_story_id_series_n", "flags", ["story_id", "series_n"])
    op.create_index("ix_flags_version_id", "flags", ["version_id"])
    op.create_table(
        "digests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("story_id", sa.Text(), _to("stories.id"), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.UniqueConstraint("story_id", "since", "until"),
    )


def _housekeeping() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
    )
