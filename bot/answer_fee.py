"""The answer about fees: amounts, who pays less, and why."""

from bot.answer_sources import source_lines
from bot.knowledge import Knowledge
from bot.records import Fee, Service
from bot.reply import Line
from bot.service_lines import Asked, fact_line, lead

# What the short rule for people on benefits (§ 53 (1) AufenthV) names.
_BENEFIT_FEES = (
    "residence_permit_issue",
    "residence_permit_extend",
    "toleration_",
    "provisional_certificate",
)


def costs(knowledge: Knowledge, asked: Asked) -> tuple[str, list[Line]]:
    """What the service costs, for whom it costs less, and the law behind it."""
    service = asked.service
    fees = {name: knowledge.fees[name] for name in service.fees}
    if not fees and not service.fee_note:
        return "utter_fee_unknown", [lead("fee_unknown", service)]
    lines = [lead("fee", service)]
    lines += [_fee_line(name, fee) for name, fee in fees.items()]
    if service.fee_note:
        lines.append(fact_line(service.fee_note, "text"))
    laws = [fee.law for name, fee in fees.items() if name != "no_fee"]
    lines += _fee_rules(knowledge, service)
    sources = [fee.source for name, fee in fees.items() if name != "no_fee"]
    sources = sources or [*(service.fee_note.sources if service.fee_note else ())]
    sources = sources or list(service.sources[:1])
    law = ", ".join(dict.fromkeys(laws)) or None
    return "utter_fee", [*lines, *source_lines(knowledge, sources, law, asked.today)]


def _fee_line(name: str, fee: Fee) -> Line:
    text = {"text": f"fee.{name}"}
    if isinstance(fee.amount, tuple):
        lowest, highest = map(_eur, fee.amount)
        span = {"fee": text, "from": lowest, "to": highest}
        return Line("utter_fee_amount_range", "item", span)
    values = {"fee": text, "amount": _eur(fee.amount), "reduced": _eur(fee.reduced)}
    if fee.amount is None:
        return Line("utter_fee_amount_minor_only", "item", values)
    if fee.amount == 0:
        return Line("utter_button_choice", "item", {"choice": text})
    if fee.amount < 0:
        return Line("utter_fee_reduction", "item", {"fee": text, "amount": _eur(-fee.amount)})
    if fee.reduced in (None, fee.amount):
        return Line("utter_fee_amount", "item", values)
    if fee.under_24:
        return Line("utter_fee_amount_under_24", "item", {**values, "age": 24})
    return Line("utter_fee_amount_minor", "item", values)


def _eur(amount: float | None) -> str | None:
    return None if amount is None else f"{amount:g} EUR"


def _fee_rules(knowledge: Knowledge, service: Service) -> list[Line]:
    rules = []
    if service.id == "association_right":
        rules = ["turkish_association"]
    elif service.id in ("refugee_residence", "travel_document"):
        rules = ["protection_exempt"]
    elif any(name.startswith(_BENEFIT_FEES) for name in service.fees):
        rules = ["benefit_recipients_short"]
    found = [knowledge.fee_rules[rule] for rule in rules if rule in knowledge.fee_rules]
    return [Line("utter_fee_less"), *map(fact_line, found)] if found else []
