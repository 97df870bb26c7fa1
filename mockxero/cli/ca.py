"""``mockxero ca``: what clients have to trust when they speak TLS to a mock."""

from pathlib import Path

import click


@click.command()
@click.option("--path", "only_path", is_flag=True, help="Print the path of a file with it.")
@click.option(
    "--export",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it to a file: as DER where that ends in .der or .cer, else as PEM.",
)
def ca(only_path: bool, file: Path | None) -> None:
    """Print the certificate of this user's private CA, as PEM.

    It is made when it is first asked for. It vouches for Xero's three names, localhost and
    mockxero, and for no others; its key stays where it is.
    """
    from mockxero.front.authority import Authority

    authority = Authority()
    try:
        if file is not None:
            _export(authority.certificate, file)
        if only_path:
            click.echo(authority.certificate_path)
        elif file is None:
            click.echo(authority.certificate, nl=False)
    except OSError as trouble:
        raise click.ClickException(f"cannot write it: {trouble}") from trouble


def _export(pem: bytes, file: Path) -> None:
    import ssl

    binary = file.suffix.lower() in (".der", ".cer")
    file.write_bytes(ssl.PEM_cert_to_DER_cert(pem.decode("ascii")) if binary else pem)
