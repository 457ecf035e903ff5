"""The version: this is its only home, the build reads it here too."""

__version__ = "0.1.0"
