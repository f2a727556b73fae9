# SPDX-License-Identifier: Apache-2.0
"""Settings are read once; what is not safe is said in a sentence that names it, and nothing falls."""

from pathlib import Path

import pytest

from bedring.kit.environment import DEVELOPMENT_KEY, PUBLISHED_KEY, SETTINGS, pads, read

KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
GOOD = {
    "BEDRING_SECRET_KEY": KEY,
    "BEDRING_ADDRESS": "https://bedring.example.org",
    "DATABASE_URL": "postgresql://bedring@localhost:5432/bedring",
}


def test_what_is_safe_has_no_problem() -> None:
    found = read(GOOD)
    assert found.problems == ()
    assert (found.mode, found.address, found.proxies, found.offline) == ("production", GOOD["BEDRING_ADDRESS"], 0, True)
    assert found.database["dbname"] == "bedring"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"BEDRING_MODE": "producton"}, "BEDRING_MODE"),
        ({"BEDRING_SECRET_KEY": ""}, "BEDRING_SECRET_KEY"),
        ({"BEDRING_SECRET_KEY": "x" * 60}, "BEDRING_SECRET_KEY"),
        ({"BEDRING_SECRET_KEY": KEY[:49]}, "BEDRING_SECRET_KEY"),
        ({"BEDRING_SECRET_KEY": DEVELOPMENT_KEY}, PUBLISHED_KEY),
        ({"BEDRING_ADDRESS": "http://bedring.example.org"}, "BEDRING_ADDRESS"),
        ({"BEDRING_ADDRESS": ""}, "BEDRING_ADDRESS"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"BEDRING_OFFLINE": "yes"}, "BEDRING_OFFLINE"),
        ({"BEDRING_PROXIES": "one"}, "BEDRING_PROXIES"),
        ({"BEDRING_PROXIES": "-1"}, "BEDRING_PROXIES"),
        ({"BEDRING_PROXIES": "²"}, "BEDRING_PROXIES"),
        ({"BEDRING_PROXIES": "9" * 5000}, "BEDRING_PROXIES"),
    ],
)
def test_each_thing_that_is_not_safe_is_named_and_nothing_else(changed: dict[str, str], named: str) -> None:
    (problem,) = read(GOOD | changed).problems
    assert named in problem
    assert problem.endswith(".")
    assert KEY not in problem


def test_all_of_them_are_told_at_once() -> None:
    assert len(read({}).problems) == 3


@pytest.mark.parametrize("mode", ["development", "test"])
def test_on_ones_own_machine_nothing_has_to_be_set(mode: str) -> None:
    found = read({"BEDRING_MODE": mode})
    assert found.problems == ()
    assert found.secret_key == DEVELOPMENT_KEY


def test_the_demo_is_only_what_the_demo_starts() -> None:
    (problem,) = read({"BEDRING_MODE": "demo"}).problems
    assert "bedring demo" in problem
    assert read({"BEDRING_MODE": "demo", "BEDRING_DEMO_DATA": "/somewhere"}).problems == ()


def test_folders_are_read_in_order_and_empty_ones_left_out() -> None:
    found = read(GOOD | {"BEDRING_CONTENT": "/one::/two", "BEDRING_SITE_CONTENT": "", "BEDRING_LOG_FOLDER": "/log"})
    assert found.content == (Path("/one"), Path("/two"))
    assert found.site_content is None
    assert found.log_folder == Path("/log")


def test_the_log_has_a_key_of_its_own_where_one_is_given_and_never_the_secret_itself() -> None:
    own, without = read(GOOD | {"BEDRING_LOG_KEY": "another"}), read(GOOD)
    assert own.log_key == pads("another")
    assert without.log_key == pads(KEY)
    assert KEY.encode().hex() not in without.log_key
    assert len(pads("a")) == len(pads("a" * 500)) == 256, "two blocks, whatever the secret"


def test_every_setting_that_is_read_is_described() -> None:
    source = Path(read.__code__.co_filename).read_text()
    asked = {word for word in source.replace("(", '"').split('"') if word.startswith(("BEDRING_", "DATABASE_"))}
    asked = {word for word in asked if word.replace("_", "").isalpha() and word.isupper()}
    assert asked - set(SETTINGS) == {"BEDRING_DEMO_DATA"}, "which only `bedring demo` sets"
