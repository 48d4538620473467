"""A session that is over in; its files, its row, and the job that its audio becomes, out."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from temporalio import activity

from activities import folder, session_folder, storage
from activities.beating import beating
from activities.database import now
from activities.digests import sha256_of
from activities.expiry import expiry
from activities.index import Job
from activities.live import SessionFacts
from activities.options import JobOptions
from activities.session_folder import LiveTranscript, PcmFormat
from activities.sessions import ENDED, LiveSession, Sessions

SHORTEST = 0.1  # seconds of audio that are worth a job


@dataclass
class CloseInput:
    session_id: str
    status: str
    facts: SessionFacts
    error_code: str | None = None


@dataclass
class Enhancement:
    """A job whose row is there and whose workflow is to be started."""

    job_id: str
    priority: int
    request: dict[str, Any]


class CloseSession:
    def __init__(self, engine: Engine, storage_url: str) -> None:
        self.engine = engine
        self.sessions = Sessions(engine)
        self.storage_url = storage_url

    @activity.defn
    def close_session(self, input: CloseInput) -> Enhancement | None:
        """Doing it twice changes nothing."""
        row = self.sessions.find(input.session_id)
        if row is None:
            return None
        if row.status in ENDED:  # by an earlier attempt, whose answer was lost
            self._tidy(row)
            return self._made(row.enhancement_job_id)
        with beating():
            urls = self._files(row, input)
            made = self._job(row) if row.enhancement and urls.get("audio_url") else None
            self.sessions.end(row.id, **_columns(row, input), **urls, enhancement_job_id=made and made.job_id)
            self._tidy(row)
        return made

    def _files(self, row: LiveSession, input: CloseInput) -> dict[str, str]:
        urls = {}
        if row.retention:
            segments = session_folder.finals(row.folder)
            said = LiveTranscript(
                session_id=row.id,
                language=_language(row, input.facts),
                duration=input.facts.audio_seconds,
                speech_duration=input.facts.speech_seconds,
                text=" ".join(segment.text for segment in segments if segment.text),
                segments=segments,
            )
            urls["transcript_url"] = storage.write_model(session_folder.transcript(row.folder), said)
        if row.retention or row.enhancement:
            shape = PcmFormat(row.options["sample_rate"], row.options["channels"])
            recorded = bool(storage.list_names(storage.join(row.folder, "recorded")))
            if recorded and session_folder.assemble(row.folder, shape) >= SHORTEST:
                urls["audio_url"] = session_folder.audio(row.folder)
        return urls

    def _job(self, row: LiveSession) -> Enhancement:
        """The job's folder and row, as if the audio had been uploaded."""
        assert row.enhancement
        asked, audio = row.enhancement, session_folder.audio(row.folder)
        job_id = asked["job_id"]
        place = storage.join(self.storage_url, job_id)
        storage.copy(audio, folder.upload(place))
        storage.write_model(folder.options(place), JobOptions.model_validate(asked["options"]))
        sha256 = sha256_of(audio)
        request = asked["request"] | {"job_id": job_id, "folder": place, "upload_sha256": sha256}
        job = Job(**asked["job"], id=job_id, tenant=row.tenant, name=f"{row.id}.wav", status="pending")
        job.created_at, job.folder, job.request = now(), place, request
        job.upload_bytes, job.upload_sha256 = storage.size(audio), sha256
        made = Enhancement(job_id, job.priority, request)
        with Session(self.engine) as session, session.begin():
            if session.get(Job, job_id) is None:
                session.add(job)
        return made

    def _made(self, job_id: str | None) -> Enhancement | None:
        with Session(self.engine) as session:
            job = session.get(Job, job_id) if job_id else None
            return Enhancement(job.id, job.priority, job.request) if job else None

    def _tidy(self, row: LiveSession) -> None:
        if not row.retention:
            storage.delete_folder(row.folder)
            return
        for inner in ("finals", "recorded"):
            storage.delete_folder(storage.join(row.folder, inner))


def _columns(row: LiveSession, input: CloseInput) -> dict[str, Any]:
    ended, facts = now(), input.facts
    return {
        "status": input.status,
        "ended_at": ended,
        "duration": round(facts.audio_seconds, 3),
        "speech_duration": round(facts.speech_seconds, 3),
        "utterances": facts.utterances,
        "language": _language(row, facts),
        "expires_at": expiry(row.retention, ended) if row.retention else None,
        "error_code": input.error_code,
    }


def _language(row: LiveSession, facts: SessionFacts) -> str | None:
    """The one that was heard most, where none was asked for."""
    heard = facts.languages
    return row.language or (max(heard, key=heard.count) if heard else None)
