"""You against the judge without a browser: what a page is told and when, rounds that outlive a line, rooms, the page's script."""

from __future__ import annotations

import json
import shutil
from base64 import b64decode
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from ganboard.app.connection import engine
from ganboard.app.quiz import classrooms, rounds
from ganboard.app.quiz.classrooms import close_room, open_room, room_of
from ganboard.app.quiz.rounds import AHEAD, Round
from ganboard.app.quiz.stock import NotYetError, Pair
from ganboard.app.routes import ROUTES
from ganboard.config import TrainConfig
from ganboard.errors import GANBoardError
from ganboard.i18n import N_
from ganboard.presets import PRESETS
from ganboard.runs import Run
from ganboard.snapshot import Checkpoint
from tests.app.bound import bound
from tests.app.visitors import refused

ROOT = Path(__file__).parents[2]
SHAPE = (4, 4, 1)


class Stock:
    """Pairs as the engine would make them: real ones are bright, fakes dark; D is right in every second."""

    def __init__(self) -> None:
        self.late = 0

    def take(self, number: int) -> Pair:
        if self.late:
            self.late -= 1
            raise NotYetError(N_("The real pictures are being read. That takes a few seconds."))
        chance = np.random.default_rng(number)
        real, fake = (chance.integers(low, low + 50, SHAPE).astype(np.uint8) for low in (200, 0))
        return Pair(real, fake, 100 * (number // 4), number % 2 == 0, False)


@pytest.fixture(autouse=True)
def stock(monkeypatch: pytest.MonkeyPatch) -> Stock:
    made = Stock()
    monkeypatch.setattr(rounds, "stock_of", lambda source: made)
    monkeypatch.setattr(rounds, "_rounds", {})
    monkeypatch.setattr(classrooms, "_rooms", {})
    return made


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=ROUTES))


class Visitor:
    """A page at its end of the line."""

    def __init__(self, socket: Any, **enter: Any) -> None:
        self.socket, self.pairs, self.heard = socket, {}, []
        socket.send_text(json.dumps({"enter": enter}))

    def until(self, *names: str) -> dict[str, Any]:
        """Hear until one of some things is said."""
        while True:
            said = json.loads(self.socket.receive_text())
            self.heard.append(said)
            if "pair" in said:
                self.pairs[said["pair"]["number"]] = said["pair"]
            if any(name in said for name in names):
                return said

    def see(self, number: int) -> dict[str, Any]:
        while number not in self.pairs:
            self.until("pair")
        return self.pairs[number]

    def guess(self, number: int, right: bool = True) -> dict[str, Any]:
        bright = max(("left", "right"), key=lambda side: sum(b64decode(self.see(number)[side])))
        side = bright if right else {"left": "right", "right": "left"}[bright]
        self.socket.send_text(json.dumps({"guess": [number, side]}))
        return self.until("judged")


