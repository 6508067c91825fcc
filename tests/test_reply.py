"""Replies are plain values that survive Rasa's action protocol."""

import json

from bot.reply import Button, Line, Reply, items, payload


def test_a_reply_survives_json() -> None:
    reply = Reply(
        "utter_x",
        (
            Line("a", "check", {"n": 3, "ref": {"text": "b"}}, unconfirmed=True),
            Line("b", "source", language="en"),
        ),
        (Button("c", "/greet", {"choice": "Celle"}),),
    )
    assert Reply.from_json(json.loads(json.dumps(reply.as_json()))) == reply


def test_a_reply_without_lines_survives_json() -> None:
    assert Reply.from_json(Reply("utter_x").as_json()) == Reply("utter_x")


def test_payloads_leave_out_what_is_not_known() -> None:
    assert payload("ask_fee") == "/ask_fee"
    assert payload("ask_fee", service=None) == "/ask_fee"
    assert payload("ask_fee", service="study") == '/ask_fee{"service":"study"}'


def test_items_are_lines_of_one_kind() -> None:
    assert items(["a", "b"], "check") == (Line("a", "check"), Line("b", "check"))
