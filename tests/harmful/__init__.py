"""An engine whose decoder a stranger's file has broken into."""
