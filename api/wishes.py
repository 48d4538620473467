"""What a PATCH of a job may say: the body, checked."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from activities.change import Change


def _plain(text: str) -> str:
    """On one line, without what cannot be shown."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _said(text: str) -> str:
    if not text:
        raise ValueError("must have a letter that can be shown")
    return text


SpeakerId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
NewSpeakerId = Annotated[str, StringConstraints(pattern=r"^SPEAKER_[0-9]{2,3}$")]
SegmentId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Name = Annotated[str, Field(max_length=255), AfterValidator(_plain), AfterValidator(_said)]
Label = Annotated[str, Field(max_length=100), AfterValidator(_plain), AfterValidator(_said)]
Text = Annotated[str, Field(max_length=10_000), AfterValidator(_plain)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SomebodyElse(Body):
    """A segment, or a stretch of its words, that another speaker says. Word numbers begin at 0."""

    segment: SegmentId
    speaker: NewSpeakerId = Field(description="One of the job's, or a new one.")
    first: int | None = Field(None, ge=0, lt=100_000, description="The stretch's first word.")
    last: int | None = Field(None, ge=0, lt=100_000, description="Its last word, included.")


class Changes(Body):
    """What is to be different. Done in this order: merge, reassign, speakers, segments."""

    name: Name | None = Field(None, description="What lists call the job.", examples=["Weekly"])
    merge: dict[SpeakerId, SpeakerId] = Field(
        default_factory=dict,
        max_length=100,
        description="Speaker id → the speaker who it really is.",
        examples=[{"SPEAKER_01": "SPEAKER_00"}],
    )
    reassign: list[SomebodyElse] = Field(default_factory=list, max_length=1000)
    speakers: dict[SpeakerId, Label | None] = Field(
        default_factory=dict,
        max_length=100,
        description="Speaker id → label; null removes it.",
        examples=[{"SPEAKER_00": "Anna"}],
    )
    segments: dict[SegmentId, Text] = Field(
        default_factory=dict,
        max_length=1000,
        description="Segment id → corrected text; an empty one removes the segment.",
        examples=[{"seg_0001": "Welcome, everybody."}],
    )
    retention: int | None = Field(
        None, ge=-1, le=3650, description="Days to keep the job from when it ended; see retention."
    )

    @model_validator(mode="after")
    def something(self) -> "Changes":
        if not self.model_fields_set:
            raise ValueError(f"nothing is to be changed; give one of: {', '.join(Changes.model_fields)}")
        return self

    @property
    def change(self) -> Change | None:
        """The part that is kept as an edit."""
        given = self.model_dump(exclude={"retention"}, exclude_unset=True, exclude_none=False)
        wish = Change.model_validate({name: value for name, value in given.items() if value is not None})
        return wish if wish != Change() else None
