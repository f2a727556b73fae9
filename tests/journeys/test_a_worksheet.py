# SPDX-License-Identifier: Apache-2.0
"""Ane fills in a worksheet on her phone: it saves as she types, survives a lost network, and two tabs lose nothing."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit, accessible


def saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_have_text("All saved")


def test_a_worksheet(visit: Visit) -> None:
    ane = visit("Ane Askeladd", width=390)
    ane.goto("/worksheets/")
    accessible(ane)
    ane.get_by_role("link", name="The areas of my life").first.click()
    accessible(ane)
    ane.get_by_role("button", name="Fill it in").click()
    accessible(ane)

    # It saves as she types, with no button pressed.
    ane.get_by_label("Something that is good").fill("Kaffe på trappa")
    ane.get_by_role("group", name="Friendships").get_by_label("So-so").check()
    saved(ane)
    ane.reload()
    expect(ane.get_by_label("Something that is good")).to_have_value("Kaffe på trappa")

    # The network is lost: the page says so, keeps what she writes, and saves it when the network is back.
    ane.route("**/answers", lambda route: route.abort())
    ane.get_by_label("Something that is good").fill("Kaffe på trappa, og katta")
    expect(ane.locator("[data-status]")).to_contain_text("kept safely on this device")
    expect(ane.locator("[data-field]").filter(has=ane.get_by_label("Something that is good"))).to_contain_text(
        "Not saved yet"
    )
    ane.unroute("**/answers")
    saved(ane)

    # Two tabs: the later is told what stood there, and both are kept.
    other = ane.context.new_page()
    other.goto(ane.url)
    other.get_by_label("Something that is good").fill("Skrevet i den andre fanen")
    saved(other)
    ane.get_by_label("Something that is good").fill("Skrevet i den første fanen")
    told = ane.get_by_text("You have also written here, in another window.")
    expect(told).to_contain_text("Skrevet i den andre fanen")
    ane.get_by_role("link", name="What was written before").click()
    for words in ("Kaffe på trappa", "Skrevet i den andre fanen", "Skrevet i den første fanen"):
        expect(ane.get_by_text(words, exact=True)).to_be_visible()
    accessible(ane)


def test_a_new_line_in_a_table(visit: Visit) -> None:
    ane = visit("Ane Askeladd", width=390)
    ane.goto("/worksheets/recovery-strategies/goal-tracking/")
    ane.goto("/worksheets/social-support/support-map/")
    ane.get_by_role("button", name="Fill it in").click()
    before = ane.locator(".sheet-row").count()
    ane.get_by_role("button", name="One more line").click()
    expect(ane.locator(".sheet-row")).to_have_count(before + 1)
    ane.locator(".sheet-row").last.get_by_role("textbox").first.fill("K., fetter")
    ane.locator(".sheet-row").last.get_by_role("textbox").first.blur()
    saved(ane)
    ane.reload()
    expect(ane.locator(".sheet-row").first.get_by_role("textbox").first).to_have_value("K., fetter")
