"""What people may do to the directory.  The only place in this package that writes.

Every act is one transaction, checks before it changes, and leaves one line in the record.
"""
