"""The catalogue of objectives, penalties, constraints and augmentations, a card each: formulas, curves, its use, the paper."""

from __future__ import annotations

import streamlit as st

from ganboard.app import prose
from ganboard.app.components.theory import figure
from ganboard.app.session import _
from ganboard.i18n import N_
from ganboard.theory.catalogue import Entry, entries

KINDS = {
    "objective": N_("Objectives"),
    "penalty": N_("Penalties"),
    "constraint": N_("Constraints"),
    "augmentation": N_("Augmentations"),
}
"""In the order in which they are shown."""


def draw_catalogue() -> None:
    """Put the catalogue on the page."""
    found = entries()
    for kind, title in KINDS.items():
        prose.show(f"## {_(title)}")
        for entry in found:
            if entry.kind == kind:
                with st.container(border=True, key=f"entry_{entry.name}_{kind}"):
                    _card(entry)


def _card(entry: Entry) -> None:
    text, curves = st.columns([6, 5], gap="medium")
    with text:
        prose.show(f"### {_(entry.title)}\n\n{_(entry.summary)}")
        for label, formula in entry.formulas:
            prose.show(_("{label}:").format(label=_(label)) + f"\n\n$$\n{formula}\n$$")
    with curves:
        figure(f"{entry.kind}_{entry.name}", entry.plot)
    lines = [
        _("**When to use it:** {text}").format(text=_(entry.when)),
        _("**Paper:** {paper}. **File:** {file}").format(paper=entry.reference, file=f"`{entry.file}`"),
    ]
    if entry.divergence:
        proven = f" ({_(entry.divergence_reference)})" if entry.divergence_reference else ""
        claim = _("**What G minimises:** {text}").format(text=_(entry.divergence) + proven)
        lines.insert(0, f"{claim}\n\n$$\n{entry.divergence_formula}\n$$")
    prose.show("\n\n".join(lines))
