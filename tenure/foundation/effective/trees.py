"""Trees whose branches move: from "who stands under whom, when" to the whole chain above, when.

Pure calculation, for units under units and people under managers alike. Exact to the day: two
links make a cycle only if they hold at the same time. Cost grows with the size of the answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

FAR: Final = date.max


class Link(NamedTuple):
    """A node stands under a parent, or at the top, from ``start`` up to and not on ``end``.

    Links of one node do not overlap; between them the node does not exist.
    """

    node: int
    parent: int | None
    start: date
    end: date | None = None


class Stretch(NamedTuple):
    """The chain above a node, top first and itself last, for a time."""

    path: tuple[int, ...]
    start: date
    end: date | None


class Cycle(NamedTuple):
    """Nodes that stand under one another in a ring, for a time; the smallest comes first."""

    nodes: tuple[int, ...]
    start: date
    end: date | None


Paths = Mapping[int, Sequence[Stretch]]


@dataclass
class Forest:
    """Every node's chains, oldest first, and the rings that were cut."""

    paths: dict[int, list[Stretch]] = field(default_factory=dict)
    cycles: list[Cycle] = field(default_factory=list)


def paths(links: Iterable[Link], known: Paths | None = None) -> Forest:
    """Give the chain above every node of ``links``.

    ``known`` holds finished chains of parents that are not among ``links``. While a parent does
    not exist, the node is a top. In a ring every node is a top, and the ring is reported.
    """
    own = _by_node(links)
    forest = Forest()
    done: dict[int, Sequence[Stretch]] = dict(known or {})
    for group in _rings_last(own):
        ring = frozenset(group)
        for node in group:
            forest.paths[node] = _merge(_walk(node, own, done, ring, forest.cycles))
        done.update((node, forest.paths[node]) for node in group)
    forest.cycles = _distinct(forest.cycles)
    return forest


def below(links: Iterable[Link], tops: Iterable[int]) -> set[int]:
    """Name the nodes that stand, on any day, under one of ``tops``; these included."""
    children: dict[int, list[int]] = defaultdict(list)
    for one in links:
        if one.parent is not None:
            children[one.parent].append(one.node)
    found, waiting = set(tops), list(tops)
    while waiting:
        fresh = set(children.get(waiting.pop(), ())) - found
        found |= fresh
        waiting.extend(fresh)
    return found


def _by_node(links: Iterable[Link]) -> dict[int, list[Link]]:
    own: dict[int, list[Link]] = defaultdict(list)
    for one in links:
        own[one.node].append(one)
    for mine in own.values():
        mine.sort(key=lambda one: one.start)
    return dict(own)


class _Climb(NamedTuple):
    """One way up that is still open: the chain so far, itself first, within these days."""

    chain: tuple[int, ...]
    start: date
    end: date


def _walk(
    node: int, own: dict[int, list[Link]], done: Paths, ring: frozenset[int], cycles: list[Cycle]
) -> Iterator[Stretch]:
    """Climb from a node; parents outside ``ring`` are done, parents inside are climbed day by day."""
    waiting = [_Climb((node,), one.start, one.end or FAR) for one in own[node]]
    while waiting:
        climb = waiting.pop()
        links = own[climb.chain[-1]]
        if len(climb.chain) > 1:
            yield from _gaps(climb, ((one.start, one.end) for one in links), climb.chain[:-1])
        for step, parent in _steps(climb, links):
            if parent is None:
                yield _stretch((), step)
            elif parent in step.chain:
                yield _cut(step, parent, cycles)
            elif parent in ring:
                waiting.append(step._replace(chain=(*step.chain, parent)))
            else:
                yield from _joined(step, done.get(parent, ()))


def _steps(climb: _Climb, links: Sequence[Link]) -> Iterator[tuple[_Climb, int | None]]:
    for one in links:
        start, end = max(climb.start, one.start), min(climb.end, one.end or FAR)
        if start < end:
            yield _Climb(climb.chain, start, end), one.parent


def _joined(climb: _Climb, above: Sequence[Stretch]) -> Iterator[Stretch]:
    """Hang the climbed chain under each chain above it; days without one make it a top."""
    for one in above:
        start, end = max(climb.start, one.start), min(climb.end, one.end or FAR)
        if start < end:
            yield _stretch(one.path, _Climb(climb.chain, start, end))
    yield from _gaps(climb, ((one.start, one.end) for one in above), climb.chain)


def _gaps(
    climb: _Climb, spans: Iterable[tuple[date, date | None]], chain: tuple[int, ...]
) -> Iterator[Stretch]:
    """Give the days of a climb that no span covers."""
    day = climb.start
    for start, end in spans:
        if start > day and day < climb.end:
            yield _stretch((), _Climb(chain, day, min(start, climb.end)))
        day = max(day, end or FAR)
    if day < climb.end:
        yield _stretch((), _Climb(chain, day, climb.end))


def _cut(climb: _Climb, parent: int, cycles: list[Cycle]) -> Stretch:
    """Cut a ring: whoever stands in it is a top, for whoever looks up from below as well."""
    at = climb.chain.index(parent)
    nodes = climb.chain[at:]
    least = nodes.index(min(nodes))
    end = None if climb.end == FAR else climb.end
    cycles.append(Cycle(nodes[least:] + nodes[:least], climb.start, end))
    return _stretch((), climb._replace(chain=climb.chain[: at + 1]))


def _stretch(above: tuple[int, ...], climb: _Climb) -> Stretch:
    end = None if climb.end == FAR else climb.end
    return Stretch(above + climb.chain[::-1], climb.start, end)


def _merge(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Sort, and join neighbours with one and the same chain."""
    out: list[Stretch] = []
    for one in sorted(stretches, key=lambda one: one.start):
        if out and out[-1].end == one.start and out[-1].path == one.path:
            out[-1] = out[-1]._replace(end=one.end)
        else:
            out.append(one)
    return out


def _distinct(cycles: Iterable[Cycle]) -> list[Cycle]:
    by_nodes: dict[tuple[int, ...], list[Cycle]] = defaultdict(list)
    for one in sorted(set(cycles), key=lambda one: (one.start, one.end or FAR)):
        same = by_nodes[one.nodes]
        if same and one.start <= (same[-1].end or FAR):
            end = max(same[-1].end or FAR, one.end or FAR)
            same[-1] = same[-1]._replace(end=None if end == FAR else end)
        else:
            same.append(one)
    return sorted((one for same in by_nodes.values() for one in same), key=lambda one: (one.start, one.nodes))


def _rings_last(own: dict[int, list[Link]]) -> Iterator[list[int]]:
    """Give groups of nodes that reach one another on whatever days, parents' groups first (Tarjan)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    for root in own:
        if root in index:
            continue
        work = [(root, _parents(root, own))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, parents = work[-1]
            fresh = next((p for p in parents if p not in index or p in on_stack), None)
            if fresh is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    yield _pop_group(node, stack, on_stack)
            elif fresh in index:
                low[node] = min(low[node], index[fresh])
            else:
                index[fresh] = low[fresh] = len(index)
                stack.append(fresh)
                on_stack.add(fresh)
                work.append((fresh, _parents(fresh, own)))


def _parents(node: int, own: dict[int, list[Link]]) -> Iterator[int]:
    return iter({one.parent for one in own[node] if one.parent in own} - {None})


def _pop_group(node: int, stack: list[int], on_stack: set[int]) -> list[int]:
    at = stack.index(node) if stack[-1] != node else len(stack) - 1
    group = stack[at:]
    del stack[at:]
    on_stack.difference_update(group)
    return group
