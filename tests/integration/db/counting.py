"""How many rows each table of a store has: what "adds nothing" means."""

from sqlalchemy import func, select

from db.engine import open_engine, reading
from db.tables import metadata


def rows(url: str) -> dict[str, int]:
    """Rows by table."""
    engine = open_engine(url)
    with reading(engine) as connection:
        counted = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return counted
