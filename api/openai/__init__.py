"""OpenAI's audio API: its requests become ours here, and our answers become its own."""
