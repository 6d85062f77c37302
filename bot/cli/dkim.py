"""`muster dkim`: a key for Muster's own signature, and the record that receivers check it with."""

from bot.accounts import signing_key_file
from bot.cli.screen import command, print_json, settings_or_stop, stop, tell
from bot.mail.signing import SigningKeyError, dns_record, make_key
from config.sending_settings import is_selector
from config.texts import say


def prepare(selector: str, *, as_json: bool) -> None:
    """Make the key if there is none yet, and print the record."""
    settings = settings_or_stop()
    if not is_selector(selector):
        stop(say(settings.language, "cli.dkim.bad_selector"), 2)
    file = signing_key_file(settings, selector)
    domain = settings.mail_address.rpartition("@")[2]
    try:
        is_new = make_key(file)
        name, value = dns_record(domain=domain, selector=selector, key=file)
    except (OSError, SigningKeyError) as error:
        stop(say(settings.language, "cli.dkim.unusable", file=str(file), error=str(error)))
    if as_json:
        print_json({"key": str(file), "new": is_new, "name": name, "type": "TXT", "value": value})
        return
    tell(settings, "dkim.made_key" if is_new else "dkim.kept_key", file=file)
    tell(settings, "dkim.record", domain=domain, name=name, value=value)
    tell(settings, "dkim.next", selector=selector, muster=command())
