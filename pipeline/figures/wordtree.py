"""Many words -> one pattern whose time does not grow with their number: a tree of their letters (Fredkin 1960)."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: what a space of a word may be in a text
SPACE = r"[\s\u00a0-]"


class Node(dict[str, "Node"]):
    """The letters that go on from here; `ends` where a word is complete."""

    ends = False


def tree(words: Iterable[str]) -> Node:
    """The words as a tree, one letter a level."""
    root = Node()
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, Node())
        node.ends = True
    return root


def pattern(node: Node) -> str:
    """A pattern that tries the same words as an alternation of them would, the longest first."""
    if ambiguous(node):
        return grouped([*map(literal, longest_first(spelled(node)))], optional=node.ends)
    return grouped([literal(letter) + pattern(after) for letter, after in node.items()], optional=node.ends)


def ambiguous(node: Node) -> bool:
    """Two branches may match one text, so that neither goes first as a whole: "US" and "us", "a b" and "a-b"."""
    return len({"-" if letter == " " else letter.casefold() for letter in node}) < len(node)


def spelled(node: Node, before: str = "") -> list[str]:
    """The rest of every word behind a node, without the empty one."""
    own = [before] if node.ends and before else []
    return own + [word for letter, after in node.items() for word in spelled(after, before + letter)]


def longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda w: (-len(w), w))


def literal(word: str) -> str:
    return re.escape(word).replace(r"\ ", SPACE)


def grouped(branches: list[str], *, optional: bool) -> str:
    if not branches:
        return ""
    if len(branches) == 1 and not optional:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if optional else "")
