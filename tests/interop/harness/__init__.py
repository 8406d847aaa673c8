"""Real peers on loopback for the interop tests: each is started on free ports, waited for by probing, and ended by its own pid."""
