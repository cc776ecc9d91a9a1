"""A person with a browser of their own, and what the console of that browser complains of."""

import re
import shutil
from pathlib import Path

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=ja-JP",
]
SHOTS = Path(__file__).resolve().parent.parent.parent / "var" / "shots"
PASSWORD = "dejima-demo-2026"
PHONE = {"width": 375, "height": 812}
DESK = {"width": 1280, "height": 900}
# Chromium reports every answer from 400 on. Of a page, the test says which one it expects; of
# everything that a page fetches, none may fail.
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of \d+")


def chromium_path() -> str:
    """Return where Chromium is; AssertionError when there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    assert found, "Chromium is not installed"
    return found


class Person:
    """One person at a site, signed in when an account is named (once; later ones share the session)."""

    def __init__(self, browser, site, *, account="", phone=False, javascript=True) -> None:
        self.site = site
        self.complaints: list[str] = []
        self.context = browser.new_context(
            viewport=PHONE if phone else DESK,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            java_script_enabled=javascript,
            storage_state=site.states.get(account),
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._note)
        self.page.on("response", self._check)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if account and account not in site.states:
            self.sign_in(f"{account}@demo.example.jp")
            site.states[account] = self.context.storage_state()

    def _note(self, message) -> None:
        if message.type not in {"error", "warning"} or REFUSED.match(message.text):
            return
        self.complaints.append(f"{self.page.url}: {message.text}")

    def _check(self, response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{self.page.url}: {response.url} {response.status}")

    def go(self, path: str, *, status: int = 200) -> "Person":
        """Open a path, expecting a status."""
        answer = self.page.goto(self.site.address + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        return self

    def sign_in(self, address: str, password: str = PASSWORD) -> "Person":
        """Sign in with e-mail and password."""
        self.go("/accounts/login/")
        self.page.locator("input[name=login]").fill(address)
        self.page.locator("input[name=password]").fill(password)
        self.submit()
        assert "/accounts/login" not in self.path, self.text()
        return self

    @property
    def path(self) -> str:
        """Return the path of the page that is open, without query and fragment."""
        return self.page.url.removeprefix(self.site.address).partition("?")[0].partition("#")[0]

    def fill(self, values: dict[str, object]) -> "Person":
        """Fill fields by name: text, date, select, radio or boxes (True, or the values to tick)."""
        for name, value in values.items():
            fields = self.page.locator(f"main [name='{name}']")
            kind = fields.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
            if kind == "select":
                fields.first.select_option(str(value))
            elif kind in {"checkbox", "radio"}:
                for one in value if isinstance(value, list) else [value]:
                    box = f"main [name='{name}'][value='{one}']"
                    (fields.first if one is True else self.page.locator(box)).check()
            else:
                fields.first.fill(str(value))
        return self

    def submit(self, button: str = "main form [type=submit]", *, status: int = 0) -> "Person":
        """Press the button; the answer, or the page it leads to, has the status (0: any below 400)."""
        with self.page.expect_navigation() as answer:
            self.page.locator(button).first.click()
        found = answer.value.status
        assert found == status if status else found < 400, f"{found} {self.path}: {self.text()}"
        return self

    def follow(self, path: str) -> "Person":
        """Click the first link to a path."""
        with self.page.expect_navigation():
            self.page.locator(f"a[href='{path}'], a[href$='{path}']").first.click()
        return self

    def step(self, screen: str, values: dict[str, object] | None = None) -> "Person":
        """Take a step on its screen; it is taken when the screen is left."""
        self.go(screen)
        self.fill(values or {})
        self.submit("main form[method=post] [type=submit]:not([name=preview])")
        assert self.path != screen, self.text()
        return self

    def shoot(self, name: str, *, at: str = "") -> "Person":
        """Keep what is on the screen as a picture for the handbooks (``make handbooks`` copies it).

        ``at`` is what stands at the top of it; without it, the page does.
        """
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.mouse.move(0, 0)
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        if at:
            self.page.locator(at).first.evaluate("e => { e.scrollIntoView(); scrollBy(0, -24) }")
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=False)
        return self

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return self.page.locator(f"main [name='{name}']").first.input_value()

    def sees(self, selector: str) -> bool:
        """Tell whether something is on the page."""
        return self.page.locator(selector).count() > 0

    def text(self) -> str:
        """Return what the main part of the page says."""
        return self.page.inner_text("main")

    def close(self) -> None:
        """Close the browser."""
        self.context.close()
