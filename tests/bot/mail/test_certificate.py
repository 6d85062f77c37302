import os
import ssl
from pathlib import Path

import pytest
import trustme

from bot.mail.certificate import Certificate, CertificateError


def issue(folder: Path, name: str = "mail") -> tuple[Path, Path]:
    """A new certificate with its key, in two files."""
    issued = trustme.CA().issue_cert("facility.example")
    chain, key = folder / f"{name}.pem", folder / f"{name}.key"
    issued.cert_chain_pems[0].write_to_path(chain)
    issued.private_key_pem.write_to_path(key)
    return chain, key


def test_a_certificate_with_its_key_can_be_used(tmp_path: Path) -> None:
    certificate = Certificate.open(*issue(tmp_path))

    context = certificate.context()

    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode == ssl.CERT_NONE
    assert certificate.context() is context


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    chain, key = issue(tmp_path)
    key.unlink()

    with pytest.raises(CertificateError) as told:
        Certificate.open(chain, key)

    assert str(told.value) == f"{key} cannot be read: No such file or directory"


def test_a_folder_is_no_certificate(tmp_path: Path) -> None:
    _, key = issue(tmp_path)

    with pytest.raises(CertificateError) as told:
        Certificate.open(tmp_path, key)

    assert str(told.value) == f"{tmp_path} cannot be read: Is a directory"


def test_the_key_of_another_certificate_is_told(tmp_path: Path) -> None:
    chain, _ = issue(tmp_path)
    _, other = issue(tmp_path, "other")

    with pytest.raises(CertificateError) as told:
        Certificate.open(chain, other)

    assert str(told.value) == f"the key in {other} is not the key of the certificate in {chain}"


@pytest.mark.parametrize("text", ["", "not a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_what_is_no_certificate_is_told(tmp_path: Path, text: str) -> None:
    chain, key = issue(tmp_path)
    chain.write_text(text, encoding="ascii")

    with pytest.raises(CertificateError) as told:
        Certificate.open(chain, key)

    assert str(told.value) == f"{chain} and {key} must hold a certificate and its key as PEM"


def test_a_key_with_a_password_is_told_and_nobody_is_asked_for_it(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 -- trustme brings it

    chain, key = issue(tmp_path)
    secret = serialization.load_pem_private_key(key.read_bytes(), None)
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"password"),
        )
    )

    with pytest.raises(CertificateError) as told:
        Certificate.open(chain, key)

    assert str(told.value) == f"{key} is protected with a password; Muster needs it without"


def test_a_renewed_certificate_is_used_from_then_on(tmp_path: Path) -> None:
    chain, key = issue(tmp_path)
    certificate = Certificate.open(chain, key)
    before = certificate.context()

    new_chain, new_key = issue(tmp_path, "new")
    new_chain.replace(chain)
    new_key.replace(key)
    after = certificate.context()

    assert after is not before
    assert certificate.context() is after


def test_half_a_renewal_changes_nothing_until_it_is_whole(tmp_path: Path) -> None:
    chain, key = issue(tmp_path)
    certificate = Certificate.open(chain, key)
    before = certificate.context()
    new_chain, new_key = issue(tmp_path, "new")

    new_chain.replace(chain)
    half = certificate.context()
    new_key.replace(key)
    whole = certificate.context()

    assert half is before
    assert whole is not before


def test_a_certificate_that_vanished_stays_in_use(tmp_path: Path) -> None:
    chain, key = issue(tmp_path)
    certificate = Certificate.open(chain, key)
    before = certificate.context()

    chain.unlink()

    assert certificate.context() is before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_key_we_may_not_read_is_told(tmp_path: Path) -> None:
    chain, key = issue(tmp_path)
    key.chmod(0)

    with pytest.raises(CertificateError) as told:
        Certificate.open(chain, key)

    assert str(told.value) == f"{key} cannot be read: Permission denied"
