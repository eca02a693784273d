"""What a model reads: one file a version, plus their loader. Empty until answers are written by a model."""
