"""`codebook import`: a codebook made from the file of another program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_coder.cli.screen import stdout, visible

if TYPE_CHECKING:
    from rich.table import Table

    from interview_coder.codebook_schema import CodebookFields, CodeFields


@click.command("import")
@click.argument("file")
@click.option("--to", metavar="FILE", help="The codebook to write [default: codebooks/NAME.yaml, or here].")
@click.option("--title", metavar="TEXT", help="What the study is called [default: as the file says].")
@click.option("--force", is_flag=True, help="Replace a codebook that is there already.")
@click.pass_context
def command(ctx: click.Context, /, *, file: str, to: str | None, title: str | None, force: bool) -> None:
    """Make a codebook from a table (.csv, .xlsx, .docx), REFI-QDA (.qdc, .qdpx) or a dictionary (.yaml, .dic).

    A table needs a column for the codes (code, name, theme, 编码, 主题); known besides are id, definition, include,
    exclude, examples, counterexamples, parent, rules, unless, color, memo, in English and Chinese. Ends with 1 where
    something needs a look.
    """
    from interview_coder.codebook_file import parse_codebook
    from interview_coder.codebook_formats import new_target, read_codebook_as
    from interview_coder.codebook_yaml import codebook_yaml
    from interview_coder.files import write_whole

    imported = read_codebook_as(file)
    fields = imported.fields.model_copy(update={"title": {"": title}}) if title else imported.fields
    name = to or _default_target(file)
    target = new_target(name, replace=force, inputs=[file])
    text = codebook_yaml(fields)
    parse_codebook(text, name)
    stdout().print(_tree(fields))
    for note in imported.notes:
        stdout().print(f"look: {visible(note)}")
    write_whole(target, text.encode())
    stdout().print(f"wrote {visible(name)} from {visible(file)}: {_size(fields.codes)}")
    ctx.exit(1 if imported.notes else 0)


def _default_target(file: str) -> str:
    folder = Path("codebooks")
    return ((folder if folder.is_dir() else Path()) / f"{Path(file).stem}.yaml").as_posix()


def _tree(fields: CodebookFields) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    for depth, id, code in _walk(fields.codes):
        names = " / ".join(code.name.values())
        table.add_row(visible("  " * depth + id), visible(names), _contents(code))
    return table


def _walk(codes: Mapping[str, CodeFields], depth: int = 0) -> Iterator[tuple[int, str, CodeFields]]:
    for id, code in codes.items():
        yield depth, id, code
        yield from _walk(code.codes, depth + 1)


def _contents(code: CodeFields) -> str:
    """Say what a code holds: `definition, 2 examples, 3 rules`."""
    from interview_coder.readers.notes import counted

    numbers = {"example": len(code.examples) + len(code.counterexamples), "rule": len(code.rules)}
    parts = [name for name in ("definition", "memo") if getattr(code, name)]
    return ", ".join([*parts, *(counted(number, noun) for noun, number in numbers.items() if number)])


def _size(codes: Mapping[str, CodeFields]) -> str:
    from interview_coder.readers.notes import counted

    return f"{counted(len(codes), 'theme')}, {counted(len(list(_walk(codes))), 'code')} in all"
