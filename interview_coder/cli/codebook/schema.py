"""`codebook schema`: what editors complete and check a codebook with."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.screen import stdout


@click.command("schema")
@click.option("--write", is_flag=True, help="Write it beside the codebooks, where their first line looks for it.")
def command(*, write: bool) -> None:
    """Print the JSON Schema with which editors complete and check a codebook.

    An editor with a YAML language server (VS Code: the extension "YAML" by Red Hat) uses it for every codebook whose
    first line is: # yaml-language-server: $schema=codebook.schema.json
    """
    from interview_coder.files import write_whole
    from interview_coder.json_schema import FILE_NAME, codebook_json_schema

    if not write:
        click.echo(codebook_json_schema(), nl=False)
        return
    folder = Path("codebooks") if Path("codebooks").is_dir() else Path()
    write_whole((folder / FILE_NAME).resolve(), codebook_json_schema().encode())
    stdout().print(f"wrote {(folder / FILE_NAME).as_posix()}")
