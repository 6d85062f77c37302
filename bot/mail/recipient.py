"""Which addresses are ours, however they are written: letter case, or an international domain by either of its names.

Quotes around a local part that needs none are taken away by aiosmtpd already.
"""

POSTMASTER = "postmaster"


def plain(address: str) -> str:
    """The address with its domain as it stands in the DNS."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{_in_dns(domain)}"


def is_ours(address: str, mail_address: str) -> bool:
    """Whether this is the facility's address, bare or with a tag, or its postmaster; all else would be relaying.

    Every domain that takes mail has a postmaster, even one that says so without its domain (RFC 5321, 4.5.1).
    """
    local, _, domain = plain(address).lower().rpartition("@")
    our_local, _, our_domain = mail_address.lower().rpartition("@")
    if local == POSTMASTER or (domain, local) == (POSTMASTER, ""):
        return domain in {our_domain, POSTMASTER}
    return domain == our_domain and (local == our_local or local.startswith(f"{our_local}+"))


def _in_dns(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain
