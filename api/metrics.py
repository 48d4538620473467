"""What the API counts."""

from prometheus_client import Counter, Histogram

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}  # a client may write others

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
REFUSED = Counter("dalston_live_refused", "Live sessions that were refused or ended early.", ["code"])

for code in ("no_capacity", "internal"):
    REFUSED.labels(code)  # a rate wants to have seen a zero


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """`route`, not the path: one series a route, whatever ids are asked for."""
    method = method if method in METHODS else "other"
    REQUESTS.labels(method, route, status).inc()
    REQUEST_SECONDS.labels(method, route).observe(seconds)
