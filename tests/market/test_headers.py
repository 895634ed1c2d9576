import re

import pytest

from app import create_app

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def build(database_url, tmp_path):
    apps = []

    def built(**settings):
        app = create_app(
            {
                "TESTING": True,
                "DATABASE_URL": database_url,
                "INSTANCE_DIR": str(tmp_path),
                "RATELIMIT_ENABLED": False,
            }
            | settings
        )
        apps.append(app)
        return app

    yield built
    for app in apps:
        app.extensions["engine"].dispose()


PAGES = ("/login", "/register", "/privacy", "/nowhere", "/account", "/static/site.css")


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_strict_policy(build, address):
    with build().test_client().get(address) as answer:
        headers = answer.headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", PAGES[:3])
def test_no_page_has_inline_script_or_style(build, address):
    page = build().test_client().get(address).text

    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\bon[a-z]+=|\bstyle=", page)


@pytest.mark.parametrize(
    "address",
    ["/login", "/logout", "/language", "/register/enterprise", "/reset", "/confirm/x"],
)
def test_a_form_without_its_token_has_no_effect(build, address):
    answer = build().test_client().post(address, data={"locale": "en"})

    assert answer.status_code == 400


def test_a_form_with_its_token_is_taken(build):
    client = build().test_client()
    page = client.get("/login").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]

    answer = client.post("/language", data={"locale": "en", "csrf_token": token})

    assert answer.status_code == 302


def test_the_cookie_in_production_is_for_this_host_over_tls_only(build):
    app = build(
        OPENLICENCE_ENV="production",
        SECRET_KEY="s" * 40,
        SECURITY_PASSWORD_SALT="p" * 40,
        SITE_HOSTS="licences.example",
    )

    answer = app.test_client().get("/login", base_url="https://licences.example")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_another_host_name_gets_no_links_to_itself(build):
    app = build(
        OPENLICENCE_ENV="production",
        SECRET_KEY="s" * 40,
        SECURITY_PASSWORD_SALT="p" * 40,
        SITE_HOSTS="licences.example",
    )

    answer = app.test_client().get("/login", base_url="https://evil.example")

    assert answer.status_code == 400
    assert "evil.example" not in answer.text


def test_pages_of_a_person_are_not_kept_by_the_browser(build):
    assert "no-store" in build().test_client().get("/login").headers["Cache-Control"]


def test_a_proxy_of_one_s_own_tells_the_scheme_and_nobody_else_does(build):
    told = {"X-Forwarded-Proto": "https"}

    believed = build(PROXIES="1").test_client().get("/login", headers=told)
    ignored = build().test_client().get("/login", headers=told)

    assert "Strict-Transport-Security" in believed.headers
    assert "Strict-Transport-Security" not in ignored.headers
