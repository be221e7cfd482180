"""The navigation: pages that stand in it by themselves, and those in a menu of it."""

from __future__ import annotations

from playwright.sync_api import Page

MENUS = {
    "say": "Play",
    "draw": "Play",
    "swap": "Play",
    "move": "Play",
    "quiz": "Play",
    "museum": "Play",
    "tours": "Understand",
    "theory": "Understand",
    "evaluate": "Understand",
}
"""Pages in a menu, and what it is called in English."""
CHINESE = {"Play": "玩一玩", "Understand": "弄明白"}


def open_menu(page: Page, menu: str) -> None:
    """Open a menu of the navigation.

    Args:
        page: Any page of the dashboard.
        menu: Its English name.
    """
    sections = page.get_by_test_id("stTopNavSection")
    (sections.filter(has_text=menu).or_(sections.filter(has_text=CHINESE[menu]))).click()


def go_to(page: Page, name: str, title: str) -> None:
    """Follow a link of the navigation; does not wait for the page.

    Args:
        page: Any page of the dashboard, as wide as a projector.
        name: The page's name, as in its address.
        title: What its link is called, in the language of the page.
    """
    if name not in MENUS:
        page.get_by_test_id("stTopNav").get_by_role("link", name=title, exact=True).click()
        return
    open_menu(page, MENUS[name])
    page.get_by_role("menuitem", name=title, exact=True).click()
