"""What is in use stays, however much there is; the rest is limited."""

from __future__ import annotations

from ganboard.studio.memory import Memory


def test_what_nobody_uses_any_more_makes_room_for_what_is_new() -> None:
    memory: Memory[int] = Memory(2, rest=-1)  # a use is over at once
    for number in range(4):
        memory.put(number, number)
    assert [memory.get(number) for number in range(4)] == [None, None, 2, 3]


def test_more_visitors_than_places_do_not_throw_out_each_others() -> None:
    memory: Memory[object] = Memory(2, rest=1_000)
    kept = [memory.once(visitor, object) for visitor in range(30)]
    assert [memory.once(visitor, object) for visitor in range(30)] == kept
    assert len(memory) == 30


def test_the_longest_unused_goes_first() -> None:
    memory: Memory[int] = Memory(2, rest=-1)
    memory.put("first", 1)
    memory.put("second", 2)
    memory.get("first")
    memory.put("third", 3)
    assert memory.get("second") is None
    memory.drop("first")
    memory.drop("never there")
    assert (memory.get("first"), memory.get("third")) == (None, 3)
