import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, render_template, render_template_string
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import (
    BooleanField,
    FileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from market import formats, ladders
from pricing.ladder import ladder
from pricing.licensee import Licensee
from pricing.patterns import pattern

COMPONENTS = Path(__file__).parents[2] / "market/templates/components"
LONG_TITLE = (
    "一种低温条件下去除印染废水色度的铁碳微电解填料及其制备方法与在寒冷地区的应用" * 2
)

# One call of every macro: what it is given, what a reader must find in it.
CALLS = {
    "ladder": (
        "ladder(ladder, 'small', locale)",
        'aria-label="(Price ladder|价格阶梯)"',
    ),
    "ladder_mini": ("ladder_mini(ladder, 'small', locale)", "ladder-line"),
    "money": ("money(12800000, locale)", "128,000|12.8万"),
    "money_exact": ("money_exact(5, locale)", r"0\.05"),
    "band": ("band(18000000, 24587311, 41000000, locale)", "246,000|24.6万"),
    "chip": ("chip('A', 'statutory')", "chip-statutory"),
    "chips": ("chips([('A', none), ('B', 'ok')])", "chip-ok"),
    "field": ("field(form.name, unit='元')", 'aria-describedby="name-hint name-error"'),
    "form_errors": ("form_errors(form)", 'href="#name"'),
    "submit": ("submit('Go')", 'type="submit"'),
    "post_button": ("post_button('/x', 'Go', fields={'a': 1})", "csrf_token"),
    "finding": ("finding(found, locale)", "Article 14"),
    "findings": ("findings([found], locale, passed=3)", "3"),
    "history": ("history([])", "Nothing is recorded|还没有记录"),
    "timeline": (
        "timeline([{'when': 'May', 'title': 'Paid', 'state': 'late'}])",
        "overdue|已逾期",
    ),
    "table": (
        "table('T', [('A', 'text'), ('B', 'money')], [['x', 100]], foot=['y', 200])",
        '<td role="cell" data-label="B" class="num">(CN)?¥1</td>',
    ),
    "table_frame": ("table_frame('T', caller=form.hidden_tag)", "<caption>T</caption>"),
    "facts": ("facts([('A', title)])", "<dd>一种低温"),
    "crumbs": ("crumbs([('/', 'A'), (none, 'B')])", 'aria-current="page">B'),
    "page_head": ("page_head(title, 'Lead', [('A', none)])", "<h1>一种低温"),
    "empty": ("empty('None', 'Do this', ('/go', 'Go'))", 'href="/go"'),
    "steps": ("steps(['A', 'B', 'C'], 1)", 'aria-current="step">B'),
    "stats": ("stats([('A', '1', 'x'), ('B', '2', none, 'cap')])", "stat-cap"),
    "progress": ("progress(27, 30, 'Busy')", 'max="30"'),
}


class Entry(FlaskForm):
    name = StringField("Name", [DataRequired()], description="As registered")
    text = TextAreaField("Text")
    size = SelectField("Size", choices=[SelectChoice("small", "Small")])
    lane = RadioField("Lane", choices=[SelectChoice("open", "Open")])
    plan = FileField("File")
    agree = BooleanField("I agree")


@pytest.fixture(params=["zh", "en"])
def page(request):
    app = Flask("market")
    app.config.update(SECRET_KEY="x", OPERATOR_NAME="示例运营者")  # noqa: S106
    Babel(app, default_locale=request.param)
    CSRFProtect(app)
    formats.register(app)
    ladders.register(app)
    app.context_processor(lambda: {"locale": request.param})
    return app


@pytest.fixture
def show(page):
    def shown(template, **values):
        with page.test_request_context():
            form = Entry()
            form.name.errors = ["Write the name."]
            form.lane.errors = ["Choose one."]
            return render_template_string(
                template,
                form=form,
                title=LONG_TITLE,
                found=make_finding(),
                ladder=make_ladder(),
                **values,
            )

    return shown


def make_finding():
    return SimpleNamespace(
        severity="error",
        article="第14条 Article 14 · Article 14",
        article_zh="第14条 Article 14",
        article_en="Article 14",
        message_zh="缺同意书",
        message_en="Consent missing",
        mend_zh="请上传",
        mend_en="Upload it",
        where="patent",
    )


def make_ladder():
    dates = {"starts_on": date(2027, 1, 1), "ends_on": date(2032, 12, 31)}
    return ladder(pattern("staged", lane="open", **dates), Licensee("small"))


def part_named(name):
    return f"{{% import 'components/{name}.html' as {name} %}}"


def macros():
    for path in sorted(COMPONENTS.glob("*.html")):
        for name in re.findall(r"{% macro ([a-z]\w*)\(", path.read_text()):
            yield path.stem, name


@pytest.mark.parametrize(("part", "name"), list(macros()))
def test_every_macro_renders_in_both_languages(show, part, name):
    call, expected = CALLS[name]

    load = f"{{% from 'components/{part}.html' import {name} as it %}}"
    shown = show(f"{load}{{{{ it{call.removeprefix(name)} }}}}")

    assert re.search(expected, shown)


@pytest.mark.parametrize("kind", ["name", "text", "size", "lane", "plan", "agree"])
def test_every_kind_of_field_has_a_label_that_belongs_to_it(show, kind):
    shown = show(f"{part_named('field')}{{{{ field.field(form.{kind}) }}}}")

    assert re.search(
        rf'<(label|legend)[^>]*(for="{kind}"|class="(choice|field))', shown
    )


def test_a_wrong_field_says_so_to_a_screen_reader(show):
    shown = show(f"{part_named('field')}{{{{ field.field(form.name) }}}}")

    assert 'aria-invalid="true"' in shown
    assert 'id="name-error"' in shown
    assert "Write the name." in shown


def test_the_base_page_is_in_one_language_with_its_duties(page):
    with page.test_request_context():
        shown = render_template("base.html", is_sample=True)

    chinese = 'lang="zh-Hans"' in shown.split("<head>")[0]
    assert ("本平台不是国家知识产权局系统" in shown) == chinese
    assert ("Nothing here can be licensed" in shown) != chinese
    assert "示例运营者" in shown
    assert 'action="/language"' in shown


def test_an_error_page_says_what_and_how_to_mend(page):
    with page.test_request_context():
        shown = render_template(
            "errors/error.html",
            status=422,
            message="Sold <twice>",
            mend="Buy once",
            places=[{"where": "row 3", "message": "No number", "mend": "Add it"}],
            back_url="/back",
        )

    for said in ("422", "Sold &lt;twice&gt;", "Buy once", "row 3", "Add it", "/back"):
        assert said in shown


def test_what_holds_in_several_places_is_said_once(show):
    page = show(part_named("finding") + "{{ finding.findings([found, found], 'en') }}")

    assert page.count("Consent missing") == 1
