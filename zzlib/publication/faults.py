"""What hinders a month from being issued, or a version of it from being given back."""

from zzlib.told import ToldError


class PublicationError(ToldError, RuntimeError):
    """It can't be done; the message says in Chinese why and what to do. Nothing was changed."""


class UnknownVersionError(PublicationError, ValueError):
    """There is no such version of the month; the message lists those that there are."""

    wrong_use = True
