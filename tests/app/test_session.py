"""What is said of what came from outside is shown as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ganboard.app.session import in_markdown, written
from ganboard.errors import GANBoardError
from tests.app.visitors import refused, visitor

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**b**[x](http://e.example)$x^2$", r"\*\*b\*\*\[x\](http\://e.example)\$x^2\$"),
        ("<b>, `c`, ~s~, a|b, # h, \\", r"\<b\>, \`c\`, \~s\~, a\|b, \# h, \\"),
        ("__init__ latent_size", r"\_\_init\_\_ latent_size"),
        ("penalty.gamma: 0.1", "penalty.gamma: 0.1"),
    ],
)
def test_what_markdown_takes_for_more_than_letters_is_left_as_it_is(text: str, expected: str) -> None:
    assert written(text) == expected
    message = GANBoardError("expected **this**, but got {value}", value=text).message
    assert in_markdown(message) == f"expected **this**, but got {expected}"  # our own sentence may


@pytest.mark.parametrize("query", [{"run": "[x](http://e.example)"}, {"architecture": "[x](http://e.example)"}])
def test_an_address_puts_no_link_on_the_page(
    query: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GANBOARD_RUNS", str(tmp_path))
    page = visitor()
    page.query_params.update(query)
    page.run()
    told = " ".join(each.value for each in [*page.error, *page.warning, *page.info])
    assert r"\[x\](http\://e.example)" in told or "[x](http://e.example)" in refused(page)  # the latter is no Markdown
    assert "[x](" not in told.replace(r"\]", "")
