"""Mistakes in knowledge files are named with file, line and field, in German and English."""

from pathlib import Path

import pytest

from bot.records import Fact, Office, Source
from bot.schema import KnowledgeError, Problem, line_of, parse, read_yaml


def written(folder: Path, text: str) -> Path:
    path = folder / "knowledge" / "x.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def problem_of(path: Path, record: object) -> Problem:
    root = path.parent.parent
    with pytest.raises(KnowledgeError) as caught:
        parse(record, read_yaml(path, root), path, root)
    return caught.value.problems[0]


def test_a_broken_file_names_the_line(tmp_path: Path) -> None:
    path = written(tmp_path, "text: 'a\nsources: [\n")
    with pytest.raises(KnowledgeError) as caught:
        read_yaml(path, tmp_path)
    problem = caught.value.problems[0]
    assert problem.file == "knowledge/x.yml"
    assert problem.line >= 1
    assert "nicht lesbar" in problem.german


def test_a_field_written_twice_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path, "text: a\nlaw: b\ntext: c\n")
    with pytest.raises(KnowledgeError, match=r"x\.yml:3: .*field twice: text"):
        read_yaml(path, tmp_path)


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    path.write_bytes(b"text: \xff\xfe")
    with pytest.raises(KnowledgeError, match="UTF-8"):
        read_yaml(path, tmp_path)


@pytest.mark.parametrize(
    ("text", "record", "line", "field", "german"),
    [
        ("text: a\nlwa: b\n", Fact, 2, "lwa", "Schreibfehler"),
        ("law: b\n", Fact, 1, "text", "fehlt"),
        ("text: a\nunconfirmed: maybe\n", Fact, 2, "unconfirmed", "true (ja)"),
        ("text: a\nsources: b\n", Fact, 2, "sources", "Liste"),
        ("title: a\nread: soon\n", Source, 2, "read", "Datum"),
        ("title: a\nread: 2026-01-01\nstate: 2015-20\n", Source, 3, "state", "Monat"),
        ("title: a\nread: 2026-01-01\nstate: lately\n", Source, 3, "state", "Jahr"),
    ],
)
def test_a_wrong_field_names_line_and_field(
    tmp_path: Path, text: str, record: object, line: int, field: str, german: str
) -> None:
    problem = problem_of(written(tmp_path, text), record)
    assert (problem.line, problem.field) == (line, field)
    assert german in problem.german
    assert problem.english
    assert str(problem).startswith(f"knowledge/x.yml:{line}: {field}: ")


def test_a_field_deep_in_a_file_names_its_own_line(tmp_path: Path) -> None:
    path = written(tmp_path, "a:\n- b: 1\n- c: 2\n  d:\n    e: 3\n")
    assert line_of(path, ("a", 1, "d", "e")) == 5
    assert line_of(path, ("a", 1, "d", "missing")) == 4
    assert line_of(path, ("a", 7)) == 1
    assert line_of(path, ("a", "b")) == 1


def test_all_mistakes_of_a_record_are_gathered(tmp_path: Path) -> None:
    path = written(tmp_path, "id: x\nareas: 03151\n")
    with pytest.raises(KnowledgeError) as caught:
        parse(Office, read_yaml(path, tmp_path), path, tmp_path)
    assert len(caught.value.problems) > 3
