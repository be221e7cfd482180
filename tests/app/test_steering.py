"""Who may order a training: refused where orders leave for the engine, by whatever way they came."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ganboard import studio
from ganboard.app import browsers
from ganboard.app.browsers import COOKIE, HERE, Browser, Known, as_server, asking
from ganboard.app.connection import engine
from ganboard.app.dials import ROUTES as DIALS
from ganboard.app.slow_motion import ROUTES as SLOW_MOTION
from ganboard.app.steering import KEPT, LOOKS, OF_STAND, WATCHING
from ganboard.config import TrainConfig
from ganboard.engine.futures import rest
from ganboard.engine.orders import COMMANDS
from ganboard.errors import EngineError
from ganboard.race.entry import KEY, Race
from ganboard.run_steering import BEGINNER, FILE, NOBODY, STAND, let_steer, steered_by
from ganboard.runs import Run
from ganboard.studio.base import is_keeping

STUDIO = Path(studio.__file__).parent
WRITES = re.compile(r"write_bytes|write_arrays|store\.save|replacing\(|\.update\(.*run|unlink")
OWNER, OTHER = Browser("a" * 32), Browser("b" * 32)
CONFIG = TrainConfig(architecture={"name": "mlp"})


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    engine.cache_clear()
    yield Run.create(tmp_path / "taught", CONFIG, "taught")
    engine().close()
    engine.cache_clear()


def ask_as(browser: Browser) -> None:
    browsers._asking.set(browser)


def test_every_order_of_another_browser_is_refused_and_looking_is_free(run: Run) -> None:
    ask_as(OWNER)
    assert engine().may_steer(run.id)
    engine().steer_alone(run.id)
    assert engine().may_steer(run.id)
    assert "a" * 32 not in (run.path / FILE).read_text()  # a copied folder gives nobody the secret
    for stranger in (OTHER, Browser(), Browser(here=True)):
        ask_as(stranger)
        assert not engine().may_steer(run.id)
        for order in {*COMMANDS, "submit", "an order of tomorrow"} - set(LOOKS):
            with pytest.raises(EngineError, match="You are watching"):
                engine()._request(order, run.id)
        with pytest.raises(EngineError, match="You are watching"):
            engine()._request("enter", run_ids=[run.id])
        for change in (engine().steer_alone, engine().let_all_steer):
            with pytest.raises(EngineError, match="You are watching"):
                change(run.id)
        assert engine().watch(run.id).name == "taught"
    with as_server():
        assert engine().may_steer(run.id)


def test_nobody_shuts_those_out_who_began_a_training(run: Run) -> None:
    ask_as(OWNER)
    engine()._note([run.id])  # as every training that is begun
    ask_as(OTHER)
    assert engine().may_steer(run.id)
    assert not engine().may_keep_others_out(run.id)
    with pytest.raises(EngineError, match="Another browser began"):
        engine().steer_alone(run.id)
    assert steered_by(run.path) is None
    ask_as(OWNER)
    engine().steer_alone(run.id)
    engine().let_all_steer(run.id)
    engine.cache_clear()  # another server on the same folder knows it, too
    ask_as(OTHER)
    assert not engine().may_keep_others_out(run.id)
    assert OWNER.secret not in (run.path / BEGINNER).read_text()
    assert (run.path / BEGINNER).stat().st_mode & 0o077 == 0
    (run.path / BEGINNER).write_bytes(b"damaged")
    assert not engine().may_keep_others_out(run.id)
    ask_as(Browser(OTHER.secret, here=True))
    engine().steer_alone(run.id)
    assert engine().may_keep_others_out(run.id)


def test_a_lock_outlives_the_server_and_is_opened_by_no_damage(run: Run) -> None:
    ask_as(OWNER)
    engine().steer_alone(run.id)
    engine().close()
    engine.cache_clear()  # another server on the same folder
    assert engine().may_steer(run.id)
    for damage in (b"", b"[]", b'{"by": null}', b'{"format": 99, "by": "x"}', b"[" * 100_000):
        (run.path / FILE).write_bytes(damage)
        assert steered_by(run.path) == NOBODY
        assert not engine().may_steer(run.id)
    with pytest.raises(EngineError, match="You are watching"):
        engine().take_over(run.id)  # from another computer
    ask_as(Browser(OTHER.secret, here=True))
    engine().take_over(run.id)
    engine().let_all_steer(run.id)
    ask_as(OWNER)
    assert engine().may_steer(run.id)
    shutil.rmtree(run.path)
    assert engine().may_steer(run.id)  # what is gone is told by whoever looks for it


def test_who_steers_one_of_a_race_steers_all(run: Run) -> None:
    other = Run.create(run.path.parent / "beside", CONFIG, "beside")
    race = Race((run.id, other.id), "step", ())
    for each in (run, other):
        each.update(**{KEY: race.to_dict()})
    ask_as(OWNER)
    engine().steer_alone(other.id)
    ask_as(OTHER)
    assert [engine().may_steer(each) for each in race.runs] == [False, False]
    let_steer(other, None)
    assert not engine().may_steer(other.id)  # one that the file was deleted of is still in the other's race


def test_who_watches_keeps_nothing_with_a_run(run: Run) -> None:
    ask_as(OWNER)
    engine().steer_alone(run.id)
    ask_as(OTHER)
    for name in ("measure", "keep_direction", "rename_direction", "forget_direction"):
        with pytest.raises(EngineError) as refused:
            engine().explore(name, run.id)
        assert refused.value.message["template"] == KEPT
    assert not is_keeping("my_directions")
    engine()._check_keeping("shipped")  # is nobody's
    for module in STUDIO.glob("*.py"):  # whatever else writes there one day is told to be keeping
        if WRITES.search(module.read_text(encoding="utf-8")):
            assert "@keeping" in module.read_text(encoding="utf-8"), module.name


def test_the_clock_of_a_stand_is_taken_over_by_nobody(run: Run) -> None:
    let_steer(run, STAND.format(run=run.id))
    ask_as(Browser(OTHER.secret, here=True))
    assert not engine().may_take_over(run.id)
    for order in (
        engine().take_over,
        engine().steer_alone,
        engine().pause,
        lambda run_id: engine().explore("measure", run_id),
    ):
        with pytest.raises(EngineError) as refused:
            order(run.id)
        assert refused.value.message["template"] in (OF_STAND, WATCHING)
    assert steered_by(run.path) == STAND.format(run=run.id)
    let_steer(run, STAND.format(run="the one that this is a copy of"))
    engine().take_over(run.id)


def test_who_watches_hears_at_once_that_a_training_will_not_rest_for_its_futures(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_as(OWNER)
    engine().steer_alone(run.id)
    run.update(state="running")
    monkeypatch.setattr(engine(), "runs", lambda: [{"id": run.id}])  # as of an engine that trains it
    ask_as(OTHER)
    with pytest.raises(EngineError, match="You are watching"):
        rest(engine(), run.id)


def test_a_browser_without_cookies_cannot_steer_alone(run: Run) -> None:
    ask_as(Browser())
    with pytest.raises(EngineError, match="cookies"):
        engine().steer_alone(run.id)
    assert steered_by(run.path) is None


def test_requests_past_the_page_are_refused_in_a_sentence(run: Run) -> None:
    ask_as(OWNER)
    engine().steer_alone(run.id)
    routes: list[Any] = [*DIALS, *SLOW_MOTION]
    client = TestClient(Starlette(routes=routes, middleware=[Middleware(Known)]))
    client.cookies.set(COOKIE, OTHER.secret)
    turn = {"dial": "generator_learning_rate", "value": 0.5, "step": None}
    for answer in (client.post(f"/ganboard/slow/{run.id}"), client.post(f"/ganboard/dial/{run.id}", json=turn)):
        assert (answer.status_code, answer.json()) == (400, {"problem": WATCHING})
    assert run.status()["step"] == 0


def who(request: Request) -> JSONResponse:
    browser = asking()
    return JSONResponse({"secret": browser.secret, "here": browser.here, "told": request.headers[HERE]})


def test_a_browser_gets_one_secret_with_the_page_and_keeps_it() -> None:
    client = TestClient(Starlette(routes=[Route("/", who)], middleware=[Middleware(Known)]))
    part = client.get("/", headers={"sec-fetch-dest": "image"})
    assert "set-cookie" not in part.headers
    cookie = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    frame = {"sec-fetch-dest": "iframe", "sec-fetch-site": "cross-site"}
    client.cookies.clear()
    assert client.get("/", headers=frame).headers["set-cookie"].endswith("Secure; SameSite=None; Partitioned")
    client.cookies.clear()
    client.get("/")
    again = client.get("/")
    assert "set-cookie" not in again.headers
    assert again.json()["secret"] == client.cookies[COOKIE]
    client.cookies.clear()
    client.cookies.set(COOKIE, "made up")
    assert client.get("/").json()["secret"] == ""


@pytest.mark.parametrize(
    ("peer", "headers", "here"),
    [
        ("127.0.0.1", {"host": "localhost:8501"}, True),
        ("127.0.0.1", {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}, True),
        ("::1", {"host": "[::1]:8501"}, True),
        ("192.168.0.7", {"host": "localhost:8501"}, False),
        ("192.168.0.7", {"host": "localhost:8501", HERE: "1"}, False),
        ("127.0.0.1", {"host": "gan.example"}, False),
        ("127.0.0.1", {"host": "localhost.example"}, False),
        ("127.0.0.1", {"host": "localhost:8501", "origin": "https://gan.example"}, False),
        ("127.0.0.1", {"host": "localhost:8501", "x-forwarded-for": "10.0.0.9"}, False),
        ("127.0.0.1", {"host": "localhost:8501", "origin": "http://[::"}, False),
    ],
)
def test_who_sits_at_this_computer_is_told_from_who_comes_by_a_proxy(peer: str, headers: Any, here: bool) -> None:
    app = Starlette(routes=[Route("/", who)], middleware=[Middleware(Known)])
    told = TestClient(app, client=(peer, 5000)).get("/", headers=headers).json()
    assert (told["here"], told["told"]) == (here, "1" if here else "0")
