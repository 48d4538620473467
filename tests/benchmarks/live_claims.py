"""What must hold of live speech, a line each: claim, figure, limit, and whether it holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Claim:
    what: str
    figure: str
    limit: str
    holds: bool

    def __str__(self) -> str:
        return f"{self.what}: {self.figure}, limit {self.limit}: {'holds' if self.holds else 'DOES NOT HOLD'}"


def below(what: str, figure: float, limit: float, unit: str = "s") -> Claim:
    return Claim(what, f"{figure:.3g} {unit}", f"< {limit:g} {unit}", figure < limit)


def conclude(claims: list[Claim]) -> int:
    """Print them all; the exit status."""
    print(f"\n{len(claims)} claims:")
    for claim in claims:
        print(claim)
    return 0 if all(claim.holds for claim in claims) else 1
