"""Say on the terminal, in the reader's language, why a command could not do its work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import OperationalError, ProgrammingError
from django.utils import translation

from xuequ.kernel.problems import Problems
from xuequ.kernel.refusal import Refused
from xuequ.kernel.text import Text
from xuequ.upkeep.swap import BeingRestored
from xuequ.web.refusals import explain


@dataclass(slots=True)
class Outcome:
    """What the command exits with."""

    code: int = 2


class Unanswerable(Exception):
    """The command cannot be carried out as it was asked."""

    def __init__(self, zh: str, en: str) -> None:
        self.text = Text(zh, en)
        super().__init__(en)


@contextmanager
def spoken(language: str) -> Iterator[Outcome]:
    """Turn what a command raises into sentences on standard error and exit code 2."""
    outcome = Outcome()
    with translation.override(language):
        try:
            yield outcome
        except Problems as problems:
            print("\n".join(problems.say(language)), file=sys.stderr)
        except Refused as refused:
            print(explain(refused), file=sys.stderr)
        except Unanswerable as failure:
            print(failure.text.say(language), file=sys.stderr)
        except BeingRestored as busy:
            print(busy, file=sys.stderr)
        except BrokenPipeError:
            sys.stderr.close()
        except OSError as error:
            print(f"{error.filename or ''}: {error.strerror}", file=sys.stderr)
        except (OperationalError, ProgrammingError) as error:
            cure = Text(
                "数据库还不能用。请先运行 xuequ demo，或 xuequ serve 建立数据库。",
                "the database is not ready. Run xuequ demo, or xuequ serve, to set it up.",
            )
            print(f"{cure.say(language)} ({error})", file=sys.stderr)
