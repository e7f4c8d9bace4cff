# test/harness/markers.py
#
# Comments in test programs: what the compiler is given, and which diagnostics stand on which line.
import json
import re
import shlex

_OPTIONS = re.compile(r"^# options: (.*)$", re.MULTILINE)
_MARKER = re.compile(r"# (error|warning|note): (\w+)((?:, \w+)*)")


def options(source: str) -> list[str]:
    """The words of `# options: ...` lines."""
    return [word for line in _OPTIONS.findall(source) for word in shlex.split(line)]


def expected(source: str) -> list[tuple[int, str, str]]:
    """Line, severity and kind of each `# error: Kind` marker; several markers may stand on one line."""
    found = []
    for number, line in enumerate(source.splitlines(), 1):
        for severity, first, others in _MARKER.findall(line):
            found += [(number, severity, kind) for kind in [first, *filter(None, others.split(", "))]]
    return sorted(found)


def reported(json_lines: str) -> list[tuple[int, str, str]]:
    """Line, severity and kind of each diagnostic and note of `--error-format json`, one object a line."""
    found = []
    for line in filter(str.strip, json_lines.splitlines()):
        diagnostic = json.loads(line)
        for one in [diagnostic, *diagnostic.get("notes", [])]:
            found.append((one["line"], one["severity"], one["kind"]))
    return sorted(found)
