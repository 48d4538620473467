"""What Prometheus reads."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

from api.caller import READS

REQUESTS = Counter("dalston_http_requests", "HTTP requests answered.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "dalston_http_request_seconds",
    "Time from a request's first byte to its answer's last.",
    ["method", "route"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600),
)
UPLOADED = Counter("dalston_uploaded_bytes", "Bytes of uploads stored.")
ACCEPTED = Counter("dalston_jobs_accepted", "Jobs answered with 201.")
SETTLED = Counter("dalston_jobs_settled", "Jobs ended by the reconciler, because their workflow could not.")

router = APIRouter(tags=["operation"])


@router.get(
    "/metrics",
    dependencies=READS,
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}},
)
def metrics() -> Response:
    """Counters and timings, in Prometheus's text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