def test_before_a_guess_nothing_tells_but_the_pixels() -> None:
    played = Round("shipped")
    sides = []
    for number in range(200):
        played.wanted = 400
        played.deal()
        (pair,) = played.laid()
        assert pair.keys() == {"number", "step", "seen", "shape", "left", "right"}
        assert len(pair["left"]) == len(pair["right"])
        assert (pair["step"], pair["shape"]) == (100 * (number // 4), list(SHAPE))
        sides.append(sum(b64decode(pair["left"])) > sum(b64decode(pair["right"])))
        played.guess(number, "left")
    assert 60 < sum(sides) < 140  # of 200; two equal coins are outside in one of ten million
    steps = [each.step for each in played.guesses]
    assert steps == sorted(steps)
    right = [each.right for each in played.guesses]
    assert right == sides


def test_a_round_to_its_end_and_on(client: TestClient, stock: Stock) -> None:
    stock.late = 1
    with client.websocket_connect("/ganboard/quiz?lang=en") as socket:
        visitor = Visitor(socket, token=None, source="shipped", room=None)
        begun = visitor.until("round")
        assert begun["round"]["wanted"] == 20
        assert begun["score"]["you"] is None
        assert visitor.until("wait")["wait"].startswith("The real pictures are being read")
        visitor.see(AHEAD - 1)
        said = visitor.guess(0, right=False)
        judged = said["judged"]
        assert (judged["right"], judged["judge_right"], judged["judge"]) == (False, True, judged["real"])
        assert said["score"]["you"]["right"] == 0
        again = visitor.guess(0, right=True)  # an impatient second tap
        assert (again["judged"], again["score"]["count"]) == (judged, 1)
        for number in range(1, 20):
            said = visitor.guess(number, right=number < 12)
            judged = said["judged"]
            assert judged["right"] == (number < 12)
            assert judged["real"] == max(("left", "right"), key=lambda side: b64decode(visitor.pairs[number][side]))
        score = said["score"]
        assert (score["count"], score["you"]["right"], score["judge"]["right"]) == (20, 11, 10)
        assert [stage["first"] for stage in score["stages"]] == [0, 100, 200, 300, 400]
        assert score["stages"][0]["you"]["right"] == 3
        assert score["verdict"]
        socket.send_text(json.dumps({"on": True}))
        assert visitor.until("round")["round"]["wanted"] == 40
        assert visitor.guess(20)["score"]["count"] == 21
        assert not any("judged" in said and said["judged"] is None for said in visitor.heard)


def test_a_lost_line_a_reload_and_another_tab(client: TestClient) -> None:
    enter = {"source": "shipped", "room": None}
    with client.websocket_connect("/ganboard/quiz") as socket:
        visitor = Visitor(socket, token=None, **enter)
        token = visitor.until("round")["round"]["token"]
        visitor.guess(0)
        before = visitor.see(1)
    with client.websocket_connect("/ganboard/quiz") as socket:
        back = Visitor(socket, token=token, **enter)
        said = back.until("round")
        assert (said["round"]["token"], said["score"]["count"]) == (token, 1)
        assert back.see(1) == before  # no second look at another pair
        with client.websocket_connect("/ganboard/quiz") as other:
            there = Visitor(other, token=token, **enter)
            there.guess(1)
            socket.send_text(json.dumps({"guess": [2, "left"]}))
            assert back.until("over")["over"] == "This round goes on in another tab."
    with client.websocket_connect("/ganboard/quiz") as socket:  # of another source, or unknown: a new round
        assert Visitor(socket, token=token, source="other", room=None).until("round")["score"]["count"] == 0


def test_nonsense_harms_nobody(client: TestClient) -> None:
    with client.websocket_connect("/ganboard/quiz") as socket:
        visitor = Visitor(socket, token=None, source="shipped", room=None)
        for nonsense in ('{"guess": [0, "up"]}', '{"guess": [99, "left"]}', '{"guess": [null, "left"]}'):
            visitor.socket.send_text(nonsense)
            assert visitor.until("judged")["judged"] is None
        for nonsense in ("no json", "[1]", '{"guess": 3}', "x" * 2000):
            visitor.socket.send_text(nonsense)
        assert visitor.guess(0)["score"]["count"] == 1
    with client.websocket_connect("/ganboard/quiz") as socket:
        socket.send_text("no json")
        assert socket.receive()["type"] == "websocket.close"


def test_a_class_adds_up_and_late_ones_begin_at_the_beginning(client: TestClient) -> None:
    room = open_room("shipped")
    with client.websocket_connect("/ganboard/quiz?lang=en") as projector:
        shown = Visitor(projector, room=room.code, watch=True)
        assert shown.until("class")["class"]["players"] == 0
        with client.websocket_connect("/ganboard/quiz") as one, client.websocket_connect("/ganboard/quiz") as two:
            first = Visitor(one, token=None, room=room.code.lower(), source="elsewhere")
            for number in range(6):
                first.guess(number)
            late = Visitor(two, token=None, room=room.code)
            assert late.see(0)["step"] == 0
            late.guess(0, right=False)
            until = shown.until("class")["class"]
            while until["count"] < 7:
                until = shown.until("class")["class"]
            assert (until["players"], until["you"]["right"], until["judge"]["right"]) == (2, 6, 4)
            assert until["stages"][0]["you"]["count"] == 5
            close_room(room.code, "somebody else's key")
            assert room_of(room.code) is room
            close_room(room.code, room.key)
            assert shown.until("over")["over"] == "This room has ended."
            two.send_text(json.dumps({"guess": [1, "left"]}))
            assert late.until("over")["over"] == "This room has ended."
    with client.websocket_connect("/ganboard/quiz?lang=en") as socket:
        assert Visitor(socket, token=None, room=room.code).until("over")


def test_rooms_are_few_end_by_themselves_and_take_in_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classrooms, "ROOMS", 2)
    monkeypatch.setattr(classrooms, "PLAYERS", 2)
    old, young = open_room("shipped"), open_room("shipped")
    with pytest.raises(GANBoardError, match="2 rooms are open here already"):
        open_room("shipped")
    idle = rounds.enter(None, "shipped", young)
    for _ in range(2):  # one that never played made room
        rounds.enter(None, "shipped", young).holder = object()
    assert idle not in young._rounds
    with pytest.raises(GANBoardError, match="This room is full"):
        rounds.enter(None, "shipped", young)
    old._seen -= classrooms.REST + 1
    assert room_of(old.code) is None
    assert room_of(f" {young.code.lower()} ") is young
    assert open_room("shipped").code != young.code
    assert old.ended


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path / "runs"))
    engine.cache_clear()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.run()
    page.switch_page("ganboard/app/pages/quiz.py")
    yield page
    engine().close()
    engine.cache_clear()


def test_the_page_offers_whoever_has_a_d_and_leads_into_a_room_and_out(page: AppTest, tmp_path: Path) -> None:
    for name, config in (
        ("of-digits", TrainConfig()),
        ("of-points", PRESETS["points"].config()),
        ("vae", PRESETS["vae"].config()),
    ):
        Run.create(tmp_path / "runs" / name, config, name).save(
            Checkpoint(0, 0.0, {"average/x": np.zeros(1, np.float32)}), b""
        )
    page.run()
    assert not page.exception
    titles = bound(page.selectbox, "quiz.source").options
    assert len(titles) == 4  # digits, creatures and words that ship inside, and the training of digits
    page.button(key="quiz_open").click().run()
    code = page.query_params["room"]
    assert page.query_params["show"] == "class"
    room = room_of(code)
    assert room is not None
    page.button(key="quiz_end").click().run()
    assert (room_of(code), room.ended) == (None, True)
    assert "room" not in page.query_params
    page.query_params["room"] = "nöne"
    page.run()
    assert "There is no room NÖNE here" in refused(page)
    other = open_room("shipped")
    page.query_params["room"] = other.code.lower()
    page.run()
    assert page.query_params["room"] == other.code
    assert any(other.code in each.value for each in page.markdown)
    page.button(key="quiz_leave").click().run()
    assert bound(page.selectbox, "quiz.source").value == "shipped"
    assert room_of(other.code) is other


def test_a_room_whose_training_is_deleted_can_still_be_left(page: AppTest, tmp_path: Path) -> None:
    run = Run.create(tmp_path / "runs" / "of-digits", TrainConfig(), "of-digits")
    room = open_room(run.id)
    shutil.rmtree(run.path)
    page.query_params["room"] = room.code
    page.run()
    assert not page.exception
    assert any("of-digits" in each.value for each in page.markdown)
    page.button(key="quiz_leave").click().run()
    assert "room" not in page.query_params
