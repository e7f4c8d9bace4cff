# test/repo/files.py
#
# The files of the repository, as git would commit them.
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns: str) -> list[Path]:
    """Files that git tracks or would track, relative to the root, that match one of the patterns."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    return sorted(Path(name) for name in filter(None, names) if (ROOT / name).is_file())


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8", errors="surrogateescape")
