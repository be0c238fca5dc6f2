"""The digest opened from disk: no error, no request, nothing beyond the edge; readable by day, by night, in print."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Request

from pipeline.report.html import render_html
from tests.unit.report.hostile import hostile_digest
from tests.unit.report.mill import mill_digest, quiet_digest

#: one worker runs them in a row, so that its browser is closed before anything else needs an event loop
pytestmark = pytest.mark.xdist_group("browser")

Scheme = Literal["light", "dark"]
Media = Literal["screen", "print"]
Role = Literal["table", "columnheader", "rowheader", "img", "heading", "article", "region"]
#: relative luminance contrast that WCAG 2.2 asks of text (1.4.3, level AA)
LEAST_CONTRAST = 4.5
CONTRASTS = """() => {
  const part = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = rgb => 0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2]);
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const ground = el => { for (; el; el = el.parentElement) {
    const n = numbers(getComputedStyle(el).backgroundColor); if (n.length < 4 || n[3] > 0) return n; } };
  return [...document.querySelectorAll('body *')]
    .filter(el => [...el.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && el.getClientRects().length)
    .map(el => { const style = getComputedStyle(el);
      const ink = el.closest('svg') ? style.fill : style.color;
      const [a, b] = [light(numbers(ink)), light(ground(el))].sort((x, y) => y - x);
      return [(a + 0.05) / (b + 0.05), el.tagName + '.' + el.className + ': ' + el.textContent.slice(0, 40)]; })
    .sort((x, y) => x[0] - y[0])[0];
}"""


@dataclass
class Opened:
    """A page and what happened while it was shown."""

    page: Page
    troubles: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(params=["week", "attack"], name="digest", scope="module")
def _digest(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    digests = [mill_digest(), quiet_digest()] if request.param == "week" else [hostile_digest()]
    path = tmp_path_factory.mktemp("digest") / "digest.html"
    path.write_text(render_html(digests), "utf-8")
    return path


@pytest.fixture(name="open_page")
def _open_page(browser: Browser, digest: Path) -> Iterator["Opener"]:
    opener = Opener(browser, digest)
    yield opener
    opener.close()


class Opener:
    """Opens the digest in fresh windows and closes them."""

    def __init__(self, browser: Browser, path: Path) -> None:
        self._browser = browser
        self._path = path
        self._pages: list[Page] = []

    def __call__(self, *, width: int = 1200, scheme: Scheme = "light") -> Opened:
        page = self._browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
        self._pages.append(page)
        opened = Opened(page)
        page.on("console", lambda message: opened.troubles.append(message.text))
        page.on("pageerror", lambda error: opened.troubles.append(str(error)))
        page.on("dialog", lambda dialog: opened.troubles.append(dialog.message))
        page.on("request", lambda request: self._note(opened, request))
        page.goto(self._path.as_uri(), wait_until="load")
        return opened

    def _note(self, opened: Opened, request: Request) -> None:
        if request.url != self._path.as_uri():
            opened.requests.append(request.url)

    def close(self) -> None:
        for page in self._pages:
            page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1200])
def test_it_opens_without_error_or_request_and_fits(open_page: Opener, width: int, scheme: Scheme) -> None:
    opened = open_page(width=width, scheme=scheme)
    assert opened.troubles == []
    assert opened.requests == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    rights = "els => els.map(el => el.getBoundingClientRect().right)"
    assert max(opened.page.eval_on_selector_all("main *:not(.unseen)", rights)) <= width + 1


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(open_page: Opener, scheme: Scheme, media: Media) -> None:
    page = open_page(scheme=scheme).page
    page.emulate_media(media=media)
    contrast, where = page.evaluate(CONTRASTS)
    assert contrast >= LEAST_CONTRAST, where


def test_no_chart_cuts_a_label_off(open_page: Opener) -> None:
    outside = """texts => texts.filter(text => {
      const [inner, outer] = [text.getBoundingClientRect(), text.closest('svg').getBoundingClientRect()];
      return inner.left < outer.left - 1 || inner.right > outer.right + 1
        || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
    }).map(text => text.textContent)"""
    assert open_page().page.eval_on_selector_all("svg text", outside) == []


def test_day_and_night_differ(open_page: Opener) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    assert open_page(scheme="light").page.evaluate(ground) != open_page(scheme="dark").page.evaluate(ground)


def test_print_unfolds_what_the_screen_folds_away(open_page: Opener) -> None:
    page = open_page().page
    hidden = page.locator(".small details li").first
    assert not hidden.is_visible()
    page.emulate_media(media="print")
    assert hidden.is_visible()


def test_the_keyboard_reaches_the_links_and_unfolds(open_page: Opener) -> None:
    page = open_page().page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator(".small summary").first.press("Enter")
    assert page.locator(".small details li").first.is_visible()


def test_a_phone_still_hears_a_table(open_page: Opener) -> None:
    page = open_page(width=390).page
    roles: tuple[Role, ...] = ("table", "columnheader", "rowheader", "img", "heading", "article", "region")
    for role in roles:
        assert page.locator("main").get_by_role(role).count() > 0, role
