"""The command that lets a shell complete what is typed: completion. click does the work."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from knooppunt.cli.framework import Choice, Command
from knooppunt.config import COMPLETION_VARIABLE

_SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command(cls=Command)
@click.argument("shell", type=Choice(*_SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what a shell needs to complete commands and options."""
    click.echo(_SHELLS[shell](ctx.find_root().command, {}, "knooppunt", COMPLETION_VARIABLE).source())
