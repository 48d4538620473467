"""Uploads are decoded in processes that can be limited: a decoder that breaks, or is broken into, ends alone.

`upload` asks for a process, `forker` makes them, `child` is what runs in one.
"""
