"""The interface for programs: authentication, errors, paging, its own description."""
