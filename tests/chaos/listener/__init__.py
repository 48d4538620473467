"""The engine of live speech of the chaos run; an engine's card stands beside its module."""
