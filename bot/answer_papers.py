"""Answers about papers: which ones to bring, which forms to fill in."""

from bot.knowledge import Knowledge
from bot.reply import Line
from bot.service_lines import Asked, fact_line, lead, office_page, own_sources


def documents(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    """The papers to bring: the usual ones and those of some cases only."""
    service, documents = asked.service, asked.service.documents
    lines = [lead("documents", service)]
    for ident in documents.usual:
        values = {"choice": {"ref": f"document.{ident}"}}
        lines.append(Line("utter_button_choice", "check", values))
    if documents.depending_on_case:
        lines.append(Line("utter_documents_case"))
    for case in documents.depending_on_case:
        condition = {"text": f"condition.{case.when}"}
        values = {"document": {"ref": f"document.{case.id}"}, "condition": condition}
        lines.append(Line("utter_case_document", "check", values))
    if documents.note:
        lines.append(fact_line(documents.note, "text"))
    if service.confirmed.get("documents") == "derived":
        lines.append(Line("utter_documents_derived"))
    elif service.confirmed.get("documents") == "other_portal":
        lines.append(Line("utter_documents_other_state"))
    lines.append(Line("step.german_documents"))
    return "utter_documents", [*lines, *own_sources(knowledge, asked, (), documents.sources)]


def forms(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    """The forms with their links, and where the office has its own."""
    service = asked.service
    if not service.forms:
        lines = [lead("forms_unknown", service), *office_page(asked.office)]
        return "utter_forms_unknown", [*lines, *own_sources(knowledge, asked, ())]
    lines = [lead("forms", service)]
    sources: list[str] = []
    for name in service.forms:
        form = knowledge.forms[name]
        values = {"form": {"ref": f"form.{name}"}, "url": form.url}
        plain = {"choice": {"ref": f"form.{name}"}}
        ident, used = ("utter_form_link", values) if form.url else ("utter_button_choice", plain)
        lines.append(Line(ident, "item", used, unconfirmed=form.unconfirmed))
        sources += form.sources
    lines += office_page(asked.office) or [Line("utter_forms_where")]
    return "utter_forms", [*lines, *own_sources(knowledge, asked, (), sources)]
