"""The document type {{name}}: what its features are, what its papers look like.

The example is a bill whose total follows from its lines: put your own document type in its place.
"""

from refit_plugin import NAN, Document, Feature, Golden, Random, Specimen, iso

NAME = "{{name}}"
PLURAL = "{{plural}}"
TITLE = "{{title}}"
VERSION = "0.1.0"  # new whenever a feature changes

# Name, title for people, kind, lowest and highest value, effect of a higher value on the risk.
FEATURES = [
    Feature("total", "the total", "amount", 0, 1e6, "either"),
    Feature("total_gap", "how far the total is from its lines", "amount", 0, 1e6, "raises"),
    Feature("age", "days from date to receipt", "days", -3650, 3650, "either", may_be_missing=True),
]

# What the plugin can read, as JSON Schema.
DOCUMENT_SCHEMA = {
    "type": "object",
    "required": ["total", "lines"],
    "properties": {"total": {"type": ["number", "string"]}, "lines": {"type": "array"}},
}

# Documents with the day they were received and the features that you worked out by hand.
GOLDENS = [
    Golden(
        {"total": "$12.50", "date": "2025-01-30", "lines": [{"amount": 10}]},
        "2025-01-31",
        [12.5, 2.5, 1],
    ),
    Golden({"total": 3, "lines": [{"amount": "1.00"}, {"amount": 2}]}, "2025-01-31", [3, 0, NAN]),
]


def generate_one(random: Random, number: int, as_of: int) -> Specimen:
    """A synthetic document, as it might lie on a desk on the day `as_of`."""
    is_fraud = random.chance(0.4)
    amounts = [round(random.log_normal(40, 0.8), 2) for _ in range(random.whole(1, 6))]
    total = sum(amounts) * (random.between(1.1, 3) if is_fraud and random.chance(0.8) else 1)
    if len(amounts) > 1 and random.chance(0.2):
        amounts.pop()  # a line that was not read: no single feature may tell the class
    received = as_of - random.whole(0, 30)
    document = {"total": round(total, 2), "lines": [{"amount": amount} for amount in amounts]}
    if random.chance(0.9):
        document["date"] = iso(received - random.whole(0, 120 if is_fraud else 60))
    score = random.between(70, 95) if is_fraud else random.between(5, 25)
    return Specimen(document, received, is_fraud, score, "raised_total" if is_fraud else "plain")


def extract_one(document: Document, received: int) -> list[float]:
    """The features of a document, in the order of FEATURES."""
    total = document.amount("total", "amount_due")  # a document without it is rejected
    lines = sum(line.amount("amount") for line in document.list("lines"))
    date = document.day("date", "issued", otherwise=NAN)
    return [total, round(abs(total - lines), 2), received - date]
