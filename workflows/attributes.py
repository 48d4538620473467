"""What jobs and batches are searched by in Temporal."""

from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes

from workflows.request import TranscriptionRequest

STATUS = SearchAttributeKey.for_keyword("DalstonStatus")
STAGE = SearchAttributeKey.for_keyword("DalstonStage")
TENANT = SearchAttributeKey.for_keyword("DalstonTenant")
LANGUAGE = SearchAttributeKey.for_keyword("DalstonLanguage")


def attributes(request: TranscriptionRequest) -> TypedSearchAttributes:
    """Of a job that is about to start."""
    pairs = [
        SearchAttributePair(STATUS, "pending"),
        SearchAttributePair(STAGE, "prepare"),
        SearchAttributePair(TENANT, request.tenant),
    ]
    if request.language:
        pairs.append(SearchAttributePair(LANGUAGE, request.language))
    return TypedSearchAttributes(pairs)
