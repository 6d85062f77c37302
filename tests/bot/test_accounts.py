from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.accounts import access_tokens, imap_access, mail_signer, smtp_access
from bot.mail.oauth import FixedToken
from bot.mail.oauth_command import CommandTokens
from bot.mail.oauth_grant import GrantedTokens
from bot.mail.signing import make_key
from config.settings import Settings, SettingsError

TOKEN = FixedToken("abc")


def settings(folder: Path, **values: Any) -> Settings:
    return Settings(**({"data_dir": folder} | values))


def test_without_settings_there_are_no_tokens(tmp_path: Path) -> None:
    assert access_tokens(settings(tmp_path)) is None


@pytest.mark.parametrize(
    ("chosen", "kind"),
    [
        ({"oauth_token": SecretStr("abc")}, FixedToken),
        ({"oauth_command": "token --account 'muster box'"}, CommandTokens),
        (
            {"oauth_provider": "google", "oauth_client_id": "me", "oauth_refresh_token": SecretStr("r")},
            GrantedTokens,
        ),
    ],
)
def test_tokens_come_from_where_the_settings_say(
    tmp_path: Path, chosen: dict[str, Any], kind: type[object]
) -> None:
    assert type(access_tokens(settings(tmp_path, **chosen))) is kind


def test_a_password_wins_over_a_token(tmp_path: Path) -> None:
    chosen = settings(
        tmp_path, imap_host="imap.example", imap_username="muster", imap_password=SecretStr("p"),
        smtp_host="smtp.example", smtp_username="muster", smtp_password=SecretStr("q"),
    )  # fmt: skip

    imap, smtp = imap_access(chosen, TOKEN), smtp_access(chosen, TOKEN)

    assert (imap.password, imap.tokens, smtp.password, smtp.tokens) == ("p", None, "q", None)


def test_a_user_without_a_password_shows_a_token(tmp_path: Path) -> None:
    chosen = settings(
        tmp_path, imap_host="imap.example", imap_username="muster", smtp_host="smtp.example",
        smtp_username="muster", oauth_token=SecretStr("abc"),
    )  # fmt: skip

    assert (imap_access(chosen, TOKEN).tokens, smtp_access(chosen, TOKEN).tokens) == (TOKEN, TOKEN)


def test_a_server_that_asks_for_no_user_is_shown_no_token(tmp_path: Path) -> None:
    assert smtp_access(settings(tmp_path, smtp_host="smtp.example"), TOKEN).tokens is None


def test_a_mailbox_is_known_by_account_server_and_folder(tmp_path: Path) -> None:
    chosen = settings(
        tmp_path, imap_host="imap.example", imap_username="muster", imap_password=SecretStr("hush")
    )

    access = imap_access(chosen)

    assert (access.place, access.port, access.security) == ("muster@imap.example/INBOX", 993, "tls")
    assert "hush" not in repr(access)


def test_without_a_selector_the_relay_signs(tmp_path: Path) -> None:
    assert mail_signer(settings(tmp_path))(b"a mail") == b"a mail"


@pytest.mark.parametrize("named", [True, False])
def test_a_mail_is_signed_with_the_key_that_is_named_or_the_one_in_the_data_folder(
    tmp_path: Path, *, named: bool
) -> None:
    file = tmp_path / ("own.pem" if named else "dkim-muster2026.pem")
    make_key(file)
    chosen = settings(tmp_path, mail_dkim_selector="muster2026", mail_dkim_key=file if named else None)

    signed = mail_signer(chosen)(b"From: muster@facility.example\r\n\r\nHello\r\n")

    assert signed.startswith(b"DKIM-Signature: v=1; a=rsa-sha256;")
    assert b"d=facility.example" in signed


def test_a_key_that_is_missing_is_a_mistake_in_the_settings(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"MUSTER_MAIL_DKIM_KEY cannot be used: .*dkim-x\.pem cannot be read"
    ):
        mail_signer(settings(tmp_path, mail_dkim_selector="x"))
