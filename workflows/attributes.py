"""What jobs, batches and live sessions are searched by in Temporal."""

from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes

from workflows.request import TranscriptionRequest

STATUS = SearchAttributeKey.for_keyword("DalstonStatus")
STAGE = SearchAttributeKey.for_keyword("DalstonStage")
TENANT = SearchAttributeKey.for_keyword("DalstonTenant")
LANGUAGE = SearchAttributeKey.for_keyword("DalstonLanguage")


def attributes(request: TranscriptionRequest) -> TypedSearchAttributes:
    """Of a job that is about to start."""
    return searched_by("pending", "prepare", request.tenant, request.language)


def searched_by(status: str, stage: str, tenant: str, language: str | None) -> TypedSearchAttributes:
    pairs = [
        SearchAttributePair(STATUS, status),
        SearchAttributePair(STAGE, stage),
        SearchAttributePair(TENANT, tenant),
    ]
    if language:
        pairs.append(SearchAttributePair(LANGUAGE, language))
    return TypedSearchAttributes(pairs)
