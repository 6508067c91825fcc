"""Missing packages are replaced, installed ones are not, and each component is found by name."""

import sys

import pytest

from bot import standins
from bot.rasa import prepare


@pytest.fixture(autouse=True)
def _prepared() -> None:
    prepare()


def recipe_lookup(name: str) -> type:
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe

    return DefaultV1Recipe._from_registry(name).clazz


@pytest.mark.parametrize("name", sorted(standins.COMPONENTS))
def test_every_component_is_found_by_its_class_name(name: str) -> None:
    found = recipe_lookup(name)
    assert (found.__name__, found.__module__) == (name, standins.COMPONENTS[name])


def test_an_unknown_component_is_an_error() -> None:
    from rasa.shared.exceptions import InvalidConfigException

    with pytest.raises(InvalidConfigException, match="Can't load class for name 'NoSuchThing'"):
        recipe_lookup("NoSuchThing")


@pytest.mark.skipif(standins.is_installed("tensorflow"), reason="TensorFlow is installed")
@pytest.mark.parametrize("component", standins.TENSORFLOW_COMPONENTS, ids=lambda c: c.classes[0])
def test_a_component_without_its_package_names_it(component: standins.StandIn) -> None:
    from rasa.shared.exceptions import InvalidConfigException

    with pytest.raises(InvalidConfigException, match="'tensorflow'"):
        recipe_lookup(component.classes[0])


def test_a_channel_without_its_package_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from rasa.shared.exceptions import InvalidConfigException

    stand_in = next(s for s in standins.STAND_INS if s.needs == "slack_sdk")
    monkeypatch.setattr(standins, "is_installed", lambda _package: False)
    monkeypatch.delitem(sys.modules, stand_in.module, raising=False)
    standins.install_stand_ins()

    channel = sys.modules[stand_in.module].SlackInput

    assert channel.name() == "slack"
    with pytest.raises(InvalidConfigException, match="'slack' needs the Python package"):
        channel.from_credentials({})


def test_an_installed_package_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for stand_in in standins.STAND_INS:
        monkeypatch.delitem(sys.modules, stand_in.module, raising=False)
    monkeypatch.setattr(standins, "is_installed", lambda _package: True)

    standins.install_stand_ins()

    assert not {s.module for s in standins.STAND_INS} & set(sys.modules)
