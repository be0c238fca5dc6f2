"""The line of a key in a TOML text."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.layers import leaves
from config.lines import key_lines, line_of


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a = 1", ("a",), 1),
        ("[s]\n# c\na = 1", ("s", "a"), 3),
        ("[s]\n[s.t]\na = 1", ("s", "t", "a"), 3),
        ("s.t.a = 1", ("s", "t", "a"), 1),
        ('[s]\n"a b" = 1', ("s", "a b"), 2),
        ("[ s . 't.u' ] # c\na = 1", ("s", "t.u", "a"), 2),
        ("[s]\nx = '''\na = 2\n'''\na = 1", ("s", "a"), 5),
        ("[s]\nx = [\n  1,\n]\na = 1", ("s", "a"), 5),
        ("[s]\nt = { a = 1 }", ("s", "t", "a"), 2),
        ("[s]\na = 'b = 2'", ("s", "b"), 1),
        ("a = 1", ("b",), None),
    ],
)
def test_the_line_of_a_key_or_of_the_table_around_it(text: str, key: tuple[str, ...], line: int | None) -> None:
    assert line_of(key_lines(text), key) == line


NAMES = st.text("abcdefgh_-", min_size=1, max_size=5)
VALUES = st.one_of(st.integers(), st.booleans(), st.text("xyz = [#", max_size=8).map(repr))


@given(st.dictionaries(NAMES, st.dictionaries(NAMES, VALUES, min_size=1, max_size=4), max_size=4))
def test_every_key_of_a_plain_file_has_its_own_line(tables: dict[str, dict[str, object]]) -> None:
    lines: list[str] = []
    expected: dict[tuple[str, ...], int] = {}
    for table, values in tables.items():
        lines.append(f"[{table}]")
        for name, value in values.items():
            lines.append(f"{name} = {str(value).lower() if isinstance(value, bool) else value}")
            expected[(table, name)] = len(lines)
    text = "\n".join(lines)
    found = key_lines(text)
    assert {key: line_of(found, key) for key, _ in leaves(tomllib.loads(text))} == expected
