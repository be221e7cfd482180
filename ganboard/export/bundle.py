"""Source code of our own, gathered so that it runs in a file by itself.

A script that teaches must show the code that trained, not a second version that drifts from it. So :class:`Bundle`
takes functions and classes from their files together with all they use, and leaves out what only GANBoard needs:
registration, annotations, base classes and the settings' descriptions. Nothing has to be kept in step by hand.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import sys
import textwrap
from types import FunctionType, ModuleType
from typing import Any

from ganboard.registry import Part

HEADER = ("keras", "tf", "np")
"""What the script imports by itself."""

MARKS = (
    (r" See :\w+:`[^`]+`\.", ""),
    (r":\w+:`~?([\w.]+)`", r"\1"),
    (r"  # (noqa|type: ignore).*", ""),
    ("``", "`"),
)
"""What only our documentation and our linters need, and what stands in the script instead."""


class Bundle:
    """Definitions in an order in which Python can run them: what is used stands before what uses it.

    Attributes:
        imports: The import lines that they need, besides those of ``HEADER``.
        sources: Name -> source text, in order.
    """

    def __init__(self) -> None:
        self.imports: set[str] = set()
        self.sources: dict[str, str] = {}
        self._begun: set[str] = set()

    def add(self, name: str, value: Any, module: ModuleType) -> None:
        """Take a global of a module, and all it uses.

        Args:
            name: What it is called there.
            value: What it is.
            module: Where it is used; for constants, where it is defined.
        """
        if name in self._begun or name in HEADER:
            return
        self._begun.add(name)
        home = str(getattr(value, "__module__", ""))
        if inspect.ismodule(value):
            self.imports.add(f"import {value.__name__}" + ("" if value.__name__ == name else f" as {name}"))
        elif isinstance(value, type | FunctionType) and home.startswith("ganboard."):
            flat = isinstance(value, type) and not dataclasses.is_dataclass(value)
            self._keep(name, _flat(value) if flat else _own_source(value), sys.modules[home])  # type: ignore[arg-type]
        elif isinstance(value, type | FunctionType):
            self.imports.add(f"from {home} import {name}")
        else:
            self._keep(name, _assignment(name, module), module)

    def add_part(self, part: Part, used: set[str]) -> None:
        """Take the class of a part, with its settings as they are and only the methods that are used.

        Args:
            part: The part.
            used: Names of attributes that the code around it uses.
        """
        cls = type(part)
        methods = [name for name in dir(cls) if name in used and not name.startswith("_") and _method(cls, name)]
        self._begun.add(cls.__name__)
        self._keep(cls.__name__, _flat(cls, methods, part), sys.modules[cls.__module__])

    def attributes(self) -> set[str]:
        """Names of all attributes that the code so far uses."""
        trees = [ast.parse(source) for source in self.sources.values()]
        return {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}

    def _keep(self, name: str, source: str, module: ModuleType) -> None:
        if source in self.sources.values():  # one statement may give several constants their values
            return
        for used in sorted(_names(source)):
            if used in vars(module) and used != name:
                self.add(used, vars(module)[used], module)
        self.sources[name] = source.strip("\n")


def _flat(cls: type, methods: list[str] | None = None, part: Part | None = None) -> str:
    """A class without bases: docstring, the settings of ``part`` it uses, methods (all if None) and what they call."""
    own_methods = [name for name, value in vars(cls).items() if isinstance(value, FunctionType)]
    bodies: dict[str, str] = {}
    queue, own = own_methods if methods is None else list(methods), set[str]()
    while queue:
        name = queue.pop(0)
        if name in bodies:
            continue
        bodies[name] = plain(textwrap.dedent(inspect.getsource(_method(cls, name))))
        own |= set(re.findall(r"\bself\.(\w+)", bodies[name]))
        queue += sorted(name for name in own if _method(cls, name) and name not in bodies)
    values = {name: getattr(cls if part is None else part, name, None) for name in own if name not in bodies}
    fields = type(part).model_fields if part else {}
    settings = [
        f"{name} = {value!r}" + (f"  # {fields[name].description}" if name in fields else "")
        for name, value in sorted(values.items())
        if value is not None
    ]
    text = _prose(inspect.getdoc(cls) or cls.__name__)
    in_order = [bodies[name] for name in sorted(bodies, key=lambda name: _line(cls, name))]
    text = f'"""{text}\n"""' if "\n" in text else f'"""{text}"""'
    lines = [text, *(["\n".join(settings)] if settings else []), *in_order]
    return f"class {cls.__name__}:\n" + textwrap.indent("\n\n".join(text.strip("\n") for text in lines), "    ")


def _method(cls: type, name: str) -> Any:
    """The function of a method or property that a class has or inherits from us; None if it is something else."""
    value = inspect.getattr_static(cls, name, None)
    function = getattr(value, "fget", None) or getattr(value, "__func__", value)
    return function if isinstance(function, FunctionType) and function.__module__.startswith("ganboard.") else None


def _line(cls: type, name: str) -> int:
    return int(_method(cls, name).__code__.co_firstlineno)


def _own_source(value: Any) -> str:
    source = textwrap.dedent(inspect.getsource(value))
    return _prose(source) if isinstance(value, type) else plain(source)  # a dataclass is made from its annotations


def _assignment(name: str, module: ModuleType) -> str:
    """The statement that gives a constant its value, with the text that explains it."""
    source = inspect.getsource(module)
    body = ast.parse(source).body
    for statement, following in zip(body, [*body[1:], None], strict=True):
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if name in {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}:
            text = ast.get_source_segment(source, statement) or ""
            is_text = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
            return text + ("\n" + (ast.get_source_segment(source, following) or "") if following and is_text else "")
        if isinstance(statement, ast.ImportFrom) and name in {alias.asname or alias.name for alias in statement.names}:
            return _assignment(name, sys.modules[str(statement.module)])
    raise LookupError(f"{module.__name__} does not define {name}")


def _names(source: str) -> set[str]:
    names = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Load)}


def _prose(text: str) -> str:
    """Text without the marks of ``MARKS``."""
    for mark, instead in MARKS:
        text = re.sub(mark, instead, text)
    return text


def plain(source: str) -> str:
    """Source of functions without annotations, linters' marks, and docstrings that only point elsewhere.

    Comments and layout stay, which is why this cuts text instead of writing a syntax tree anew.
    """
    data = source.encode()  # the tree counts in bytes
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def at(line: int, column: int) -> int:
        return starts[line - 1] + column

    cuts: list[tuple[int, int, bytes]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.arg) and node.annotation:
            start, end = at(node.lineno, node.col_offset + len(node.arg.encode())), _end(node.annotation, at)
            default = data.startswith(b" = ", end)
            cuts.append((start, end + 3 if default else end, b"=" if default else b""))
        elif isinstance(node, ast.AnnAssign) and node.value:
            cuts.append((_end(node.target, at), _end(node.annotation, at), b""))
        elif isinstance(node, ast.FunctionDef):
            if node.returns:
                arrow = data.rindex(b")", 0, at(node.returns.lineno, node.returns.col_offset)) + 1
                cuts.append((arrow, _end(node.returns, at), b""))
            text = ast.get_docstring(node)
            if text and text.startswith("See :"):
                cuts.append((at(node.body[0].lineno, 0), at((node.body[0].end_lineno or 0) + 1, 0), b""))
    for start, end, instead in sorted(cuts, reverse=True):
        data = data[:start] + instead + data[end:]
    return _prose(data.decode())


def _end(node: ast.expr, at: Any) -> int:
    return int(at(node.end_lineno, node.end_col_offset))
