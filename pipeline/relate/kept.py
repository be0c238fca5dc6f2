"""Values that are worked out once an object: the article at hand meets many stories, a story many articles."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """`make(key)` of the last `most` keys, told apart by identity: a hash would cost more than the look-up saves."""

    def __init__(self, make: Callable[[K], V], *, most: int) -> None:
        self._make = make
        self._most = most
        #: the key is kept too, so that no other object can get its identity
        self._kept: OrderedDict[int, tuple[K, V]] = OrderedDict()

    def __call__(self, key: K) -> V:
        found = self._kept.get(id(key))
        if found is None:
            found = self._kept[id(key)] = (key, self._make(key))
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found[1]
