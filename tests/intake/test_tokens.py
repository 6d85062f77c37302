from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.tokens import (
    Claim,
    Purpose,
    claims_in,
    codes_in,
    genuine,
    make_token,
    read_token,
    reply_address,
)

SECRET = b"a secret of the facility"
ADDRESS = "muster@facility.example"
ANNA = "anna@experts.example"

purposes = st.sampled_from(Purpose)
row_ids = st.integers(min_value=1, max_value=999_999_999)
parties = st.emails()


def claim_of(token: str) -> Claim:
    claim = read_token(token)
    assert claim is not None
    return claim


def test_token_names_its_purpose_and_row() -> None:
    token = make_token(SECRET, Purpose.INQUIRY, 7, ANNA)

    claim = claim_of(token)

    assert (claim.purpose, claim.row_id) == (Purpose.INQUIRY, 7)
    assert genuine(SECRET, claim, ANNA)


@given(purpose=purposes, row_id=row_ids, party=parties)
def test_token_is_short_and_lower_case(purpose: Purpose, row_id: int, party: str) -> None:
    token = make_token(SECRET, purpose, row_id, party)

    assert token == token.lower()
    assert len(token) <= 40
    assert set(token) <= set(ascii_lowercase + "0123456789")


@given(purpose=purposes, row_id=row_ids, party=parties, data=st.data())
def test_token_survives_any_change_of_case(
    purpose: Purpose, row_id: int, party: str, data: st.DataObject
) -> None:
    token = make_token(SECRET, purpose, row_id, party)
    upper = data.draw(st.lists(st.booleans(), min_size=len(token), max_size=len(token)))

    mangled = "".join(c.upper() if up else c for c, up in zip(token, upper, strict=True))

    assert genuine(SECRET, claim_of(mangled), party)


@given(purpose=purposes, row_id=row_ids, party=parties, data=st.data())
def test_token_with_one_character_changed_is_not_genuine(
    purpose: Purpose, row_id: int, party: str, data: st.DataObject
) -> None:
    token = make_token(SECRET, purpose, row_id, party)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(
        st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789").filter(lambda c: c != token[place])
    )

    claim = read_token(token[:place] + other + token[place + 1 :])

    assert claim is None or not genuine(SECRET, claim, party)


@given(purpose=purposes, row_id=row_ids, party=parties, other=parties)
def test_token_of_another_person_is_not_genuine(
    purpose: Purpose, row_id: int, party: str, other: str
) -> None:
    claim = claim_of(make_token(SECRET, purpose, row_id, party))

    assert genuine(SECRET, claim, other) == (other.lower() == party.lower())


def test_token_of_another_secret_is_not_genuine() -> None:
    claim = claim_of(make_token(b"somebody else's secret", Purpose.REQUEST, 7, ANNA))

    assert not genuine(SECRET, claim, ANNA)


def test_token_of_one_purpose_does_not_serve_another() -> None:
    claim = claim_of(make_token(SECRET, Purpose.REQUEST, 7, ANNA))

    assert not genuine(SECRET, Claim(Purpose.OFFICER, 7, claim.mac), ANNA)


def test_mac_holds_at_least_eighty_bits() -> None:
    assert len(claim_of(make_token(SECRET, Purpose.DRAFT, 1, ANNA)).mac) * 5 >= 80


def test_reply_address_carries_the_token_as_plus_tag() -> None:
    assert reply_address(ADDRESS, "q7abc") == "muster+q7abc@facility.example"


def test_token_survives_other_plus_tags_around_it() -> None:
    token = make_token(SECRET, Purpose.INQUIRY, 7, ANNA)

    found = claims_in([f"Muster+spam+{token.upper()}+checked@Facility.EXAMPLE"], ADDRESS)

    assert found == (claim_of(token),)


def test_only_the_facilitys_own_address_carries_claims() -> None:
    token = make_token(SECRET, Purpose.INQUIRY, 7, ANNA)
    strangers = [
        f"muster+{token}@elsewhere.example",
        f"other+{token}@facility.example",
        f"{token}@facility.example",
    ]

    assert claims_in([*strangers, "muster@facility.example", "", "@", "no address"], ADDRESS) == ()


def test_facility_address_may_have_a_plus_tag_itself() -> None:
    token = make_token(SECRET, Purpose.INQUIRY, 7, ANNA)
    address = "office+muster@facility.example"

    assert claims_in([reply_address(address, token)], address) == (claim_of(token),)


def test_same_claim_in_envelope_and_header_counts_once() -> None:
    address = reply_address(ADDRESS, make_token(SECRET, Purpose.REQUEST, 3, ANNA))

    assert len(claims_in([address, address.upper()], ADDRESS)) == 1


@pytest.mark.parametrize(
    "local_part",
    [
        "",
        "muster",
        "q7",
        "q07aaaaaaaaaaaaaaaa",
        "q0aaaaaaaaaaaaaaaa",
        "x7aaaaaaaaaaaaaaaa",
        "q7aaaaaaaaaaaaaaa",
        "q7aaaaaaaaaaaaaaaaa1",
        "q9999999999aaaaaaaaaaaaaaaa",
        "q٧aaaaaaaaaaaaaaaa",
    ],
)
def test_what_is_no_token_is_not_read_as_one(local_part: str) -> None:
    assert read_token(local_part) is None


@given(st.text())
def test_any_text_may_be_asked_for_a_token(text: str) -> None:
    assert read_token(text) is None or isinstance(read_token(text), Claim)
    assert isinstance(claims_in([text], ADDRESS), tuple)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Re: [2026-03] Your request", ("2026-03",)),
        ("status 2026-03?", ("2026-03",)),
        ("où en est 2026‑03", ("2026-03",)),
        ("2026-03, 2026-104 and 2026-03 again.", ("2026-03", "2026-104")),
        ("on 2026-03-12", ()),
        ("12-2026-03", ()),
        ("12/2026-03", ()),
        ("2026-3", ()),
        ("tel. 2026-034567", ()),
        ("", ()),
    ],
)
def test_codes_are_found_and_dates_are_not(text: str, codes: tuple[str, ...]) -> None:
    assert codes_in(text) == codes
