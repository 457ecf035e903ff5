"""A group of commands, one module per verb, each loaded when it is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Verbs(click.Group):
    """Lists its verbs without importing them.

    `verbs` maps a verb to its one line in --help; the command is `command` in the module of the same name in `package`
    (`-` as `_`, and `_` after a word that Python keeps for itself).
    """

    def __init__(self, *args: Any, package: str, verbs: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._package, self._verbs = package, verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs, in the order of the dict."""
        return list(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb's module and return its command."""
        if cmd_name not in self._verbs:
            return None
        module = "import_" if cmd_name == "import" else cmd_name.replace("-", "_")
        command: click.Command = import_module(f"{self._package}.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verbs with their lines."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._verbs.items()))
