"""`dalston doctor`: looks at everything a stack needs, and says how to mend what is broken."""

from dataclasses import asdict

import typer
from rich.text import Text

from api.command.failure import Exit
from api.command.settings import Data
from api.command.terminal import Json, out, print_json

MARKS = {"ok": ("ok", "green"), "note": ("note", "yellow"), "broken": ("BROKEN", "bold red")}


def doctor(data: Data = None, json: Json = False) -> None:
    """Check what a stack needs on this machine, and say how to mend what is broken.

    Looks at settings, Python packages, the Temporal program, the device, models, the data folder, storage,
    the database, ports and, if one runs, the server. Exit status 1 when something is broken.

    Example:

        dalston doctor
    """
    from api.command.checks import examine

    findings = []
    for finding in examine(data):
        findings.append(finding)
        if not json:
            mark, style = MARKS[finding.state]
            out.print(Text(f"{mark:7}", style), Text(f"{finding.what}: {finding.detail}"), sep="")
            if finding.mend:
                out.print(f"       to mend it: {finding.mend}")
    if json:
        print_json([asdict(finding) for finding in findings])
    if any(finding.state == "broken" for finding in findings):
        raise typer.Exit(Exit.FAILED)
