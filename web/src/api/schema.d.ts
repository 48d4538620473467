// Made from /openapi.json by `npm run types`; not written by hand.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Healthz
         * @description This process answers; nothing else is asked.
         */
        get: operations["healthz_healthz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics
         * @description Counters and timings, in Prometheus's text format.
         */
        get: operations["metrics_metrics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readyz
         * @description 200 only when a job submitted now can run.
         */
        get: operations["readyz_readyz_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Jobs
         * @description Newest first, unless `order` says otherwise.
         */
        get: operations["list_jobs_v1_audio_transcriptions_get"];
        put?: never;
        /**
         * Submit
         * @description Upload a recording; a job transcribes it.
         */
        post: operations["submit_v1_audio_transcriptions_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Job
         * @description How far a job is and, when it is completed, its result.
         */
        get: operations["get_job_v1_audio_transcriptions__job_id__get"];
        put?: never;
        post?: never;
        /**
         * Delete
         * @description Forget a job: its upload, its artifacts, its result, its history.
         */
        delete: operations["delete_v1_audio_transcriptions__job_id__delete"];
        options?: never;
        head?: never;
        /**
         * Change Job
         * @description Rename a job; label, merge and reassign speakers; correct texts; keep it longer or shorter.
         *
         *     The machine's transcript is kept: edits are laid over it and can be taken back.
         */
        patch: operations["change_job_v1_audio_transcriptions__job_id__patch"];
        trace?: never;
    };
    "/v1/audio/transcriptions/{job_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Audio
         * @description The upload, byte for byte. Forbidden where something was to be redacted.
         */
        get: operations["audio_v1_audio_transcriptions__job_id__audio_get"];
        put?: never;
        post?: never;
        /**
         * Forget Audio
         * @description Forget a job's upload and everything that can be heard or recognised; its transcript is kept.
         */
        delete: operations["forget_audio_v1_audio_transcriptions__job_id__audio_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions/{job_id}/audio/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Audio Peaks
         * @description How loud the recording is from moment to moment: of the redacted one, where something was redacted.
         *
         *     The first request of a job draws it, which takes about a second for an hour of audio.
         */
        get: operations["audio_peaks_v1_audio_transcriptions__job_id__audio_peaks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions/{job_id}/audio/redacted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Redacted Audio
         * @description The recording without what was to be redacted, as FLAC.
         */
        get: operations["redacted_audio_v1_audio_transcriptions__job_id__audio_redacted_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel
         * @description Ask a job to stop. It is `cancelling` until its work has stopped, then `cancelled`.
         */
        post: operations["cancel_v1_audio_transcriptions__job_id__cancel_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions/{job_id}/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Edits
         * @description What was changed, oldest first, and whether it still holds.
         */
        get: operations["list_edits_v1_audio_transcriptions__job_id__edits_get"];
        put?: never;
        post?: never;
        /**
         * Revert All
         * @description Take back all edits: the transcript is the machine's again.
         */
        delete: operations["revert_all_v1_audio_transcriptions__job_id__edits_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions/{job_id}/edits/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revert
         * @description Take back one edit; 409 when a later one needs it.
         */
        delete: operations["revert_v1_audio_transcriptions__job_id__edits__number__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions/{job_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events
         * @description `stage`, `progress`, `segment` and, at the end, `done`. A segment's id says where to resume.
         *
         *     `error` ends the stream when the key or token that opened it is revoked or expires.
         */
        get: operations["events_v1_audio_transcriptions__job_id__events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions/{job_id}/export/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description The transcript as a file.
         */
        get: operations["export_v1_audio_transcriptions__job_id__export__format__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions/{job_id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rerun
         * @description Transcribe a job's recording again from some stage on; a new job, which reuses what is still valid.
         *
         *     `reused` names what is not done again; `voices` is what the diarizer heard.
         */
        post: operations["rerun_v1_audio_transcriptions__job_id__rerun_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions/{job_id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tasks
         * @description One row a stage.
         */
        get: operations["tasks_v1_audio_transcriptions__job_id__tasks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions/export.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Zip
         * @description Transcripts of several jobs, each a file that is called as its job.
         */
        get: operations["export_zip_v1_audio_transcriptions_export_zip_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit
         * @description Who did what in the caller's tenant, newest first.
         */
        get: operations["list_audit_v1_audit_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Batches
         * @description Newest first.
         */
        get: operations["list_batches_v1_batches_get"];
        put?: never;
        /**
         * Create Batch
         * @description Submit many recordings; at most `most_running` of their jobs run at once.
         */
        post: operations["create_batch_v1_batches_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Batch
         * @description How far a batch is, what it has cost, and what failed.
         */
        get: operations["get_batch_v1_batches__batch_id__get"];
        put?: never;
        post?: never;
        /**
         * Delete Batch
         * @description Forget a batch that has ended.
         */
        delete: operations["delete_batch_v1_batches__batch_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Batch
         * @description Start no further jobs and cancel those that run. It is `cancelling` until they have stopped.
         */
        post: operations["cancel_batch_v1_batches__batch_id__cancel_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Items
         * @description Its recordings in their order, each with its job.
         */
        get: operations["list_items_v1_batches__batch_id__items_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause Batch
         * @description Start no further jobs; those that run go on.
         */
        post: operations["pause_batch_v1_batches__batch_id__pause_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume Batch
         * @description Go on with a paused batch.
         */
        post: operations["resume_batch_v1_batches__batch_id__resume_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/batches/{batch_id}/retry-failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Failed
         * @description Submit what failed once more; each gets a new job.
         */
        post: operations["retry_failed_v1_batches__batch_id__retry_failed_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Engines
         * @description The catalogue, on which devices each engine is live, and what keeps the others from it.
         */
        get: operations["list_engines_v1_engines_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Keys
         * @description The tenant's keys, newest first, the revoked ones too.
         */
        get: operations["list_keys_v1_keys_get"];
        put?: never;
        /**
         * Create Key
         * @description A new key of the caller's tenant.
         */
        post: operations["create_key_v1_keys_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Key
         * @description A key or a token of the tenant.
         */
        get: operations["get_key_v1_keys__key_id__get"];
        put?: never;
        post?: never;
        /**
         * Revoke Key
         * @description Revoke a key and the tokens made with it. Within five seconds no server takes it any more.
         */
        delete: operations["revoke_key_v1_keys__key_id__delete"];
        options?: never;
        head?: never;
        /**
         * Rename Key
         * @description Give a key another name.
         */
        patch: operations["rename_key_v1_keys__key_id__patch"];
        trace?: never;
    };
    "/v1/keys/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Own Key
         * @description The key or token that this request came with.
         */
        get: operations["get_own_key_v1_keys_me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Listen
         * @description Transcribe a recording, the body or at a URL, and wait for it; with callback, be sent the answer.
         */
        post: operations["listen_v1_listen_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Models
         * @description Every model of every engine that transcribes.
         */
        get: operations["list_models_v1_models_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/realtime/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sessions
         * @description Newest first, those that go on and those that have ended.
         */
        get: operations["list_sessions_v1_realtime_sessions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/realtime/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Session
         * @description One session, live or past.
         */
        get: operations["get_session_v1_realtime_sessions__session_id__get"];
        put?: never;
        post?: never;
        /**
         * End Session
         * @description End a live session: what it has heard is finished, and its client gets `session.end`.
         *
         *     A session that has ended is forgotten, with its transcript and its audio.
         */
        delete: operations["end_session_v1_realtime_sessions__session_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/realtime/sessions/{session_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Session Audio
         * @description The audio of a session that has ended, if it was to be kept, as WAV.
         */
        get: operations["session_audio_v1_realtime_sessions__session_id__audio_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/realtime/sessions/{session_id}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Session Transcript
         * @description What was said in a session that has ended, if it was to be kept.
         */
        get: operations["session_transcript_v1_realtime_sessions__session_id__transcript_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/realtime/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Realtime Status
         * @description Seats for live sessions: how many there are, and how many are free. Two seconds old at most.
         */
        get: operations["realtime_status_v1_realtime_status_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/realtime/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Realtime Workers
         * @description Every worker for live speech that was heard of lately.
         */
        get: operations["realtime_workers_v1_realtime_workers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/single-use-token/{token_type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Single Use Token
         * @description For one request of a browser, which must not hold a key.
         */
        post: operations["create_single_use_token_v1_single_use_token__token_type__post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/speech-to-text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Convert
         * @description Transcribe a recording and wait for it; or, with webhook=true, be told how it ended.
         */
        post: operations["convert_v1_speech_to_text_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/speech-to-text/transcripts/{transcription_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Transcript
         * @description A transcript, written as its conversion asked; 404 until it is there.
         */
        get: operations["get_transcript_v1_speech_to_text_transcripts__transcription_id__get"];
        put?: never;
        post?: never;
        /**
         * Delete Transcript
         * @description Forget a transcript and its recording.
         */
        delete: operations["delete_transcript_v1_speech_to_text_transcripts__transcription_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Limits
         * @description What the caller's tenant and key may use, and have used. Without keys most limits do not apply.
         */
        get: operations["get_limits_v1_system_limits_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Statistics
         * @description The tenant's jobs hour by hour in UTC, and what goes on now; ten seconds old at most.
         */
        get: operations["get_statistics_v1_system_statistics_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * System Status
         * @description How each part is, who works, and what waits.
         */
        get: operations["system_status_v1_system_status_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/temporal/codec/decode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decode Payloads
         * @description Payloads of Temporal's opened; those that are not sealed stay as they are.
         */
        post: operations["decode_payloads_v1_temporal_codec_decode_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/temporal/codec/encode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Encode Payloads
         * @description Payloads sealed with the first of the keys; as they are where there are none.
         */
        post: operations["encode_payloads_v1_temporal_codec_encode_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/temporal/codec/pass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give Codec Pass
         * @description A cookie for an hour with which pages of Temporal's own interface open payloads, and nothing else.
         */
        post: operations["give_codec_pass_v1_temporal_codec_pass_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Token
         * @description A token of the caller's tenant. It counts against the limits of the key that makes it.
         */
        post: operations["create_token_v1_tokens_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Webhooks
         * @description All endpoints, newest first.
         */
        get: operations["list_webhooks_v1_webhooks_get"];
        put?: never;
        /**
         * Create Webhook
         * @description A new endpoint. The secret is in this answer and in that of a rotation only.
         */
        post: operations["create_webhook_v1_webhooks_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Webhook
         * @description An endpoint, and whether messages reach it.
         */
        get: operations["get_webhook_v1_webhooks__webhook_id__get"];
        put?: never;
        post?: never;
        /**
         * Delete Webhook
         * @description Remove an endpoint with its deliveries; what was still to be told to it is not told any more.
         */
        delete: operations["delete_webhook_v1_webhooks__webhook_id__delete"];
        options?: never;
        head?: never;
        /**
         * Change Webhook
         * @description Change an endpoint. Messages that are still to be told go to its new URL.
         */
        patch: operations["change_webhook_v1_webhooks__webhook_id__patch"];
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Deliveries
         * @description Messages to an endpoint, newest first, with how their last attempt went.
         */
        get: operations["list_deliveries_v1_webhooks__webhook_id__deliveries_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Delivery
         * @description A message, as it was or will be told.
         */
        get: operations["get_delivery_v1_webhooks__webhook_id__deliveries__delivery_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Delivery
         * @description Tell a message once more, under the same id; again for a day until it is taken.
         */
        post: operations["retry_delivery_v1_webhooks__webhook_id__deliveries__delivery_id__retry_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate Secret
         * @description A new secret. For a day the one before signs every message too, so that receivers can follow.
         */
        post: operations["rotate_secret_v1_webhooks__webhook_id__rotate_secret_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Test
         * @description Tell an endpoint a message of the type `webhook.test`, as any other.
         */
        post: operations["send_test_v1_webhooks__webhook_id__test_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/signing-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Signing Secret
         * @description What signs messages to the `webhook_url` of jobs: one secret a tenant, made at first use.
         */
        get: operations["get_signing_secret_v1_webhooks_signing_secret_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** About */
        About: {
            /**
             * Commit
             * @description Of the source, where that is known.
             */
            commit: string | null;
            /**
             * Database Kind
             * @example sqlite
             */
            database_kind: string;
            /**
             * Keys On
             * @description Whether requests need a key.
             */
            keys_on: boolean;
            /** Started At */
            started_at: string;
            /**
             * Storage Kind
             * @description Scheme of the URL of job folders.
             * @example file
             */
            storage_kind: string;
            /** Uptime Seconds */
            uptime_seconds: number;
            /**
             * Version
             * @example 0.1.0
             */
            version: string;
        };
        /** AcceptedJob */
        AcceptedJob: {
            /** Created At */
            created_at: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Status */
            status: string;
        };
        /** Acknowledged */
        Acknowledged: {
            /** Message */
            message: string;
            /** Request Id */
            request_id: string;
            /** Transcription Id */
            transcription_id: string;
        };
        /** Paragraph */
        activities__transcript__Paragraph: {
            /** End */
            end: number;
            /** Segments */
            segments: string[];
            /** Start */
            start: number;
            /** Topic */
            topic?: string | null;
        };
        /**
         * AdditionalFormat
         * @description The transcript once more, as a file.
         */
        AdditionalFormat: {
            /** Content */
            content: string;
            /** Content Type */
            content_type: string;
            /** File Extension */
            file_extension: string;
            /**
             * Is Base64 Encoded
             * @description Whether `content` is base64: of a format that is not text.
             */
            is_base64_encoded: boolean;
            /**
             * Requested Format
             * @enum {string}
             */
            requested_format: "txt" | "json" | "srt" | "vtt" | "docx" | "rttm" | "ctm";
        };
        /** Alive */
        Alive: {
            /**
             * Status
             * @default ok
             * @constant
             */
            status: "ok";
        };
        /** Alternative */
        Alternative: {
            /** Confidence */
            confidence: number | null;
            paragraphs?: components["schemas"]["Paragraphs"] | null;
            /** Transcript */
            transcript: string;
            /** Words */
            words: components["schemas"]["HeardWord"][];
        };
        /** Accepted */
        api__batch_answers__Accepted: {
            /** Created At */
            created_at: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /**
             * Status
             * @enum {string}
             */
            status: "running" | "paused" | "cancelling" | "completed" | "cancelled";
        };
        /** Accepted */
        api__deepgram__answers__Accepted: {
            /** Request Id */
            request_id: string;
        };
        /** Paragraph */
        api__deepgram__answers__Paragraph: {
            /** End */
            end: number;
            /** Num Words */
            num_words: number;
            /** Sentences */
            sentences: components["schemas"]["Sentence"][];
            /** Speaker */
            speaker?: number | null;
            /** Start */
            start: number;
        };
        /** AuditPage */
        AuditPage: {
            /** Entries */
            entries: components["schemas"]["ShownEntry"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** BatchCost */
        BatchCost: {
            /** Engine Seconds */
            engine_seconds: number;
            /**
             * Real Time Factor
             * @description Engine seconds for a second of audio.
             */
            real_time_factor: number | null;
        };
        /** BatchInFull */
        BatchInFull: {
            /**
             * Audio Seconds
             * @description Of the completed jobs.
             */
            audio_seconds: number;
            /** Completed At */
            completed_at: string | null;
            cost: components["schemas"]["BatchCost"];
            counts: components["schemas"]["Counts"];
            /** Created At */
            created_at: string;
            /**
             * Failures
             * @description The first ones; /items?status=failed has all.
             */
            failures: components["schemas"]["ShownItem"][];
            /**
             * Id
             * @example batch_01JA8Z0000000000000000000A
             */
            id: string;
            /** Most Running */
            most_running: number;
            /** Name */
            name: string;
            /**
             * On Failure
             * @enum {string}
             */
            on_failure: "continue" | "stop";
            /**
             * Options
             * @description The fields of every job; `prompt`, `keyterms`, `webhook_url` and `webhook_metadata` only for keys with the scope jobs:write.
             */
            options: {
                [key: string]: unknown;
            };
            /** Skip Done */
            skip_done: boolean;
            /**
             * Status
             * @enum {string}
             */
            status: "running" | "paused" | "cancelling" | "completed" | "cancelled";
        };
        /** BatchPage */
        BatchPage: {
            /** Batches */
            batches: components["schemas"]["ShownBatch"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** CancelledJob */
        CancelledJob: {
            /** Id */
            id: string;
            /**
             * Status
             * @example cancelling
             */
            status: string;
        };
        /**
         * Changes
         * @description What is to be different. Done in this order: merge, reassign, speakers, segments.
         */
        Changes: {
            /**
             * Merge
             * @description Speaker id → the speaker who it really is.
             * @example {
             *       "SPEAKER_01": "SPEAKER_00"
             *     }
             */
            merge?: {
                [key: string]: string;
            };
            /**
             * Name
             * @description What lists call the job.
             * @example Weekly
             */
            name?: string | null;
            /** Reassign */
            reassign?: components["schemas"]["SomebodyElse"][];
            /**
             * Retention
             * @description Days to keep the job from when it ended; see retention.
             */
            retention?: number | null;
            /**
             * Segments
             * @description Segment id → corrected text; an empty one removes the segment.
             * @example {
             *       "seg_0001": "Welcome, everybody."
             *     }
             */
            segments?: {
                [key: string]: string;
            };
            /**
             * Speakers
             * @description Speaker id → label; null removes it.
             * @example {
             *       "SPEAKER_00": "Anna"
             *     }
             */
            speakers?: {
                [key: string]: string | null;
            };
        };
        /** Channel */
        Channel: {
            /** Alternatives */
            alternatives: components["schemas"]["Alternative"][];
            /** Detected Language */
            detected_language?: string | null;
        };
        /** Character */
        Character: {
            /** End */
            end: number;
            /** Start */
            start: number;
            /** Text */
            text: string;
        };
        /**
         * CompletedJob
         * @description A completed job and its result. Times are seconds from the start of the upload.
         */
        CompletedJob: {
            /**
             * Additional Formats
             * @description Those that the submission asked for.
             */
            additional_formats?: components["schemas"]["AdditionalFormat"][];
            /**
             * Audio Removed At
             * @description When its recording was forgotten.
             */
            audio_removed_at: string | null;
            /** Channels */
            channels: number;
            /** Completed At */
            completed_at: string | null;
            cost: components["schemas"]["Cost"];
            /** Created At */
            created_at: string;
            /** Duration */
            duration: number;
            /** Entities */
            entities?: components["schemas"]["Entity"][];
            /** Events */
            events?: components["schemas"]["Event"][];
            /**
             * Expires At
             * @description When it is forgotten; null: not known yet, or never.
             */
            expires_at: string | null;
            /**
             * Id
             * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
             */
            id: string;
            /** Language */
            language: string | null;
            /** Language Confidence */
            language_confidence: number | null;
            /** Name */
            name: string;
            /** Paragraphs */
            paragraphs?: components["schemas"]["activities__transcript__Paragraph"][];
            quality: components["schemas"]["Quality"];
            /**
             * Rerun Of
             * @description The job whose recording this one transcribes again.
             */
            rerun_of: string | null;
            /** Sample Rate */
            sample_rate: number;
            /** Segments */
            segments: components["schemas"]["Segment"][];
            /** Speakers */
            speakers?: components["schemas"]["Speaker"][];
            /** Stages */
            stages: components["schemas"]["Stage"][];
            /** Started At */
            started_at: string | null;
            /**
             * Status
             * @description pending, running, cancelling, completed, failed or cancelled.
             */
            status: string;
            /** Summary */
            summary?: string | null;
            /** Text */
            text: string;
            /** Warnings */
            warnings?: components["schemas"]["Warning"][];
        };
        /**
         * Conversation
         * @description A transcript; of one channel, where they are told apart.
         */
        Conversation: {
            /** Additional Formats */
            additional_formats?: components["schemas"]["WrittenFormat"][] | null;
            /** Audio Duration Secs */
            audio_duration_secs?: number | null;
            /** Channel Index */
            channel_index?: number | null;
            /** Entities */
            entities?: components["schemas"]["DetectedEntity"][] | null;
            /**
             * Language Code
             * @description ISO 639-3; und: unknown.
             */
            language_code: string;
            /**
             * Language Probability
             * @description 1 where the caller said it, 0 where nobody knows.
             */
            language_probability: number;
            /**
             * Text
             * @description All that the words say, joined.
             */
            text: string;
            /** Transcription Id */
            transcription_id?: string | null;
            /** Words */
            words: components["schemas"]["ShownWord"][];
        };
        /**
         * Conversations
         * @description A transcript a channel.
         */
        Conversations: {
            /** Audio Duration Secs */
            audio_duration_secs: number;
            /** Transcription Id */
            transcription_id: string;
            /** Transcripts */
            transcripts: components["schemas"]["Conversation"][];
        };
        /** Cost */
        Cost: {
            /** Attempts */
            attempts: number;
            /** Engine Seconds */
            engine_seconds: number;
            /** Queue Seconds */
            queue_seconds: number;
            /** Real Time Factor */
            real_time_factor: number | null;
            /** Wasted Seconds */
            wasted_seconds: number;
        };
        /**
         * Counts
         * @description Recordings by what became of them.
         */
        Counts: {
            /**
             * Cancelled
             * @default 0
             */
            cancelled: number;
            /**
             * Completed
             * @default 0
             */
            completed: number;
            /**
             * Failed
             * @default 0
             */
            failed: number;
            /**
             * Pending
             * @default 0
             */
            pending: number;
            /**
             * Running
             * @default 0
             */
            running: number;
            /**
             * Skipped
             * @description Done by an earlier batch.
             * @default 0
             */
            skipped: number;
            /** Total */
            total: number;
        };
        /**
         * Decoding
         * @description How sure the decoder was of one segment, in its own terms. Kept with the chunk, not in the result.
         */
        Decoding: {
            /** Avg Logprob */
            avg_logprob: number;
            /** Compression Ratio */
            compression_ratio: number;
            /** No Speech Prob */
            no_speech_prob: number;
            /** Temperature */
            temperature: number;
            /** Tokens */
            tokens?: number[];
        };
        /** DeepgramErrorEnvelope */
        DeepgramErrorEnvelope: {
            /** Err Code */
            err_code: string;
            /** Err Msg */
            err_msg: string;
            /** Request Id */
            request_id: string;
        };
        /** Deleted */
        Deleted: {
            /**
             * Message
             * @default Transcript deleted.
             * @constant
             */
            message: "Transcript deleted.";
        };
        /** DeliveryPage */
        DeliveryPage: {
            /** Deliveries */
            deliveries: components["schemas"]["ShownDelivery"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** Detail */
        Detail: {
            /** Message */
            message: string;
            /** Status */
            status: string;
        };
        /** DetectedEntity */
        DetectedEntity: {
            /** End Char */
            end_char: number;
            /** Entity Type */
            entity_type: string;
            /** Start Char */
            start_char: number;
            /** Text */
            text: string;
        };
        /** EditList */
        EditList: {
            /** Edits */
            edits: components["schemas"]["EditRow"][];
        };
        /** EditRow */
        EditRow: {
            /**
             * Actor
             * @description The key's id; `local` without keys.
             */
            actor: string;
            /** At */
            at: string;
            /** Change */
            change: {
                [key: string]: unknown;
            };
            /** Number */
            number: number;
            /** Reverted */
            reverted: boolean;
        };
        /** ElevenLabsErrorEnvelope */
        ElevenLabsErrorEnvelope: {
            detail: components["schemas"]["Detail"];
        };
        /** ElevenLabsFieldErrorEnvelope */
        ElevenLabsFieldErrorEnvelope: {
            /** Detail */
            detail: components["schemas"]["WrongField"][];
        };
        /** EngineList */
        EngineList: {
            /** Engines */
            engines: components["schemas"]["EngineStatus"][];
            /**
             * Languages
             * @description BCP 47, of live engines that transcribe; `*`: many more.
             */
            languages: string[];
            /**
             * Options
             * @description transcribe, translate, detect_language, diarize, detect_events, detect_emotions, llm_cleanup, pii_detection, and `word_times` more exact than those of the transcriber.
             * @example {
             *       "transcribe": {
             *         "available": true
             *       }
             *     }
             */
            options: {
                [key: string]: components["schemas"]["Offer"];
            };
        };
        /** EngineStatus */
        EngineStatus: {
            /** Aliases */
            aliases?: {
                [key: string]: string;
            };
            /** Devices */
            devices: ("cpu" | "gpu")[];
            /** Extra */
            extra?: string | null;
            /** Gives */
            gives?: string[];
            /** Id */
            id: string;
            /** Languages */
            languages?: string[];
            /** Less Memory */
            less_memory?: {
                [key: string]: {
                    [key: string]: string | number;
                }[];
            };
            /** Licence */
            licence: string;
            /**
             * Live
             * @description Empty: no worker serves this engine now.
             */
            live: components["schemas"]["Serving"][];
            /**
             * Missing
             * @description What it lacks on the server's own machine, where no worker serves it.
             */
            missing: string | null;
            /** Models */
            models?: {
                [key: string]: components["schemas"]["ModelCard"];
            };
            /** Parameters */
            parameters?: {
                [key: string]: unknown;
            };
            /** Requires */
            requires?: string[];
            /** Settings */
            settings?: string[];
            /** Stages */
            stages: string[];
            /** Summary */
            summary: string;
            /**
             * Translates
             * @default false
             */
            translates: boolean;
            /**
             * Unit
             * @default chunk
             * @enum {string}
             */
            unit: "chunk" | "recording";
        };
        /** Enhancement */
        Enhancement: {
            /** Job Id */
            job_id: string;
            /** Segments */
            segments: components["schemas"]["Match"][];
            /** Status */
            status: string;
        };
        /**
         * Entity
         * @description Something in the words that identifies a person, and when it is heard.
         */
        Entity: {
            /**
             * Category
             * @default pii
             * @enum {string}
             */
            category: "pii" | "phi" | "pci";
            /** Confidence */
            confidence?: number | null;
            /** End */
            end: number;
            /** End Char */
            end_char: number;
            /** Redacted */
            redacted?: string | null;
            /** Speaker */
            speaker?: string | null;
            /** Start */
            start: number;
            /** Start Char */
            start_char: number;
            /** Text */
            text: string | null;
            /** Type */
            type: string;
        };
        /**
         * ErrorEnvelope
         * @description The body of every error.
         */
        ErrorEnvelope: {
            error: components["schemas"]["Problem"];
        };
        /**
         * Event
         * @description A sound that is not speech: laughter, applause, music, …
         */
        Event: {
            /** Confidence */
            confidence: number;
            /** End */
            end: number;
            /** Start */
            start: number;
            /** Type */
            type: string;
        };
        /**
         * FailedJob
         * @description A job that failed, or was cancelled and so has no error.
         */
        FailedJob: {
            /**
             * Audio Removed At
             * @description When its recording was forgotten.
             */
            audio_removed_at: string | null;
            /** Completed At */
            completed_at: string | null;
            /** Created At */
            created_at: string;
            /** Duration */
            duration: number | null;
            error: components["schemas"]["JobError"] | null;
            /**
             * Expires At
             * @description When it is forgotten; null: not known yet, or never.
             */
            expires_at: string | null;
            /**
             * Id
             * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
             */
            id: string;
            /** Language */
            language: string | null;
            /** Name */
            name: string;
            /**
             * Rerun Of
             * @description The job whose recording this one transcribes again.
             */
            rerun_of: string | null;
            /** Started At */
            started_at: string | null;
            /**
             * Status
             * @description pending, running, cancelling, completed, failed or cancelled.
             */
            status: string;
        };
        /** Heard */
        Heard: {
            metadata: components["schemas"]["Metadata"];
            results: components["schemas"]["Results"];
        };
        /** HeardWord */
        HeardWord: {
            /** Confidence */
            confidence: number | null;
            /** End */
            end: number;
            /** Punctuated Word */
            punctuated_word?: string | null;
            /** Speaker */
            speaker?: number | null;
            /** Start */
            start: number;
            /** Word */
            word: string;
        };
        /** Hour */
        Hour: {
            /**
             * Audio Seconds
             * @description Of the jobs that completed in this hour.
             */
            audio_seconds: number;
            /** Cancelled */
            cancelled: number;
            /** Completed */
            completed: number;
            /** Failed */
            failed: number;
            /**
             * Queue Seconds
             * @description Median of the completed: from submission to start.
             */
            queue_seconds: number | null;
            /**
             * Real Time Factor
             * @description Median of the completed: seconds from a job's start to its end ÷ seconds of audio.
             */
            real_time_factor: number | null;
            /**
             * Start
             * @example 2026-01-31T23:00:00.000Z
             */
            start: string;
            /** Submitted */
            submitted: number;
        };
        /** ItemPage */
        ItemPage: {
            /** Items */
            items: components["schemas"]["ShownItem"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /** JobError */
        JobError: {
            /** Code */
            code: string;
            /** Message */
            message: string;
        };
        /** JobPage */
        JobPage: {
            /** Jobs */
            jobs: components["schemas"]["ListedJob"][];
            /**
             * Next Cursor
             * @description Ask with it for the next page; null: there is none.
             */
            next_cursor: string | null;
            /**
             * Total
             * @description Of all pages together.
             */
            total: number;
        };
        /**
         * KeyChange
         * @example {
         *       "name": "newsroom"
         *     }
         */
        KeyChange: {
            /** Name */
            name: string;
        };
        /** KeyPage */
        KeyPage: {
            /** Keys */
            keys: components["schemas"]["ShownKey"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * KeyWanted
         * @example {
         *       "name": "newsroom",
         *       "scopes": [
         *         "jobs:read",
         *         "jobs:write"
         *       ]
         *     }
         */
        KeyWanted: {
            /**
             * Expires At
             * @description Not given: it does not expire.
             */
            expires_at?: string | null;
            /** Name */
            name: string;
            /**
             * Rate Limit
             * @description Requests a minute, below the limit of the tenant.
             */
            rate_limit?: number | null;
            /**
             * Scopes
             * @description What it may do; `admin` stands for everything.
             */
            scopes: ("jobs:read" | "jobs:write" | "realtime" | "webhooks" | "admin")[];
        };
        /** LimitsAnswer */
        LimitsAnswer: {
            /** @description Of the caller's own key, where it has a limit. */
            key_requests_per_minute: components["schemas"]["Share"];
            /**
             * Live Seconds
             * @description Longest live session.
             */
            live_seconds: number;
            live_sessions: components["schemas"]["Share"];
            /** @description Of the tenant; it fills up again evenly. */
            requests_per_minute: components["schemas"]["Share"];
            retention: components["schemas"]["RetentionLimits"];
            running_jobs: components["schemas"]["Share"];
            /**
             * Upload Bytes
             * @description Largest recording.
             */
            upload_bytes: number;
        };
        /** ListedJob */
        ListedJob: {
            /**
             * Audio Removed At
             * @description When its recording was forgotten.
             */
            audio_removed_at: string | null;
            /** Batch Id */
            batch_id: string | null;
            /** Completed At */
            completed_at: string | null;
            /** Created At */
            created_at: string;
            /**
             * Duration
             * @description Seconds of audio.
             */
            duration: number | null;
            error: components["schemas"]["JobError"] | null;
            /**
             * Expires At
             * @description When it is forgotten; null: not known yet, or never.
             */
            expires_at: string | null;
            /**
             * Id
             * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
             */
            id: string;
            /** Language */
            language: string | null;
            /** Name */
            name: string;
            /**
             * Rerun Of
             * @description The job whose recording this one transcribes again.
             */
            rerun_of: string | null;
            /** @description Where the text matched `q`; null: only the name did. */
            snippet: components["schemas"]["Snippet"] | null;
            /** Started At */
            started_at: string | null;
            /**
             * Status
             * @description pending, running, cancelling, completed, failed or cancelled.
             */
            status: string;
        };
        /** Match */
        Match: {
            /** Final */
            final: string[];
            /** Live */
            live: string;
        };
        /** Metadata */
        Metadata: {
            /** Channels */
            channels: number;
            /** Created */
            created: string;
            /** Duration */
            duration: number;
            /** Model Info */
            model_info: {
                [key: string]: unknown;
            };
            /** Models */
            models: string[];
            /** Request Id */
            request_id: string;
            /** Sha256 */
            sha256: string;
            /**
             * Transaction Key
             * @default deprecated
             */
            transaction_key: string;
        };
        /** ModelCard */
        ModelCard: {
            /** Languages */
            languages?: string[] | null;
            /** Licence */
            licence: string;
            /** Memory Mb */
            memory_mb: number;
            /** Source */
            source: string;
            /**
             * Translates
             * @default true
             */
            translates: boolean;
            /** Weights */
            weights?: string[];
        };
        /** ModelList */
        ModelList: {
            /** Models */
            models: components["schemas"]["ModelStatus"][];
        };
        /** ModelStatus */
        ModelStatus: {
            /** Aliases */
            aliases: string[];
            /**
             * Available
             * @description A live worker can transcribe with it.
             */
            available: boolean;
            /** Engine */
            engine: string;
            /**
             * Id
             * @description What the `model` field of a submission takes.
             * @example faster-whisper:base
             */
            id: string;
            /**
             * Languages
             * @description BCP 47; `*` stands for many.
             */
            languages: string[];
            /** Licence */
            licence: string;
            /**
             * Loaded
             * @description A live worker holds it in memory.
             */
            loaded: boolean;
            /** Memory Mb */
            memory_mb: number | null;
            /** Model */
            model: string;
            /** Source */
            source: string | null;
        };
        /**
         * NewBatch
         * @example {
         *       "options": {
         *         "language": "en"
         *       },
         *       "sources": [
         *         {
         *           "url": "https://example.com/talk.mp3"
         *         }
         *       ]
         *     }
         * @example {
         *       "folder": "file:///srv/recordings",
         *       "most_running": 8,
         *       "name": "archive",
         *       "pattern": "*.mp3"
         *     }
         */
        NewBatch: {
            /**
             * Folder
             * @description URL of a folder that the operator allows; instead of `sources`.
             */
            folder?: string | null;
            /**
             * Most Running
             * @description Jobs that may run at once.
             * @default 4
             */
            most_running: number;
            /**
             * Name
             * @description What lists call the batch.
             */
            name?: string | null;
            /**
             * On Failure
             * @description `stop`: pause the batch when a job has failed.
             * @default continue
             * @enum {string}
             */
            on_failure: "continue" | "stop";
            /** @description The fields of every job. */
            options?: components["schemas"]["Submission"];
            /**
             * Pattern
             * @description Which files below the folder, e.g. `*.mp3` or `2024/*`; not given: audio and video.
             */
            pattern?: string | null;
            /**
             * Skip Done
             * @description Skip what a job of an earlier batch has done with the same options.
             * @default true
             */
            skip_done: boolean;
            /** Sources */
            sources?: components["schemas"]["Source"][] | null;
        };
        /** NewShownKey */
        NewShownKey: {
            /** Created At */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /**
             * Hint
             * @description How the secret begins.
             * @example dk_bX3qP
             */
            hint: string;
            /**
             * Id
             * @example key_01JA8Z0000000000000000000A
             */
            id: string;
            /**
             * Key
             * @description The secret. It is shown now and never again.
             */
            key: string;
            /**
             * Last Used At
             * @description To the minute.
             */
            last_used_at: string | null;
            /**
             * Made By
             * @description The key that a token was made with.
             */
            made_by: string | null;
            /** Name */
            name: string;
            /**
             * Rate Limit
             * @description Requests a minute; null: only the tenant's limit.
             */
            rate_limit: number | null;
            /** Revoked At */
            revoked_at: string | null;
            /** Scopes */
            scopes: string[];
            /** Single Use */
            single_use: boolean;
            /** Tenant */
            tenant: string;
        };
        /** Offer */
        Offer: {
            /** Available */
            available: boolean;
            /**
             * Reason
             * @description Why not, and what would help; null where it is available.
             */
            reason: string | null;
        };
        /** Paragraphs */
        Paragraphs: {
            /** Paragraphs */
            paragraphs: components["schemas"]["api__deepgram__answers__Paragraph"][];
            /** Transcript */
            transcript: string;
        };
        /** Part */
        Part: {
            /**
             * Detail
             * @description What is wrong; empty when nothing is.
             */
            detail: string;
            /** Ok */
            ok: boolean;
        };
        /** PeaksAnswer */
        PeaksAnswer: {
            /**
             * Duration
             * @description Seconds.
             * @example 11
             */
            duration: number;
            /**
             * Peaks
             * @description Lowest and highest sample of each stretch in turn, -127 to 127; at most 20,000 pairs.
             * @example [
             *       -3,
             *       4,
             *       -90,
             *       101
             *     ]
             */
            peaks: number[];
            /**
             * Per Second
             * @description Pairs a second; perhaps fewer than were asked for.
             */
            per_second: number;
        };
        /**
         * Problem
         * @description What every dialect says in its own way.
         */
        Problem: {
            /**
             * Code
             * @example job_not_found
             */
            code: string;
            /** Details */
            details?: {
                [key: string]: unknown;
            };
            /**
             * Message
             * @description What was asked for and what would be accepted.
             */
            message: string;
        };
        /** Quality */
        Quality: {
            /** Redecoded Chunks */
            redecoded_chunks: number;
            /** Speech Seconds */
            speech_seconds: number;
            /** Suspect */
            suspect: components["schemas"]["Suspect"][];
            /** Transcribed Seconds */
            transcribed_seconds: number;
        };
        /** RealtimeWorker */
        RealtimeWorker: {
            /** Active */
            active: number;
            /** Capacity */
            capacity: number;
            /** Device */
            device: string;
            /** Engine */
            engine: string;
            /** Heartbeat Age */
            heartbeat_age: number;
            /** Id */
            id: string;
            /** Models */
            models: string[];
            /**
             * State
             * @enum {string}
             */
            state: "ready" | "busy" | "draining";
        };
        /**
         * Rerun
         * @description The first stage to be done again, and the submission fields that are to be different.
         */
        Rerun: {
            /**
             * Additional Formats
             * @description Formats, as of exports, in which the completed job's answer also brings its transcript.
             */
            additional_formats?: ("txt" | "json" | "srt" | "vtt" | "docx" | "rttm" | "ctm")[];
            /**
             * Audio Url
             * @description A rerun is about the recording that is there.
             */
            audio_url?: null;
            /**
             * Detect Emotions
             * @description How each segment is said.
             * @default false
             */
            detect_emotions: boolean;
            /**
             * Detect Events
             * @description Laughter, applause, music and other sounds.
             * @default false
             */
            detect_events: boolean;
            /**
             * Detect Language
             * @description What is spoken is found out once, or again at every pause.
             * @default file
             * @enum {string}
             */
            detect_language: "file" | "segment";
            /**
             * From
             * @enum {string}
             */
            from: "transcribe" | "align" | "diarize" | "detect" | "merge" | "refine" | "redact";
            /**
             * Keyterms
             * @description Words to listen for; repeat the field, or give a JSON array.
             */
            keyterms?: string[];
            /**
             * Language
             * @description `auto`, or BCP 47 as in `en` or `de-AT`.
             * @default auto
             */
            language: string;
            /**
             * Llm Cleanup
             * @description Mend the text with the language model set up for it.
             * @default false
             */
            llm_cleanup: boolean;
            /** Max Speakers */
            max_speakers?: number | null;
            /** Min Speakers */
            min_speakers?: number | null;
            /**
             * Model
             * @description `auto`, an engine, `engine:model`, a model, or an alias; see /v1/models.
             * @default auto
             */
            model: string;
            /**
             * Model Align
             * @description Who times words: `auto`, `none`, or an engine.
             * @default auto
             */
            model_align: string;
            /**
             * Model Diarize
             * @description Who tells speakers apart: `auto`, or an engine.
             * @default auto
             */
            model_diarize: string;
            /**
             * Name
             * @description What lists call the job; the file's name if not given.
             */
            name?: string | null;
            /**
             * Num Speakers
             * @description How many speak, if that is known.
             */
            num_speakers?: number | null;
            /**
             * Pii Buffer Ms
             * @description Taken out on each side as well.
             * @default 50
             */
            pii_buffer_ms: number;
            /**
             * Pii Detection
             * @description Find personal data in the words.
             * @default false
             */
            pii_detection: boolean;
            /**
             * Pii Entity Types
             * @description Which kinds; empty: all.
             */
            pii_entity_types?: ("name" | "email" | "phone" | "ssn" | "location" | "date_of_birth" | "date" | "ip" | "credit_card_number" | "cvv" | "expiry" | "iban" | "account_number")[];
            /**
             * Pii Redaction Mode
             * @description What is heard in its place.
             * @default silence
             * @enum {string}
             */
            pii_redaction_mode: "silence" | "beep";
            /**
             * Priority
             * @description Whose work comes first where work waits: 1 first, 5 last.
             * @default 3
             */
            priority: number;
            /**
             * Prompt
             * @description Text in the style of the recording, to guide spelling.
             */
            prompt?: string | null;
            /**
             * Redact Pii
             * @description Take personal data out of the text.
             * @default false
             */
            redact_pii: boolean;
            /**
             * Redact Pii Audio
             * @description Make a copy of the recording without it.
             * @default false
             */
            redact_pii_audio: boolean;
            /**
             * Retention
             * @description Days after its end that the job is kept; 0: until it is read, an hour at most; -1: for ever. The server's own number if not given.
             */
            retention?: number | null;
            /**
             * Seed
             * @description Makes a temperature above 0 repeatable.
             */
            seed?: number | null;
            /**
             * Speaker Detection
             * @description Who speaks: told apart by voice, or one speaker on each channel.
             * @default none
             * @enum {string}
             */
            speaker_detection: "none" | "diarize" | "per_channel";
            /**
             * Task
             * @description `transcribe`, or `translate`: the text in English, whatever is spoken.
             * @default transcribe
             * @enum {string}
             */
            task: "transcribe" | "translate";
            /**
             * Temperature
             * @description 0 decodes the most likely words.
             * @default 0
             */
            temperature: number;
            /**
             * Timestamps Granularity
             * @description How much of the timing answers show.
             * @default word
             * @enum {string}
             */
            timestamps_granularity: "none" | "segment" | "word";
            /**
             * Webhook Id
             * @description One of your webhooks to tell instead.
             */
            webhook_id?: string | null;
            /**
             * Webhook Metadata
             * @description A JSON object of at most 16 KB that comes back with the message.
             */
            webhook_metadata?: {
                [key: string]: unknown;
            } | null;
            /**
             * Webhook Url
             * @description An https:// URL that is told how the job ended; your signing secret signs it.
             */
            webhook_url?: string | null;
        };
        /** RerunJob */
        RerunJob: {
            /** Created At */
            created_at: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Rerun Of */
            rerun_of: string;
            /** Reused */
            reused: ("prepare" | "transcribe" | "align" | "voices" | "diarize" | "events" | "emotions" | "refine")[];
            /** Status */
            status: string;
        };
        /** Results */
        Results: {
            /** Channels */
            channels: components["schemas"]["Channel"][];
            /** Utterances */
            utterances?: components["schemas"]["Utterance"][] | null;
        };
        /** RetentionLimits */
        RetentionLimits: {
            /**
             * Default Days
             * @description 0: until read; -1: for ever.
             */
            default_days: number;
            /**
             * Most Days
             * @description -1: any number, and for ever.
             */
            most_days: number;
        };
        /** Retried */
        Retried: {
            /** Id */
            id: string;
            /**
             * Retried
             * @description Recordings that wait again.
             */
            retried: number;
            /**
             * Status
             * @enum {string}
             */
            status: "running" | "paused" | "cancelling" | "completed" | "cancelled";
        };
        /** Seats */
        Seats: {
            /**
             * Active
             * @description The tenant's live sessions.
             */
            active: number;
            /**
             * Available
             * @description Those of them that are free.
             */
            available: number | null;
            /**
             * Capacity
             * @description Seats of all live workers; null: not known now.
             */
            capacity: number | null;
        };
        /**
         * SecretWanted
         * @example {}
         */
        SecretWanted: {
            /**
             * Secret
             * @description One of your own; a new one if not given.
             */
            secret?: string | null;
        };
        /** Segment */
        Segment: {
            /** Confidence */
            confidence?: number | null;
            decoding?: components["schemas"]["Decoding"] | null;
            /** Emotion */
            emotion?: string | null;
            /** Emotion Confidence */
            emotion_confidence?: number | null;
            /** End */
            end: number;
            /** Id */
            id?: string | null;
            /** Language */
            language?: string | null;
            /** Speaker */
            speaker?: string | null;
            /** Start */
            start: number;
            /** Text */
            text: string;
            /** Words */
            words?: components["schemas"]["Word"][];
        };
        /** Sentence */
        Sentence: {
            /** End */
            end: number;
            /** Start */
            start: number;
            /** Text */
            text: string;
        };
        /**
         * Serving
         * @description An engine on one kind of device.
         */
        Serving: {
            /** Device */
            device: string;
            /** Free Slots */
            free_slots: number;
            /**
             * Models
             * @description Loaded and warm.
             */
            models: string[];
            /** Slots */
            slots: number;
            /** Workers */
            workers: number;
        };
        /** SessionPage */
        SessionPage: {
            /** Next Cursor */
            next_cursor: string | null;
            /** Sessions */
            sessions: components["schemas"]["ShownSession"][];
        };
        /**
         * SessionTranscript
         * @description `enhancement` says which segments of the job stand for which of these, where there is a job.
         */
        SessionTranscript: {
            /** Duration */
            duration: number;
            enhancement: components["schemas"]["Enhancement"] | null;
            /** Language */
            language: string | null;
            /** Segments */
            segments: components["schemas"]["Segment"][];
            /** Session Id */
            session_id: string;
            /** Speech Duration */
            speech_duration: number;
            /** Text */
            text: string;
        };
        /**
         * Share
         * @description How much of a limit is used.
         */
        Share: {
            /**
             * Limit
             * @description null: any number.
             */
            limit: number | null;
            /** Used */
            used: number;
        };
        /** ShownBatch */
        ShownBatch: {
            /**
             * Audio Seconds
             * @description Of the completed jobs.
             */
            audio_seconds: number;
            /** Completed At */
            completed_at: string | null;
            cost: components["schemas"]["BatchCost"];
            counts: components["schemas"]["Counts"];
            /** Created At */
            created_at: string;
            /**
             * Id
             * @example batch_01JA8Z0000000000000000000A
             */
            id: string;
            /** Most Running */
            most_running: number;
            /** Name */
            name: string;
            /**
             * On Failure
             * @enum {string}
             */
            on_failure: "continue" | "stop";
            /**
             * Options
             * @description The fields of every job; `prompt`, `keyterms`, `webhook_url` and `webhook_metadata` only for keys with the scope jobs:write.
             */
            options: {
                [key: string]: unknown;
            };
            /** Skip Done */
            skip_done: boolean;
            /**
             * Status
             * @enum {string}
             */
            status: "running" | "paused" | "cancelling" | "completed" | "cancelled";
        };
        /** ShownDelivery */
        ShownDelivery: {
            /** Attempts */
            attempts: number;
            /** Created At */
            created_at: string;
            /**
             * Error
             * @description Why the last attempt failed.
             */
            error: string | null;
            /**
             * Id
             * @description Its `webhook-id`.
             * @example msg_01JA8Z0000000000000000000A
             */
            id: string;
            /**
             * Job Id
             * @description Null: a test.
             */
            job_id: string | null;
            /** Last Attempt At */
            last_attempt_at: string | null;
            /**
             * Response Status
             * @description Of the last attempt.
             */
            response_status: number | null;
            /**
             * Status
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed";
            /**
             * Type
             * @example transcription.completed
             */
            type: string;
            /** Url */
            url: string;
            /** Webhook Id */
            webhook_id: string;
        };
        /** ShownEntry */
        ShownEntry: {
            /**
             * Action
             * @example transcription.purged
             */
            action: string;
            /**
             * Actor
             * @description A key's id; `local` without keys; `system`; `unknown` for a refused key.
             */
            actor: string;
            /**
             * Address
             * @description Of the client.
             */
            address: string | null;
            /** At */
            at: string;
            /** Details */
            details: {
                [key: string]: unknown;
            };
            /**
             * Id
             * @example aud_01JA8Z0000000000000000000A
             */
            id: string;
            /** Request Id */
            request_id: string | null;
            /**
             * Resource
             * @description Its id.
             */
            resource: string;
        };
        /**
         * ShownItem
         * @description One recording of a batch.
         */
        ShownItem: {
            /**
             * Duration
             * @description Seconds of audio.
             */
            duration: number | null;
            error: components["schemas"]["Problem"] | null;
            /**
             * Job Id
             * @description Of a skipped one: the job that had done it.
             */
            job_id: string | null;
            /** Name */
            name: string;
            /** Number */
            number: number;
            /**
             * Source
             * @description Its URL, without what opens it: no query.
             * @example https://example.com/talk.mp3
             */
            source: string;
            /**
             * Status
             * @enum {string}
             */
            status: "pending" | "running" | "completed" | "failed" | "cancelled" | "skipped";
        };
        /**
         * ShownKey
         * @description A key or a token, without its secret.
         */
        ShownKey: {
            /** Created At */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /**
             * Hint
             * @description How the secret begins.
             * @example dk_bX3qP
             */
            hint: string;
            /**
             * Id
             * @example key_01JA8Z0000000000000000000A
             */
            id: string;
            /**
             * Last Used At
             * @description To the minute.
             */
            last_used_at: string | null;
            /**
             * Made By
             * @description The key that a token was made with.
             */
            made_by: string | null;
            /** Name */
            name: string;
            /**
             * Rate Limit
             * @description Requests a minute; null: only the tenant's limit.
             */
            rate_limit: number | null;
            /** Revoked At */
            revoked_at: string | null;
            /** Scopes */
            scopes: string[];
            /** Single Use */
            single_use: boolean;
            /** Tenant */
            tenant: string;
        };
        /** ShownPayload */
        ShownPayload: {
            /**
             * Data
             * @description Base64.
             * @default
             * @example ImEgdGVzdCI=
             */
            data: string;
            /**
             * Metadata
             * @description Values are base64.
             */
            metadata?: {
                [key: string]: string;
            };
        };
        /**
         * ShownPayloads
         * @example {
         *       "payloads": [
         *         {
         *           "data": "ImEgdGVzdCI=",
         *           "metadata": {
         *             "encoding": "anNvbi9wbGFpbg=="
         *           }
         *         }
         *       ]
         *     }
         */
        ShownPayloads: {
            /** Payloads */
            payloads?: components["schemas"]["ShownPayload"][];
        };
        /** ShownSession */
        ShownSession: {
            /** Audio Url */
            audio_url: string | null;
            /** Created At */
            created_at: string;
            /** Duration */
            duration: number | null;
            /** Ended At */
            ended_at: string | null;
            /** Engine */
            engine: string;
            /** Enhancement Job Id */
            enhancement_job_id: string | null;
            /** Error Code */
            error_code: string | null;
            /** Expires At */
            expires_at: string | null;
            /** Id */
            id: string;
            /** Language */
            language: string | null;
            /** Model */
            model: string | null;
            /** Retention */
            retention: number;
            /** Speech Duration */
            speech_duration: number | null;
            /**
             * Status
             * @enum {string}
             */
            status: "active" | "completed" | "interrupted" | "failed";
            /** Temporal Url */
            temporal_url?: string | null;
            /** Transcript Url */
            transcript_url: string | null;
            /** Utterances */
            utterances: number | null;
        };
        /**
         * ShownWebhook
         * @description An endpoint, without its secret.
         */
        ShownWebhook: {
            /** All Jobs */
            all_jobs: boolean;
            /** Created At */
            created_at: string;
            /** Description */
            description: string;
            /** Disabled At */
            disabled_at: string | null;
            /** Disabled Reason */
            disabled_reason: string | null;
            /** Enabled */
            enabled: boolean;
            /**
             * Failing Since
             * @description No message was taken since.
             */
            failing_since: string | null;
            /**
             * Id
             * @example wh_01JA8Z0000000000000000000A
             */
            id: string;
            /** Style */
            style: string;
            /** Types */
            types: string[];
            /**
             * Url
             * @description Null: it signs what goes to the `webhook_url` of jobs.
             */
            url: string | null;
        };
        /** ShownWord */
        ShownWord: {
            /** Channel Index */
            channel_index?: number | null;
            /** Characters */
            characters?: components["schemas"]["Character"][] | null;
            /** End */
            end?: number | null;
            /**
             * Logprob
             * @description Of words the engine is not sure of, below 0; 0 also if it does not say.
             */
            logprob: number;
            /**
             * Speaker Id
             * @example speaker_0
             */
            speaker_id?: string | null;
            /** Start */
            start?: number | null;
            /** Text */
            text: string;
            /**
             * Type
             * @enum {string}
             */
            type: "word" | "spacing" | "audio_event";
        };
        /** SignedWebhook */
        SignedWebhook: {
            /** All Jobs */
            all_jobs: boolean;
            /** Created At */
            created_at: string;
            /** Description */
            description: string;
            /** Disabled At */
            disabled_at: string | null;
            /** Disabled Reason */
            disabled_reason: string | null;
            /** Enabled */
            enabled: boolean;
            /**
             * Failing Since
             * @description No message was taken since.
             */
            failing_since: string | null;
            /**
             * Id
             * @example wh_01JA8Z0000000000000000000A
             */
            id: string;
            /**
             * Previous Until
             * @description Until then the secret before it signs as well.
             */
            previous_until: string | null;
            /**
             * Secret
             * @description What its messages are signed with.
             */
            secret: string;
            /** Style */
            style: string;
            /** Types */
            types: string[];
            /**
             * Url
             * @description Null: it signs what goes to the `webhook_url` of jobs.
             */
            url: string | null;
        };
        /** SingleUseToken */
        SingleUseToken: {
            /**
             * Token
             * @description Good for one request within 15 minutes.
             */
            token: string;
        };
        /**
         * Snippet
         * @description The place in a job's text that shows what was searched for.
         */
        Snippet: {
            /**
             * Matches
             * @description Start and end of each match, in characters of `text`.
             * @example [
             *       [
             *         19,
             *         26
             *       ]
             *     ]
             */
            matches: [
                number,
                number
            ][];
            /**
             * Text
             * @example … ask not what your country can do for you
             */
            text: string;
        };
        /**
         * SomebodyElse
         * @description A segment, or a stretch of its words, that another speaker says. Word numbers begin at 0.
         */
        SomebodyElse: {
            /**
             * First
             * @description The stretch's first word.
             */
            first?: number | null;
            /**
             * Last
             * @description Its last word, included.
             */
            last?: number | null;
            /** Segment */
            segment: string;
            /**
             * Speaker
             * @description One of the job's, or a new one.
             */
            speaker: string;
        };
        /**
         * Source
         * @description One recording.
         */
        Source: {
            /**
             * Name
             * @description What lists call its job; the end of the URL if not given.
             */
            name?: string | null;
            /**
             * Url
             * @description https://, as `audio_url` of a job.
             */
            url: string;
        };
        /** Speaker */
        Speaker: {
            /** Channel */
            channel?: number | null;
            /** Duration */
            duration: number;
            /** Id */
            id: string;
            /** Label */
            label?: string | null;
        };
        /**
         * Stage
         * @description One row a stage: which engine did it, where, and how long it took.
         */
        Stage: {
            /**
             * Attempts
             * @default 1
             */
            attempts: number;
            /**
             * Chunks
             * @default 1
             */
            chunks: number;
            /** Device */
            device: string;
            /** Engine */
            engine: string;
            /** Model */
            model?: string | null;
            /**
             * Ran
             * @default 0
             */
            ran: number;
            /** Stage */
            stage: string;
            /**
             * Status
             * @default completed
             * @enum {string}
             */
            status: "completed" | "failed" | "skipped";
            /**
             * Waited
             * @default 0
             */
            waited: number;
        };
        /** StatisticsAnswer */
        StatisticsAnswer: {
            /**
             * Hours
             * @description Oldest first; the last one is still going on.
             */
            hours: components["schemas"]["Hour"][];
            live: components["schemas"]["Seats"];
            /**
             * Pending
             * @description Jobs that have not started.
             */
            pending: number;
            /** Running */
            running: number;
        };
        /** Status */
        Status: {
            /** Active */
            active: number;
            /** Available */
            available: number;
            /** Capacity */
            capacity: number;
            /** Workers */
            workers: components["schemas"]["RealtimeWorker"][];
        };
        /**
         * Submission
         * @description The form's fields, `file` aside.
         */
        Submission: {
            /**
             * Additional Formats
             * @description Formats, as of exports, in which the completed job's answer also brings its transcript.
             */
            additional_formats?: ("txt" | "json" | "srt" | "vtt" | "docx" | "rttm" | "ctm")[];
            /**
             * Audio Url
             * @description An https:// URL of the recording, which the server fetches; instead of `file`.
             */
            audio_url?: string | null;
            /**
             * Detect Emotions
             * @description How each segment is said.
             * @default false
             */
            detect_emotions: boolean;
            /**
             * Detect Events
             * @description Laughter, applause, music and other sounds.
             * @default false
             */
            detect_events: boolean;
            /**
             * Detect Language
             * @description What is spoken is found out once, or again at every pause.
             * @default file
             * @enum {string}
             */
            detect_language: "file" | "segment";
            /**
             * Keyterms
             * @description Words to listen for; repeat the field, or give a JSON array.
             */
            keyterms?: string[];
            /**
             * Language
             * @description `auto`, or BCP 47 as in `en` or `de-AT`.
             * @default auto
             */
            language: string;
            /**
             * Llm Cleanup
             * @description Mend the text with the language model set up for it.
             * @default false
             */
            llm_cleanup: boolean;
            /** Max Speakers */
            max_speakers?: number | null;
            /** Min Speakers */
            min_speakers?: number | null;
            /**
             * Model
             * @description `auto`, an engine, `engine:model`, a model, or an alias; see /v1/models.
             * @default auto
             */
            model: string;
            /**
             * Model Align
             * @description Who times words: `auto`, `none`, or an engine.
             * @default auto
             */
            model_align: string;
            /**
             * Model Diarize
             * @description Who tells speakers apart: `auto`, or an engine.
             * @default auto
             */
            model_diarize: string;
            /**
             * Name
             * @description What lists call the job; the file's name if not given.
             */
            name?: string | null;
            /**
             * Num Speakers
             * @description How many speak, if that is known.
             */
            num_speakers?: number | null;
            /**
             * Pii Buffer Ms
             * @description Taken out on each side as well.
             * @default 50
             */
            pii_buffer_ms: number;
            /**
             * Pii Detection
             * @description Find personal data in the words.
             * @default false
             */
            pii_detection: boolean;
            /**
             * Pii Entity Types
             * @description Which kinds; empty: all.
             */
            pii_entity_types?: ("name" | "email" | "phone" | "ssn" | "location" | "date_of_birth" | "date" | "ip" | "credit_card_number" | "cvv" | "expiry" | "iban" | "account_number")[];
            /**
             * Pii Redaction Mode
             * @description What is heard in its place.
             * @default silence
             * @enum {string}
             */
            pii_redaction_mode: "silence" | "beep";
            /**
             * Priority
             * @description Whose work comes first where work waits: 1 first, 5 last.
             * @default 3
             */
            priority: number;
            /**
             * Prompt
             * @description Text in the style of the recording, to guide spelling.
             */
            prompt?: string | null;
            /**
             * Redact Pii
             * @description Take personal data out of the text.
             * @default false
             */
            redact_pii: boolean;
            /**
             * Redact Pii Audio
             * @description Make a copy of the recording without it.
             * @default false
             */
            redact_pii_audio: boolean;
            /**
             * Retention
             * @description Days after its end that the job is kept; 0: until it is read, an hour at most; -1: for ever. The server's own number if not given.
             */
            retention?: number | null;
            /**
             * Seed
             * @description Makes a temperature above 0 repeatable.
             */
            seed?: number | null;
            /**
             * Speaker Detection
             * @description Who speaks: told apart by voice, or one speaker on each channel.
             * @default none
             * @enum {string}
             */
            speaker_detection: "none" | "diarize" | "per_channel";
            /**
             * Task
             * @description `transcribe`, or `translate`: the text in English, whatever is spoken.
             * @default transcribe
             * @enum {string}
             */
            task: "transcribe" | "translate";
            /**
             * Temperature
             * @description 0 decodes the most likely words.
             * @default 0
             */
            temperature: number;
            /**
             * Timestamps Granularity
             * @description How much of the timing answers show.
             * @default word
             * @enum {string}
             */
            timestamps_granularity: "none" | "segment" | "word";
            /**
             * Webhook Id
             * @description One of your webhooks to tell instead.
             */
            webhook_id?: string | null;
            /**
             * Webhook Metadata
             * @description A JSON object of at most 16 KB that comes back with the message.
             */
            webhook_metadata?: {
                [key: string]: unknown;
            } | null;
            /**
             * Webhook Url
             * @description An https:// URL that is told how the job ended; your signing secret signs it.
             */
            webhook_url?: string | null;
        };
        /**
         * Suspect
         * @description A stretch of audio whose transcription looks wrong even after a second decoding, or is missing.
         */
        Suspect: {
            /** End */
            end: number;
            /** Reasons */
            reasons: ("speech_missing" | "looping" | "impossible_word_rate" | "not_transcribed")[];
            /** Start */
            start: number;
        };
        /** SystemStatus */
        SystemStatus: {
            about: components["schemas"]["About"];
            database: components["schemas"]["Part"];
            /** @description Whether live workers serve every stage that a job needs. */
            pipeline: components["schemas"]["Part"];
            /**
             * Queue Depth
             * @description Work that waits, by task queue.
             */
            queue_depth: {
                [key: string]: number;
            };
            /**
             * Status
             * @description degraded: jobs are accepted but something that runs them is missing.
             * @enum {string}
             */
            status: "healthy" | "degraded" | "down";
            storage: components["schemas"]["Part"];
            temporal: components["schemas"]["Part"];
            /** Workers */
            workers: components["schemas"]["Worker"][];
        };
        /**
         * Task
         * @description One stage of a job. What is not known is null.
         */
        Task: {
            /**
             * Artifacts
             * @description Names below the job's folder; of chunks, the folder's.
             */
            artifacts: string[];
            /** Attempts */
            attempts?: number | null;
            /**
             * Chunks
             * @description Pieces of work, once they are counted.
             */
            chunks?: number | null;
            /** Device */
            device?: string | null;
            /** Ended At */
            ended_at?: string | null;
            /** Engine */
            engine: string;
            error?: components["schemas"]["JobError"] | null;
            /**
             * Id
             * @description Of this task within the job.
             * @example transcribe
             */
            id: string;
            /** Model */
            model?: string | null;
            /**
             * Needs
             * @description Ids of the tasks that it waits for.
             * @example [
             *       "prepare"
             *     ]
             */
            needs: string[];
            /**
             * Ran
             * @description Seconds of work.
             */
            ran?: number | null;
            /**
             * Stage
             * @example transcribe
             */
            stage: string;
            /**
             * Started At
             * @description Of work in one piece.
             */
            started_at?: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "pending" | "running" | "completed" | "failed" | "cancelled" | "skipped";
            /**
             * Waited
             * @description Seconds in the queue.
             */
            waited?: number | null;
        };
        /** TaskList */
        TaskList: {
            /** Id */
            id: string;
            /** Status */
            status: string;
            /** Tasks */
            tasks: components["schemas"]["Task"][];
            /**
             * Temporal Url
             * @description The job's page in Temporal's own interface, for admins.
             */
            temporal_url: string | null;
        };
        /** Token */
        Token: {
            /** Expires At */
            expires_at: string;
            /**
             * Id
             * @example tok_01JA8Z0000000000000000000A
             */
            id: string;
            /** Scopes */
            scopes: string[];
            /** Single Use */
            single_use: boolean;
            /**
             * Token
             * @description The secret. It is shown now and never again.
             */
            token: string;
        };
        /**
         * TokenWanted
         * @example {
         *       "scopes": [
         *         "realtime"
         *       ],
         *       "ttl": 300
         *     }
         */
        TokenWanted: {
            /**
             * Scopes
             * @description What it may do: at most what the key may that makes it.
             */
            scopes: ("jobs:read" | "jobs:write" | "realtime" | "webhooks" | "admin")[];
            /**
             * Single Use
             * @description Good for one request only.
             * @default false
             */
            single_use: boolean;
            /**
             * Ttl
             * @description Seconds until it expires.
             * @default 600
             */
            ttl: number;
        };
        /** UnfinishedJob */
        UnfinishedJob: {
            /**
             * Audio Removed At
             * @description When its recording was forgotten.
             */
            audio_removed_at: string | null;
            /** Audio Seconds Done */
            audio_seconds_done: number;
            /** Audio Seconds Total */
            audio_seconds_total: number;
            /** Completed At */
            completed_at: string | null;
            /** Created At */
            created_at: string;
            /**
             * Eta Seconds
             * @description Seconds until it ends, if work goes on as it did; null: too early to say.
             */
            eta_seconds: number | null;
            /**
             * Expires At
             * @description When it is forgotten; null: not known yet, or never.
             */
            expires_at: string | null;
            /**
             * Id
             * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Progress
             * @description Percent.
             */
            progress: number;
            /**
             * Queue Position
             * @description Jobs whose turn comes before its own, those that are worked on included; null: it does not wait.
             */
            queue_position: number | null;
            /**
             * Rerun Of
             * @description The job whose recording this one transcribes again.
             */
            rerun_of: string | null;
            /**
             * Stage
             * @description fetch, prepare, transcribe, merge or record; null: not started.
             */
            stage: string | null;
            /** Started At */
            started_at: string | null;
            /**
             * Status
             * @description pending, running, cancelling, completed, failed or cancelled.
             */
            status: string;
        };
        /** Utterance */
        Utterance: {
            /** Channel */
            channel: number;
            /** Confidence */
            confidence: number | null;
            /** End */
            end: number;
            /** Id */
            id: string;
            /** Speaker */
            speaker?: number | null;
            /** Start */
            start: number;
            /** Transcript */
            transcript: string;
            /** Words */
            words: components["schemas"]["HeardWord"][];
        };
        /**
         * Warning
         * @description An optional stage that did not do its part, and what stands in for it.
         */
        Warning: {
            /** Code */
            code: string;
            /** Fallback */
            fallback?: string | null;
            /** Message */
            message: string;
            /** Stage */
            stage: string;
        };
        /**
         * WebhookChange
         * @description What is not given stays.
         * @example {
         *       "enabled": true
         *     }
         */
        WebhookChange: {
            /** All Jobs */
            all_jobs?: boolean | null;
            /** Description */
            description?: string | null;
            /**
             * Enabled
             * @description True: send again to an endpoint that was disabled.
             */
            enabled?: boolean | null;
            /** Style */
            style?: ("standard" | "elevenlabs") | null;
            /** Types */
            types?: ("transcription.completed" | "transcription.failed" | "transcription.cancelled")[] | null;
            /** Url */
            url?: string | null;
        };
        /** WebhookList */
        WebhookList: {
            /** Webhooks */
            webhooks: components["schemas"]["ShownWebhook"][];
        };
        /**
         * WebhookWanted
         * @example {
         *       "url": "https://example.com/hooks/dalston"
         *     }
         */
        WebhookWanted: {
            /**
             * All Jobs
             * @description False: only of jobs that name it as their `webhook_id`.
             * @default true
             */
            all_jobs: boolean;
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Secret
             * @description One of your own: whsec_ and 24 to 64 bytes in base64.
             */
            secret?: string | null;
            /**
             * Style
             * @description elevenlabs: of a completed job as it says it, with the transcript.
             * @default standard
             * @enum {string}
             */
            style: "standard" | "elevenlabs";
            /**
             * Types
             * @description What it is told of.
             * @default [
             *       "transcription.completed",
             *       "transcription.failed",
             *       "transcription.cancelled"
             *     ]
             */
            types: ("transcription.completed" | "transcription.failed" | "transcription.cancelled")[];
            /**
             * Url
             * @description https, of a host on the public Internet unless the operator allows more.
             */
            url: string;
        };
        /** WholeDelivery */
        WholeDelivery: {
            /** Attempts */
            attempts: number;
            /**
             * Body
             * @description The message.
             */
            body: {
                [key: string]: unknown;
            };
            /** Created At */
            created_at: string;
            /**
             * Error
             * @description Why the last attempt failed.
             */
            error: string | null;
            /**
             * Id
             * @description Its `webhook-id`.
             * @example msg_01JA8Z0000000000000000000A
             */
            id: string;
            /**
             * Job Id
             * @description Null: a test.
             */
            job_id: string | null;
            /** Last Attempt At */
            last_attempt_at: string | null;
            /**
             * Response Status
             * @description Of the last attempt.
             */
            response_status: number | null;
            /**
             * Status
             * @enum {string}
             */
            status: "pending" | "delivered" | "failed";
            /**
             * Type
             * @example transcription.completed
             */
            type: string;
            /** Url */
            url: string;
            /** Webhook Id */
            webhook_id: string;
        };
        /** Word */
        Word: {
            /** Confidence */
            confidence?: number | null;
            /** End */
            end: number;
            /** Speaker */
            speaker?: string | null;
            /** Start */
            start: number;
            /** Text */
            text: string;
        };
        /** Worker */
        Worker: {
            /** Free Slots */
            free_slots: number;
            /**
             * Heartbeat Age
             * @description Seconds since it was last heard of.
             */
            heartbeat_age: number;
            /** Host */
            host: string;
            /** Identity */
            identity: string;
            /** Models */
            models: string[];
            /**
             * Queue
             * @example cpu.transcribe.faster-whisper
             */
            queue: string;
            /** Slots */
            slots: number;
        };
        /** WorkerPage */
        WorkerPage: {
            /** Workers */
            workers: components["schemas"]["RealtimeWorker"][];
        };
        /**
         * WrittenFormat
         * @description The transcript once more, as a file.
         */
        WrittenFormat: {
            /** Content */
            content: string;
            /** Content Type */
            content_type: string;
            /** File Extension */
            file_extension: string;
            /** Is Base64 Encoded */
            is_base64_encoded: boolean;
            /** Requested Format */
            requested_format: string;
        };
        /** WrongField */
        WrongField: {
            /** Loc */
            loc: (string | number)[];
            /** Msg */
            msg: string;
            /** Type */
            type: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    healthz_healthz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    metrics_metrics_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    readyz_readyz_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    list_jobs_v1_audio_transcriptions_get: {
        parameters: {
            query?: {
                /**
                 * @description Jobs of this batch.
                 * @example batch_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                batch_id?: string | null;
                /** @description `next_cursor` of a page. */
                cursor?: string | null;
                /** @description Jobs in this language. */
                language?: string | null;
                /**
                 * @description Jobs on a page.
                 * @example 20
                 */
                limit?: number;
                /** @description By creation; the same on every page. */
                order?: "newest" | "oldest";
                /** @description Part of the name, or words of the text: all of them, the last may be cut short, “a phrase” in quotes. */
                q?: string | null;
                /** @description Created at this moment or later. */
                since?: string | null;
                /** @description Repeat it for any of several. */
                status?: ("pending" | "running" | "completed" | "failed" | "cancelled")[] | null;
                /** @description Created before this moment. */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    submit_v1_audio_transcriptions_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The same key with the same submission returns the job that the first one made.
                 * @example 5f0c1f4e-6f1d-4a53-9d6f-0c8f7f1f2f6b
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "language": "en",
                 *       "name": "Board meeting",
                 *       "speaker_detection": "diarize"
                 *     }
                 */
                "multipart/form-data": {
                    /**
                     * Additional Formats
                     * @description Formats, as of exports, in which the completed job's answer also brings its transcript.
                     */
                    additional_formats?: ("txt" | "json" | "srt" | "vtt" | "docx" | "rttm" | "ctm")[];
                    /**
                     * Audio Url
                     * @description An https:// URL of the recording, which the server fetches; instead of `file`.
                     */
                    audio_url?: string | null;
                    /**
                     * Detect Emotions
                     * @description How each segment is said.
                     * @default false
                     */
                    detect_emotions?: boolean;
                    /**
                     * Detect Events
                     * @description Laughter, applause, music and other sounds.
                     * @default false
                     */
                    detect_events?: boolean;
                    /**
                     * Detect Language
                     * @description What is spoken is found out once, or again at every pause.
                     * @default file
                     * @enum {string}
                     */
                    detect_language?: "file" | "segment";
                    /**
                     * Format: binary
                     * @description Any audio or video file.
                     */
                    file?: string;
                    /**
                     * Keyterms
                     * @description Words to listen for; repeat the field, or give a JSON array.
                     */
                    keyterms?: string[];
                    /**
                     * Language
                     * @description `auto`, or BCP 47 as in `en` or `de-AT`.
                     * @default auto
                     */
                    language?: string;
                    /**
                     * Llm Cleanup
                     * @description Mend the text with the language model set up for it.
                     * @default false
                     */
                    llm_cleanup?: boolean;
                    /** Max Speakers */
                    max_speakers?: number | null;
                    /** Min Speakers */
                    min_speakers?: number | null;
                    /**
                     * Model
                     * @description `auto`, an engine, `engine:model`, a model, or an alias; see /v1/models.
                     * @default auto
                     */
                    model?: string;
                    /**
                     * Model Align
                     * @description Who times words: `auto`, `none`, or an engine.
                     * @default auto
                     */
                    model_align?: string;
                    /**
                     * Model Diarize
                     * @description Who tells speakers apart: `auto`, or an engine.
                     * @default auto
                     */
                    model_diarize?: string;
                    /**
                     * Name
                     * @description What lists call the job; the file's name if not given.
                     */
                    name?: string | null;
                    /**
                     * Num Speakers
                     * @description How many speak, if that is known.
                     */
                    num_speakers?: number | null;
                    /**
                     * Pii Buffer Ms
                     * @description Taken out on each side as well.
                     * @default 50
                     */
                    pii_buffer_ms?: number;
                    /**
                     * Pii Detection
                     * @description Find personal data in the words.
                     * @default false
                     */
                    pii_detection?: boolean;
                    /**
                     * Pii Entity Types
                     * @description Which kinds; empty: all.
                     */
                    pii_entity_types?: ("name" | "email" | "phone" | "ssn" | "location" | "date_of_birth" | "date" | "ip" | "credit_card_number" | "cvv" | "expiry" | "iban" | "account_number")[];
                    /**
                     * Pii Redaction Mode
                     * @description What is heard in its place.
                     * @default silence
                     * @enum {string}
                     */
                    pii_redaction_mode?: "silence" | "beep";
                    /**
                     * Priority
                     * @description Whose work comes first where work waits: 1 first, 5 last.
                     * @default 3
                     */
                    priority?: number;
                    /**
                     * Prompt
                     * @description Text in the style of the recording, to guide spelling.
                     */
                    prompt?: string | null;
                    /**
                     * Redact Pii
                     * @description Take personal data out of the text.
                     * @default false
                     */
                    redact_pii?: boolean;
                    /**
                     * Redact Pii Audio
                     * @description Make a copy of the recording without it.
                     * @default false
                     */
                    redact_pii_audio?: boolean;
                    /**
                     * Retention
                     * @description Days after its end that the job is kept; 0: until it is read, an hour at most; -1: for ever. The server's own number if not given.
                     */
                    retention?: number | null;
                    /**
                     * Seed
                     * @description Makes a temperature above 0 repeatable.
                     */
                    seed?: number | null;
                    /**
                     * Speaker Detection
                     * @description Who speaks: told apart by voice, or one speaker on each channel.
                     * @default none
                     * @enum {string}
                     */
                    speaker_detection?: "none" | "diarize" | "per_channel";
                    /**
                     * Task
                     * @description `transcribe`, or `translate`: the text in English, whatever is spoken.
                     * @default transcribe
                     * @enum {string}
                     */
                    task?: "transcribe" | "translate";
                    /**
                     * Temperature
                     * @description 0 decodes the most likely words.
                     * @default 0
                     */
                    temperature?: number;
                    /**
                     * Timestamps Granularity
                     * @description How much of the timing answers show.
                     * @default word
                     * @enum {string}
                     */
                    timestamps_granularity?: "none" | "segment" | "word";
                    /**
                     * Webhook Id
                     * @description One of your webhooks to tell instead.
                     */
                    webhook_id?: string | null;
                    /**
                     * Webhook Metadata
                     * @description A JSON object of at most 16 KB that comes back with the message.
                     */
                    webhook_metadata?: {
                        [key: string]: unknown;
                    } | null;
                    /**
                     * Webhook Url
                     * @description An https:// URL that is told how the job ended; your signing secret signs it.
                     */
                    webhook_url?: string | null;
                } & (unknown | unknown);
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /** @description The job. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedJob"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    get_job_v1_audio_transcriptions__job_id__get: {
        parameters: {
            query?: {
                /** @description The machine's, without what people changed. */
                original?: boolean;
                /** @description False: a look; what is kept until it is read stays. */
                reading?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompletedJob"] | components["schemas"]["UnfinishedJob"] | components["schemas"]["FailedJob"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    delete_v1_audio_transcriptions__job_id__delete: {
        parameters: {
            query?: {
                /** @description Cancel the job first if it runs. */
                cancel?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    change_job_v1_audio_transcriptions__job_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the job's ETag is still this one. */
                "if-match"?: string | null;
            };
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Board meeting",
                 *       "speakers": {
                 *         "SPEAKER_00": "Ada"
                 *       },
                 *       "segments": {
                 *         "seg_0001": "Welcome, all of you."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["Changes"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompletedJob"] | components["schemas"]["UnfinishedJob"] | components["schemas"]["FailedJob"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    audio_v1_audio_transcriptions__job_id__audio_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": string;
                };
            };
            /** @description The range that was asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": string;
                };
            };
            /** @description The client has it already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Storage has it, at `Location`, for a while; where DALSTON_S3_PRESIGN is on. */
            307: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    forget_audio_v1_audio_transcriptions__job_id__audio_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    audio_peaks_v1_audio_transcriptions__job_id__audio_peaks_get: {
        parameters: {
            query?: {
                /** @description Pairs a second at most. */
                per_second?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeaksAnswer"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    redacted_audio_v1_audio_transcriptions__job_id__audio_redacted_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": string;
                };
            };
            /** @description The range that was asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": string;
                };
            };
            /** @description The client has it already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Storage has it, at `Location`, for a while; where DALSTON_S3_PRESIGN is on. */
            307: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    cancel_v1_audio_transcriptions__job_id__cancel_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancelledJob"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    list_edits_v1_audio_transcriptions__job_id__edits_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditList"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    revert_all_v1_audio_transcriptions__job_id__edits_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the job's ETag is still this one. */
                "if-match"?: string | null;
            };
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    revert_v1_audio_transcriptions__job_id__edits__number__delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the job's ETag is still this one. */
                "if-match"?: string | null;
            };
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
                /**
                 * @description The number of an edit, from 1.
                 * @example 1
                 */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    events_v1_audio_transcriptions__job_id__events_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description Go on after this event. */
                "last-event-id"?: string | null;
            };
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        data?: string;
                        /** @enum {unknown} */
                        event?: "stage" | "progress" | "segment" | "done" | "error";
                        id?: string;
                    };
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    export_v1_audio_transcriptions__job_id__export__format__get: {
        parameters: {
            query?: {
                /** @description Name them in txt, srt, vtt and docx. */
                include_speakers?: boolean;
                /** @description Letters, in srt and vtt. */
                max_line_length?: number;
                /** @description Of a cue, in srt and vtt. */
                max_lines?: number;
            };
            header?: never;
            path: {
                /**
                 * @description What kind of file.
                 * @example srt
                 */
                format: "txt" | "json" | "srt" | "vtt" | "docx" | "rttm" | "ctm";
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompletedJob"];
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "application/x-subrip": string;
                    "text/plain": string;
                    "text/vtt": string;
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    rerun_v1_audio_transcriptions__job_id__rerun_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "diarize",
                 *       "num_speakers": 3
                 *     }
                 */
                "application/json": components["schemas"]["Rerun"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RerunJob"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    tasks_v1_audio_transcriptions__job_id__tasks_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The job's id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskList"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    export_zip_v1_audio_transcriptions_export_zip_get: {
        parameters: {
            query: {
                /**
                 * @description What kind of file.
                 * @example srt
                 */
                format?: "txt" | "json" | "srt" | "vtt" | "docx" | "rttm" | "ctm";
                /**
                 * @description Ids of at most 500 completed jobs: repeated, or separated by commas.
                 * @example [
                 *       "job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB"
                 *     ]
                 */
                ids: string[];
                /** @description Name them in txt, srt, vtt and docx. */
                include_speakers?: boolean;
                /** @description Letters, in srt and vtt. */
                max_line_length?: number;
                /** @description Of a cue, in srt and vtt. */
                max_lines?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    list_audit_v1_audit_get: {
        parameters: {
            query?: {
                /**
                 * @description Only this kind of act.
                 * @example transcription.delete
                 */
                action?: string | null;
                /**
                 * @description Only what was done with this key, by its id.
                 * @example key_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                actor?: string | null;
                /** @description `next_cursor` of a page. */
                cursor?: string | null;
                /**
                 * @description How many on a page.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description Only what was done to this, by its id.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                resource?: string | null;
                /** @description At this moment or later. */
                since?: string | null;
                /** @description Before this moment. */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    list_batches_v1_batches_get: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page. */
                cursor?: string | null;
                /**
                 * @description How many on a page.
                 * @example 20
                 */
                limit?: number;
                /** @description Only those with this status. */
                status?: ("running" | "paused" | "cancelling" | "completed" | "cancelled") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    create_batch_v1_batches_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    /** @description The batch. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["api__batch_answers__Accepted"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    get_batch_v1_batches__batch_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The batch's id.
                 * @example batch_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchInFull"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    delete_batch_v1_batches__batch_id__delete: {
        parameters: {
            query?: {
                /** @description Delete its jobs too, with all they made. */
                jobs?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The batch's id.
                 * @example batch_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    cancel_batch_v1_batches__batch_id__cancel_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The batch's id.
                 * @example batch_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["api__batch_answers__Accepted"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    list_items_v1_batches__batch_id__items_get: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page. */
                cursor?: string | null;
                /**
                 * @description How many on a page.
                 * @example 20
                 */
                limit?: number;
                /** @description Only those with this status. */
                status?: ("pending" | "running" | "completed" | "failed" | "cancelled" | "skipped") | null;
            };
            header?: never;
            path: {
                /**
                 * @description The batch's id.
                 * @example batch_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemPage"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    pause_batch_v1_batches__batch_id__pause_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The batch's id.
                 * @example batch_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["api__batch_answers__Accepted"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    resume_batch_v1_batches__batch_id__resume_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The batch's id.
                 * @example batch_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["api__batch_answers__Accepted"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    retry_failed_v1_batches__batch_id__retry_failed_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The batch's id.
                 * @example batch_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                batch_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retried"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    list_engines_v1_engines_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EngineList"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    list_keys_v1_keys_get: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page. */
                cursor?: string | null;
                /**
                 * @description How many on a page.
                 * @example 20
                 */
                limit?: number;
                /** @description Tokens instead of keys. */
                tokens?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    create_key_v1_keys_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyWanted"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewShownKey"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    get_key_v1_keys__key_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The key's id.
                 * @example key_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownKey"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    revoke_key_v1_keys__key_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The key's id.
                 * @example key_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    rename_key_v1_keys__key_id__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The key's id.
                 * @example key_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownKey"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    get_own_key_v1_keys_me_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownKey"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    listen_v1_listen_post: {
        parameters: {
            query?: {
                /** @description https; is sent the answer. */
                callback?: string | null;
                /** @description No other. */
                callback_method?: "POST";
                /** @description Found out, and said in the answer. */
                detect_language?: boolean;
                /** @description Words have the number of their speaker. */
                diarize?: boolean;
                /** @description Any: as diarize. */
                diarize_model?: string | null;
                /** @description Words to listen for. */
                keyterm?: string[];
                /** @description As keyterm; a weight is passed over. */
                keywords?: string[];
                /** @description BCP 47, or multi; found out if not given. */
                language?: string | null;
                /** @description nova-… and the like stand for auto; or one of ours. */
                model?: string;
                /** @description Each channel is transcribed apart. */
                multichannel?: boolean;
                /** @description What was said once more, in paragraphs and sentences. */
                paragraphs?: boolean;
                /** @description Words bring punctuated_word too. */
                punctuate?: boolean;
                /** @description Taken out of the text: pci, pii, phi, ssn, numbers, true, name, email_address, phone_number, location, dob, date, ip_address, credit_card, cvv, credit_card_expiration, bank_account, account_number. */
                redact?: string[];
                /** @description As punctuate. */
                smart_format?: boolean;
                /** @description Seconds of silence. */
                utt_split?: number;
                /** @description What was said once more, from pause to pause. */
                utterances?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com/talk.mp3"
                 *     }
                 */
                "application/json": {
                    /** @description https. */
                    url: string;
                };
                /** @example the bytes of a recording */
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Heard"] | components["schemas"]["api__deepgram__answers__Accepted"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeepgramErrorEnvelope"];
                };
            };
        };
    };
    list_models_v1_models_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    list_sessions_v1_realtime_sessions_get: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page. */
                cursor?: string | null;
                /**
                 * @description How many on a page.
                 * @example 20
                 */
                limit?: number;
                /** @description Only those with this status. */
                status?: ("active" | "completed" | "interrupted" | "failed") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    get_session_v1_realtime_sessions__session_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The live session's id.
                 * @example sess_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownSession"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    end_session_v1_realtime_sessions__session_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The live session's id.
                 * @example sess_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    session_audio_v1_realtime_sessions__session_id__audio_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The live session's id.
                 * @example sess_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": string;
                };
            };
            /** @description The range that was asked for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": string;
                };
            };
            /** @description The client has it already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Storage has it, at `Location`, for a while; where DALSTON_S3_PRESIGN is on. */
            307: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Requested Range Not Satisfiable */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    session_transcript_v1_realtime_sessions__session_id__transcript_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The live session's id.
                 * @example sess_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionTranscript"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    realtime_status_v1_realtime_status_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    realtime_workers_v1_realtime_workers_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerPage"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    create_single_use_token_v1_single_use_token__token_type__post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description What it opens.
                 * @example batch_scribe
                 */
                token_type: "batch_scribe" | "realtime_scribe";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SingleUseToken"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsFieldErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
        };
    };
    convert_v1_speech_to_text_post: {
        parameters: {
            query?: {
                /** @description False: forgotten once it is answered. */
                enable_logging?: boolean;
                /** @description A single-use token, instead of a key. */
                token?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model_id": "scribe_v2",
                 *       "language_code": "eng",
                 *       "diarize": "true"
                 *     }
                 */
                "multipart/form-data": {
                    /** Additional Formats */
                    additional_formats?: {
                        /**
                         * Format
                         * @enum {string}
                         */
                        format: "srt" | "txt" | "segmented_json" | "docx" | "pdf" | "html";
                        /** Include Speakers */
                        include_speakers?: boolean | null;
                        /** Include Timestamps */
                        include_timestamps?: boolean | null;
                        /** Max Characters Per Line */
                        max_characters_per_line?: number | null;
                        /** Max Segment Chars */
                        max_segment_chars?: number | null;
                        /** Max Segment Duration S */
                        max_segment_duration_s?: number | null;
                        /** Segment On Silence Longer Than S */
                        segment_on_silence_longer_than_s?: number | null;
                    }[];
                    /**
                     * Detect Speaker Roles
                     * @description Refused, if true.
                     * @default false
                     */
                    detect_speaker_roles?: boolean;
                    /**
                     * Diarize
                     * @default false
                     */
                    diarize?: boolean;
                    /** Entity Detection */
                    entity_detection?: string[] | null;
                    /** Entity Redaction */
                    entity_redaction?: string[] | null;
                    /**
                     * Entity Redaction Mode
                     * @default redacted
                     * @enum {string}
                     */
                    entity_redaction_mode?: "redacted" | "entity_type" | "enumerated_entity_type";
                    /**
                     * Format: binary
                     * @description Any audio or video file.
                     */
                    file?: string;
                    /**
                     * File Format
                     * @default other
                     * @enum {string}
                     */
                    file_format?: "pcm_s16le_16" | "other";
                    /** Keyterms */
                    keyterms?: string[];
                    /**
                     * Language Code
                     * @description ISO 639-1 or 639-3.
                     */
                    language_code?: string | null;
                    /**
                     * Model Id
                     * @description scribe_… stands for auto; or a model of this server.
                     * @default scribe_v2
                     */
                    model_id?: string;
                    /**
                     * Multichannel Output Style
                     * @default separate
                     * @enum {string}
                     */
                    multichannel_output_style?: "separate" | "combined";
                    /**
                     * Num Speakers
                     * @description At most so many, where diarize is set.
                     */
                    num_speakers?: number | null;
                    /**
                     * Secondary Language Codes
                     * @description Any: what is spoken is found out at every pause.
                     */
                    secondary_language_codes?: string[];
                    /** Seed */
                    seed?: number | null;
                    /**
                     * Source Url
                     * @description https, instead of `file`; once cloud_storage_url.
                     */
                    source_url?: string | null;
                    /**
                     * Tag Audio Events
                     * @description Laughter, applause, … among the words.
                     * @default false
                     */
                    tag_audio_events?: boolean;
                    /**
                     * Temperature
                     * @default 0
                     */
                    temperature?: number;
                    /**
                     * Timestamps Granularity
                     * @default word
                     * @enum {string}
                     */
                    timestamps_granularity?: "none" | "word" | "character";
                    /**
                     * Transcript Edit
                     * @description Refused.
                     */
                    transcript_edit?: string | null;
                    /**
                     * Use Multi Channel
                     * @default false
                     */
                    use_multi_channel?: boolean;
                    /**
                     * Webhook
                     * @description Answer at once; webhooks hear of the end.
                     * @default false
                     */
                    webhook?: boolean;
                    /** Webhook Id */
                    webhook_id?: string | null;
                    /** Webhook Metadata */
                    webhook_metadata?: {
                        [key: string]: unknown;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"] | components["schemas"]["Conversations"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsFieldErrorEnvelope"];
                };
            };
            /** @description Failed Dependency */
            424: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
        };
    };
    get_transcript_v1_speech_to_text_transcripts__transcription_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The transcript's id, which is its job's.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                transcription_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"] | components["schemas"]["Conversations"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsFieldErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
        };
    };
    delete_transcript_v1_speech_to_text_transcripts__transcription_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The transcript's id, which is its job's.
                 * @example job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                transcription_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsFieldErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ElevenLabsErrorEnvelope"];
                };
            };
        };
    };
    get_limits_v1_system_limits_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LimitsAnswer"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    get_statistics_v1_system_statistics_get: {
        parameters: {
            query?: {
                /** @description The latest so many, this one included. */
                hours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsAnswer"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    system_status_v1_system_status_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemStatus"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    decode_payloads_v1_temporal_codec_decode_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShownPayloads"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownPayloads"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    encode_payloads_v1_temporal_codec_encode_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShownPayloads"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownPayloads"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    give_codec_pass_v1_temporal_codec_pass_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    create_token_v1_tokens_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenWanted"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    list_webhooks_v1_webhooks_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    create_webhook_v1_webhooks_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookWanted"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedWebhook"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    get_webhook_v1_webhooks__webhook_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's id.
                 * @example wh_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownWebhook"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    delete_webhook_v1_webhooks__webhook_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's id.
                 * @example wh_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    change_webhook_v1_webhooks__webhook_id__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's id.
                 * @example wh_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownWebhook"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    list_deliveries_v1_webhooks__webhook_id__deliveries_get: {
        parameters: {
            query?: {
                /** @description `next_cursor` of a page. */
                cursor?: string | null;
                /**
                 * @description How many on a page.
                 * @example 20
                 */
                limit?: number;
                /** @description Only those with this status. */
                status?: ("pending" | "delivered" | "failed") | null;
            };
            header?: never;
            path: {
                /**
                 * @description The webhook's id.
                 * @example wh_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    get_delivery_v1_webhooks__webhook_id__deliveries__delivery_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The delivery's id.
                 * @example del_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                delivery_id: string;
                /**
                 * @description The webhook's id.
                 * @example wh_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeDelivery"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    retry_delivery_v1_webhooks__webhook_id__deliveries__delivery_id__retry_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The delivery's id.
                 * @example del_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                delivery_id: string;
                /**
                 * @description The webhook's id.
                 * @example wh_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownDelivery"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    rotate_secret_v1_webhooks__webhook_id__rotate_secret_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's id.
                 * @example wh_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["SecretWanted"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedWebhook"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    send_test_v1_webhooks__webhook_id__test_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's id.
                 * @example wh_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB
                 */
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownDelivery"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
    get_signing_secret_v1_webhooks_signing_secret_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedWebhook"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorEnvelope"];
                };
            };
        };
    };
}
