"""The steps of the journey, each as one person does it."""

import re

FIRST_FEE = "input[name*='amount']"


def import_a_patent(walker, folder, *, number, title, encoding):
    """The office brings a file; one row of it cannot be taken."""
    file = folder / f"{number}.csv"
    rows = (
        "专利号,名称,IPC,申请日,专利权人\n"
        f"{number},{title},C02F,2021-03-01,示例大学\n,没有号码,C02F,,\n"
    )
    file.write_text(rows, encoding=encoding)
    walker.sign_in("office")
    walker.go("/office/patents/import")
    walker.keep("office-1-import")
    walker.page.locator("input[type=file]").set_input_files(file)
    walker.send()
    # The worker rehearses and imports; the page loads anew when it is done.
    begin = walker.page.locator(".post-button .btn-primary")
    begin.wait_for()
    walker.keep("office-2-rehearsal")
    begin.click()
    walker.page.locator("main a.btn-primary[href='/office/patents']").wait_for()
    walker.go("/office/patents")
    walker.see(title)
    walker.keep("office-3-patents")


def open_a_staged_offer(walker, *, title, first_fee):
    """The office drafts an offer and leads it through its life until it is open."""
    _draft(walker, title=title, first_fee=first_fee)
    walker.page.locator("form[action$='/check'] button").click()
    walker.page.wait_for_url(re.compile(r"/life$"))
    walker.keep("office-6-checked")
    offer = walker.page.url.removesuffix("/life")
    _make_the_case(walker, offer)
    _approve(walker, offer)
    walker.go(f"{offer}/life")
    walker.keep("office-9-approved")
    walker.page.locator("form[action$='/opening'] button").click()
    walker.page.wait_for_url(re.compile(r"/offers/\d+$"))
    walker.keep("office-10-posted")
    walker.sign_out()


def _draft(walker, *, title, first_fee):
    """Pick a pattern, edit the first fee, look at findings."""
    page = walker.page
    row = page.locator("tr", has_text=title)
    row.locator("a[href*='/office/offers/new']").click()
    page.locator("select[name=pattern]").select_option("staged")
    page.locator("input[name=lane][value=ordinary]").check()
    walker.keep("office-4-new-offer")
    walker.send()
    page.locator(FIRST_FEE).first.fill(first_fee)
    page.locator(".save-bar button[value=save]").click()
    walker.keep("office-5-editor")


def _make_the_case(walker, offer):
    """Say what the price rests on, and that who drafted it has no interest."""
    page = walker.page
    walker.go(f"{offer}/case")
    page.locator("a[href*='/dossier']").first.click()
    page.locator("textarea[name=basis]").fill("按三家企业的预期销售测算。")
    page.locator("main form button[name=do][value=save]").last.click()
    walker.go(f"{offer}/case/interests")
    page.locator("input[name=interest][value=none]").check()
    walker.send()
    walker.go(f"{offer}/case")
    walker.keep("office-7-case")


def _approve(walker, offer):
    """Send the version and, as the one admin, decide the one step."""
    page = walker.page
    walker.go(f"{offer}/case/approval")
    page.locator("form[action$='/send'] button").click()
    page.locator("input[name=interest][value=none]").check()
    page.locator("input[name=decision][value=approve]").check()
    walker.keep("office-8-approval")
    page.locator("form[enctype] button[type=submit]").click()
    page.wait_for_url(re.compile("/office/decisions"))


def find_and_price(walker, *, word, title, sales):
    """A firm needs no account to find an offer and see its cost."""
    page = walker.page
    walker.go("/")
    walker.keep("firm-1-home")
    page.locator("input[name=q]").first.fill(word)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/offers"))
    walker.keep("firm-2-found")
    walker.follow(title)
    page.locator("input[name=sales]").fill(sales)
    # The page answers as one types; sending the form puts it in the address too.
    page.locator("input[name=sales]").press("Enter")
    page.wait_for_url(re.compile("sales="))
    walker.keep("firm-3-listing")
    return re.search(r"/offers/(\d+)", page.url)[1]


def give_notice(walker, offer_id):
    """The firm's admin ticks each key term and gives the notice."""
    page = walker.page
    walker.sign_in("firm")
    walker.go(f"/offers/{offer_id}")
    page.locator(f"a[href*='/offers/{offer_id}/notice']").first.click()
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.locator("input[name=office]").fill("法定代表人")
    walker.keep("firm-4-notice")
    walker.send()
    page.wait_for_url(re.compile(r"/licences/\d+"))
    walker.keep("firm-5-noticed")
    return page.url


def report_the_transfer(walker, licence, *, waiting):
    """The firm pays by bank transfer and says so; finance has still to match it."""
    page = walker.page
    page.locator("a[href*='/dues/']").first.click()
    walker.keep("firm-6-payment-request")
    page.locator("input[name=transferred_on]").fill(_today(page))
    page.locator("form[action$='/report'] button[type=submit]").click()
    walker.go(licence)
    walker.see(waiting)
    walker.keep("firm-7-reported")
    walker.sign_out()


def match_the_transfer(walker, *, amount, statement_number):
    """Finance records the line of the bank statement that pays the due."""
    page = walker.page
    walker.sign_in("finance")
    walker.go("/finance/transfers")
    walker.keep("finance-1-worklist")
    page.locator("a[href*='/finance/dues/']").first.click()
    page.locator("input[name=statement_number]").fill(statement_number)
    page.locator("input[name=value_on]").fill(_today(page))
    page.locator("input[name=amount]").fill(amount)
    page.locator("input[name=payer_name]").fill("示例环保科技有限公司")
    walker.keep("finance-2-match")
    walker.send()
    page.wait_for_url(re.compile(r"/finance/transfers"))
    walker.keep("finance-3-matched")
    walker.sign_out()


def see_the_licence(walker, licence, *, document):
    """The firm has its licence in force, and prints the document."""
    walker.sign_in("firm")
    walker.go(licence)
    walker.keep("firm-8-in-force")
    walker.page.locator("a[href$='/document']").first.click()
    walker.see(document)
    walker.keep("firm-9-document")
    walker.sign_out()


def compare_policies(walker):
    """A policymaker compares staged fees with negotiated licences."""
    page = walker.page
    walker.sign_in("policy")
    walker.go("/policy/")
    page.locator("input[name=reforms][value=staged]").check()
    page.locator("input[name=firms]").fill("300")
    walker.keep("policy-1-ask")
    walker.send()
    page.locator(".chart svg").first.wait_for(timeout=90_000)
    walker.keep("policy-2-outcome")
    walker.sign_out()


def _today(page):
    """Return the business day, as the browser in Shanghai sees it."""
    return page.evaluate("new Intl.DateTimeFormat('sv-SE').format(new Date())")
