"""The chat page, served by the assistant itself: ``make run`` prints its link.

Under ``/webhooks/page/``: the page and its files, ``texts?lang=xx`` and ``message``. A browser that
asks for ``/`` is sent there; programs still get Rasa's "Hello".
"""

import re
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.exceptions import InvalidUsage, PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, raw, redirect
from sanic.response import json as json_response

from bot.adapters.in_process import use_in_process_actions
from bot.adapters.web import PAGE_SENDER, Handler, answered, error_as_json, json_object, safe_text
from bot.page_texts import accepted, page_texts, preferred

FOLDER = Path(__file__).resolve().parent.parent / "page"
PATH = "/webhooks/page/"
MAX_BODY = 64 * 1024
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; object-src 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


class UnsupportedMediaType(SanicException):
    """The body is not JSON (415)."""

    status_code = 415
    quiet = True


class PageReplies(OutputChannel):
    """Collects the replies of one turn, each with the language that it is written in."""

    def __init__(self) -> None:
        """Begin without replies."""
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name."""
        return "page"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep text, language and buttons; we send nothing else."""
        buttons = [
            {"title": b["title"], "payload": b["payload"]} for b in message.get("buttons") or []
        ]
        reply = {"text": message.get("text") or "", "language": message.get("language")}
        self.replies.append({**reply, "buttons": buttons})


class PageInput(InputChannel):
    """Serves the page and answers its messages."""

    @classmethod
    def name(cls) -> str:
        """Return the name under which Rasa mounts it."""
        return "page"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Define all routes of the page."""
        blueprint = Blueprint("page")
        handle = answered(on_new_message)

        async def message(request: Request) -> HTTPResponse:
            channel = PageReplies()
            await handle(await _read(request, channel))
            return json_response({"replies": channel.replies})

        blueprint.add_route(_index, "/", methods=["GET"])
        blueprint.add_route(_texts, "/texts", methods=["GET"])
        blueprint.add_route(message, "/message", methods=["POST"], stream=True)
        for path in sorted(FOLDER.iterdir()):
            if path.suffix in _TYPES:
                name, kind = path.name.replace(".", "_"), _TYPES[path.suffix]
                blueprint.static(f"/{path.name}", path, name=name, content_type=kind)
        blueprint.exception(SanicException)(error_as_json)
        blueprint.middleware("response")(_add_headers)
        blueprint.listener("after_server_start")(_start)
        return blueprint


async def _index(request: Request) -> HTTPResponse:
    # Without the slash at the end the page's relative links would lead nowhere.
    if not request.path.endswith("/"):
        return redirect(PATH)
    return raw((FOLDER / "index.html").read_bytes(), content_type=_TYPES[".html"])


async def _texts(request: Request) -> HTTPResponse:
    asked = (request.args.get("lang") or "")[:200].split(",")
    wanted = [*asked, *accepted(request.headers.get("accept-language", ""))]
    return json_response(page_texts(preferred(wanted)))


async def _read(request: Request, channel: OutputChannel) -> UserMessage:
    """Read a request's message; refuse all but a small, complete JSON object."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise UnsupportedMediaType("Send JSON: Content-Type: application/json.")
    request.stream.request_max_size = MAX_BODY
    try:
        await request.receive_body()
    except PayloadTooLarge as error:
        raise PayloadTooLarge(f"At most {MAX_BODY // 1024} kB are accepted.") from error
    body = json_object(request)
    sender, locale = body.get("sender"), body.get("language")
    if not isinstance(sender, str) or not _UUID.fullmatch(sender):
        raise InvalidUsage('"sender" must be a random UUID (version 4, lower case).')
    if locale is not None and not isinstance(locale, str):
        raise InvalidUsage('"language" must be a string.')
    return UserMessage(
        safe_text(body.get("text"), "text"),
        channel,
        PAGE_SENDER + sender,
        input_channel=PageInput.name(),
        metadata={"language": locale} if locale else None,
    )


async def _add_headers(request: Request, response: HTTPResponse) -> None:
    is_answer = request.path.endswith(("/message", "/texts"))
    response.headers.update(_HEADERS)
    response.headers["Cache-Control"] = "no-store" if is_answer else "no-cache"


async def _browser_to_page(request: Request) -> HTTPResponse | None:
    """Lead people from the bare address to the page; programs do not ask for HTML."""
    wants_page = request.path == "/" and "text/html" in request.headers.get("accept", "")
    return redirect(PATH) if wants_page and request.method == "GET" else None


async def _start(app: Sanic, loop: Any) -> None:
    """Run actions in this process and print the link, now that the model is loaded."""
    use_in_process_actions(app.ctx.agent)
    app.register_middleware(_browser_to_page, "request")
    if app.ctx.agent.is_ready():
        print(f"\nAmtslotse: {address(app)}   (Ende / stop: Strg/Ctrl + C)\n", flush=True)
    else:
        print("\nKein Modell / no model: make train\n", flush=True)


def address(app: Sanic) -> str:
    """Return the link to the page, for the computer that it runs on."""
    host = "127.0.0.1" if app.state.host in ("", "0.0.0.0") else app.state.host  # noqa: S104
    return f"{'https' if app.state.ssl else 'http'}://{host}:{app.state.port}/"
