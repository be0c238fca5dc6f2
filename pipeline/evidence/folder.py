"""Evidence as a folder of plain files, with a list of their hashes that `sha256sum -c` reads."""

import json
from pathlib import Path
from typing import Any

from pipeline.errors import StoreError, UnreadableInput
from pipeline.evidence.exhibits import Evidence, about, seen_json, sha256

SUMS = "SHA256SUMS"
LARGEST = 64 * 1024 * 1024


def write_folder(evidence: Evidence, folder: Path) -> list[str]:
    """Write the files and their hashes; their names. Raises StoreError when the folder is not empty or not writable."""
    files: dict[str, bytes] = {
        "flag.json": as_json(evidence.flag),
        "visits.json": as_json(seen_json(evidence.seen)),
    }
    for exhibit in evidence.exhibits:
        files[f"{exhibit.name}/about.json"] = as_json(about(exhibit))
        files[f"{exhibit.name}/text.txt"] = exhibit.text.encode()
        if exhibit.body is not None:
            files[f"{exhibit.name}/page.html"] = exhibit.body
    files[SUMS] = "".join(f"{sha256(body)}  {name}\n" for name, body in sorted(files.items())).encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError(f"{folder}: not empty: choose another folder with --out")
        for name, body in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(body)
    except OSError as wrong:
        raise StoreError(f"{folder}: {wrong.strerror}: choose another folder with --out") from wrong
    return sorted(files)


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n"


def verify_folder(folder: Path) -> tuple[int, list[str]]:
    """Files checked, and what is wrong with them. Raises UnreadableInput for a folder that is no evidence."""
    try:
        listed = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as wrong:
        raise UnreadableInput(f"{folder}: no evidence: it has no {SUMS}") from wrong
    found: list[str] = []
    names = set()
    for line in listed:
        digest, _, name = line.partition("  ")
        names.add(name)
        found += flaw_of(folder, name, digest)
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    found += [f"{name}: not in {SUMS}" for name in sorted(here - names - {SUMS})]
    return len(names), found


def flaw_of(folder: Path, name: str, digest: str) -> list[str]:
    """What is wrong with one file; a name that leads out of the folder is never opened."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        return [f"{name}: leads out of the folder"]
    try:
        if path.stat().st_size > LARGEST:
            return [f"{name}: too large to be evidence"]
        return [] if sha256(path.read_bytes()) == digest else [f"{name}: changed since it was written"]
    except OSError as wrong:
        return [f"{name}: {wrong.strerror}"]
