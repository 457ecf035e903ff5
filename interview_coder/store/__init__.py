"""Store: the study's SQLite file, which keeps what was done; the codebooks and transcripts stay files of their own."""

from interview_coder.store.folder import find_study, name_in_study
from interview_coder.store.keeping import Store
from interview_coder.store.opening import open_store, read_database, read_store
from interview_coder.store.values import Batch, Kept, KeptTranscript, Listing, Model, Run, State

__all__ = [
    "Batch",
    "Kept",
    "KeptTranscript",
    "Listing",
    "Model",
    "Run",
    "State",
    "Store",
    "find_study",
    "name_in_study",
    "open_store",
    "read_database",
    "read_store",
]
