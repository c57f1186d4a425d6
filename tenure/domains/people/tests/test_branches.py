from tenure.domains.people.rules.branches import grow, more, part


def part_of(parents, open_keys=(), depth=3, most=60, enough=300):
    return part(grow(parents), open_keys=set(open_keys), depth=depth, most=most, enough=enough)


def test_branches_count_all_below_and_the_largest_come_first() -> None:
    grown = grow({"a": None, "b": "a", "c": "a", "d": "c", "e": "d"}, uncounted={"e"})
    assert grown.below == {"a": 3, "b": 0, "c": 1, "d": 0, "e": 0}
    assert grown.children["a"] == ["c", "b"]
    assert grown.chain("e") == ["d", "c", "a"]


def test_whoever_stands_under_nobody_known_is_a_top() -> None:
    assert grow({"a": "gone", "b": "a"}).tops == ["a"]


def test_a_ring_is_cut_open() -> None:
    grown = grow({"a": "b", "b": "c", "c": "a", "d": "c"})
    assert len(grown.tops) == 1
    assert grown.below[grown.tops[0]] == 3


def test_of_many_children_the_first_are_shown_and_the_rest_counted() -> None:
    parents = {"a": None} | {f"b{at}": "a" for at in range(10)}
    shown = part_of(parents, most=4)
    assert (shown.keys, shown.left_out) == (["a", "b0", "b1", "b2", "b3"], {"a": 6})
    assert more(grow(parents), "a", after=8, most=4).keys == ["b8", "b9"]


def test_an_open_one_is_shown_however_far_back() -> None:
    parents = {"a": None} | {f"b{at}": "a" for at in range(10)} | {"c": "b9"}
    shown = part_of(parents, open_keys={"b9", "a"}, depth=0, most=2)
    assert shown.keys == ["a", "b9", "b0", "c"]


def test_branches_stay_closed_once_there_is_enough() -> None:
    parents = {"a": None} | {f"b{at}": "a" for at in range(5)} | {f"c{at}": f"b{at}" for at in range(5)}
    assert len(part_of(parents, enough=8).keys) == 8


def test_ten_thousand_are_grown_in_no_time() -> None:
    parents = {str(at): str(at // 10) if at else None for at in range(10_000)}
    assert grow(parents).below["0"] == 9_999
