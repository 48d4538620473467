"""A whole stack, 40 jobs and four conversations, while everything that can die does: `make chaos`."""
