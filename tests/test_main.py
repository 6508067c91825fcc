"""The command line: help, wrong arguments, exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import check
from bot.__main__ import main

ROOT = Path(__file__).parent.parent


def failed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said on standard error by a command line that is refused."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    return capsys.readouterr().err


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    text = capsys.readouterr().err
    assert "shell" in text
    assert "check" in text


def test_unknown_commands_and_files_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "invalid choice" in failed(capsys, "dance")
    text = failed(capsys, "shell", "--file", "/nowhere.txt")
    assert "Datei nicht gefunden / no such file: /nowhere.txt" in text


def test_a_language_that_we_lack_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    text = failed(capsys, "shell", "--lang", "tlh")
    assert "Sprache nicht vorhanden / language not served: tlh" in text
    assert "uk (Українська)" in text


def test_check_gets_its_arguments(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[object] = []

    def run(folder: Path | None, show_all: bool) -> int:
        seen.extend([folder, show_all])
        return 1

    monkeypatch.setattr(check, "run", run)
    assert main(["check", "--knowledge", str(tmp_path), "--all"]) == 1
    assert seen == [tmp_path, True]


def test_a_folder_that_is_no_knowledge_fails_with_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["check", "--knowledge", str(tmp_path)]) == 1
    text = capsys.readouterr().out
    assert "Der Ordner ist nicht lesbar" in text
    assert "Traceback" not in text


def test_without_a_model_the_shell_says_what_to_do(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "bot", "shell", "--model", str(tmp_path / "none.tar.gz")],
        cwd=ROOT,
        input="Hallo\n",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 1
    assert result.stdout == ""
    assert "Es gibt noch kein Modell" in result.stderr
    assert "There is no model yet" in result.stderr
    assert "make train" in result.stderr
    assert "Traceback" not in result.stderr
