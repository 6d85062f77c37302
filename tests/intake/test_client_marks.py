import pytest

from intake.client_marks import Mark, begins_forward, is_indented_only, is_tight, mark_of


@pytest.mark.parametrize(
    ("tag", "attributes", "mark"),
    [
        ("div", {"class": "yahoo_quoted"}, Mark.QUOTE),
        ("div", {"id": "yahoo_quoted_4711"}, Mark.QUOTE),
        ("div", {"class": "m_-123456gmail_attr"}, Mark.QUOTE),
        ("div", {"class": "yiv0123456789gmail_attr"}, Mark.QUOTE),
        ("blockquote", {"type": "CITE"}, Mark.QUOTE),
        ("blockquote", {"class": "x_gmail_quote"}, Mark.QUOTE),
        ("div", {"class": "gmail_quote"}, None),
        ("div", {"name": "quote"}, Mark.QUOTE),
        ("input", {"name": "quote"}, None),
        ("div", {"data-marker": "__QUOTED_TEXT__"}, Mark.QUOTE),
        ("div", {"id": "x_x_divRplyFwdMsg"}, Mark.END),
        ("hr", {"id": "zwchr"}, Mark.END),
        ("span", {"id": "OLK_SRC_BODY_SECTION"}, Mark.END),
        ("div", {"style": "border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in"}, Mark.END),
        (
            "div",
            {
                "style": "border-style:solid none none; border-top-color:rgb(225, 225, 225); padding:3pt 0cm 0cm"
            },
            Mark.END,
        ),
        ("div", {"style": "border-top: solid #E1E1E1 1.0pt"}, None),
        ("div", {"style": "border-top: solid red 1.0pt; padding: 3.0pt"}, None),
        ("div", {"class": "moz-signature"}, Mark.SIGNATURE),
        ("div", {"id": "bloop_sign_1768208400"}, Mark.SIGNATURE),
        ("div", {"name": "messageSignatureSection"}, Mark.SIGNATURE),
        ("div", {"style": "display : none"}, Mark.HIDDEN),
        ("span", {"style": "mso-hide:all"}, Mark.HIDDEN),
        ("div", {"style": "font-size: 10pt"}, None),
        ("p", {}, None),
    ],
)
def test_marks_of_mail_programs_are_known(tag: str, attributes: dict[str, str], mark: Mark | None) -> None:
    assert mark_of(tag, attributes) is mark


def test_only_gmails_attribution_may_hold_a_forwarded_mail() -> None:
    assert begins_forward({"class": "gmail_attr"})
    assert not begins_forward({"class": "yahoo_quoted"})


def test_gmails_indentation_is_no_quotation() -> None:
    assert is_indented_only({"style": "margin: 0 0 0 40px; border: none"})
    assert is_indented_only({"style": "margin:0px 0px 0px 40px"})
    assert not is_indented_only({"style": "margin:0px 0px 0px 0.8ex"})


def test_outlooks_paragraphs_are_tight() -> None:
    assert is_tight({"class": "MsoNormal"})
    assert not is_tight({})
