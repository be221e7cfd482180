"""LaTeX as MathML, for formulas in our own components: only as much of it as the formulas of our parts use."""

from __future__ import annotations

import html
import re

ROLES = ("real", "fake", "judge", "noise")
SIGNS = {
    "ell": "<mi>ℓ</mi>",
    "sigma": "<mi>σ</mi>",
    "beta": "<mi>β</mi>",
    "max": "<mi>max</mi><mo>&#x2061;</mo>",
    "log": "<mi>log</mi><mo>&#x2061;</mo>",
    ",": '<mspace width="0.17em"></mspace>',
    "|": "<mo>‖</mo>",
}
"""Commands without arguments."""
TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[0-9.]+|\S")
LARGE = ("big", "Big")


class _Reader:
    def __init__(self, latex: str) -> None:
        self.tokens = TOKEN.findall(latex)
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def until(self, *ends: str) -> str:
        """Everything up to one of these tokens, which is left."""
        atoms: list[str] = []
        while self.peek() and self.peek() not in ends:
            if self.peek() in ("_", "^"):
                tag = "msub" if self.take() == "_" else "msup"
                base = atoms.pop() if atoms else "<mrow></mrow>"
                atoms.append(f"<{tag}>{base}{self.argument()}</{tag}>")
            else:
                atoms.append(self.atom())
        return "".join(atoms)

    def argument(self) -> str:
        """A group in braces, or one token."""
        if self.peek() != "{":
            return self.atom()
        self.take()
        inner = self.until("}")
        self.take()
        return f"<mrow>{inner}</mrow>"

    def atom(self) -> str:
        token = self.take()
        if not token.startswith("\\"):
            return _letter(token)
        name = token[1:]
        if name in SIGNS:
            return SIGNS[name]
        if name in ROLES:
            return f'<mrow class="{name}">{self.argument()}</mrow>'
        if name in LARGE:
            return self.atom()
        if name == "mathbb":
            return self.argument().replace("<mi>", '<mi class="bb">')
        if name == "mathrm":
            self.take()
            word = ""
            while self.peek() != "}":
                word += self.take()
            self.take()
            return f'<mi mathvariant="normal">{word}</mi>'
        if name == "tfrac":
            over, under = self.part(), self.part()
            return f"<mfrac>{over}{under}</mfrac>"
        if name == "bar":
            return f'<mover accent="true">{self.argument()}<mo>¯</mo></mover>'
        if name == "begin":
            return self.aligned()
        raise ValueError(f"expected LaTeX that our formulas use, found {token}")

    def part(self) -> str:
        """Numerator or denominator, of one digit each where there are no braces."""
        digits = self.peek()
        if digits.isdigit() and len(digits) > 1:
            self.tokens[self.at] = digits[1:]
            return _letter(digits[0])
        return self.argument()

    def aligned(self) -> str:
        """An ``aligned`` block: lines below each other."""
        self.word()
        lines = [self.until("\\\\", "\\end")]
        while self.take() == "\\\\":
            lines.append(self.until("\\\\", "\\end"))
        self.word()
        rows = "".join(f'<mtr><mtd style="text-align: left">{line}</mtd></mtr>' for line in lines)
        return f'<mtable displaystyle="true">{rows}</mtable>'

    def word(self) -> None:
        while self.take() != "}":
            pass


def _letter(token: str) -> str:
    if token == "&":
        return ""
    if token[0].isdigit():
        return f"<mn>{token}</mn>"
    if token.isalpha():
        return f"<mi>{token}</mi>"
    return f"<mo>{html.escape('−' if token == '-' else token)}</mo>"


def mathml(latex: str) -> str:
    """A formula as one ``<math>`` element; the colour macros become classes.

    Args:
        latex: As in the parts' formulas.

    Raises:
        ValueError: it holds a command that no formula of ours has used so far.
    """
    return f'<math display="inline">{_Reader(latex).until()}</math>'
