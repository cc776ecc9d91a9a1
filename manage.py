#!/usr/bin/env python
"""Django's command line for Dejima."""

import os
import sys


def main() -> None:
    """Run one management command with the development settings by default."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "console.settings.development")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
