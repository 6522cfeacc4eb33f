"""The document type banknote: the scan of a note, as a camera's software describes it.

A note is printed by intaglio: its fine lines give a wavelet transform of the scan other statistics
than a copy's dots do. The features are those statistics; there is nothing else on such a scan.
"""

from refit_plugin import Document, Feature, Golden, Random, Specimen

NAME = "banknote"
PLURAL = "banknotes"
TITLE = "Banknote"
VERSION = "1.0.0"

FEATURES = [
    Feature("variance", "variance of the wavelet transform", "score", -50, 50, "lowers"),
    Feature("skewness", "skewness of the wavelet transform", "score", -50, 50, "lowers"),
    Feature("kurtosis", "kurtosis of the wavelet transform", "score", -50, 50, "either"),
    Feature("entropy", "entropy of the scan", "score", -50, 50, "either"),
    Feature("tails", "skewness and kurtosis together", "score", -100, 100, "lowers"),
    Feature("scan_side", "shorter side of the scan", "count", 0, 100_000, "either"),
]

DOCUMENT_SCHEMA = {
    "type": "object",
    "required": ["wavelet", "entropy"],
    "properties": {
        "document_type": {"type": "string"},
        "scan": {"type": "object"},
        "wavelet": {
            "type": "object",
            "required": ["variance", "skewness", "kurtosis"],
            "additionalProperties": {"type": ["number", "string"]},
        },
        "entropy": {"type": ["number", "string"]},
    },
}

GOLDENS = [
    Golden(
        {
            "document_type": "banknote_scan",
            "scan": {"width": 400, "height": 300, "dpi": 660},
            "wavelet": {"variance": 2.5, "skewness": 4.25, "kurtosis": -1.5},
            "entropy": -0.75,
        },
        "2025-01-31",
        [2.5, 4.25, -1.5, -0.75, 2.75, 300],
    ),
    Golden(
        {"wavelet": {"variance": "-1.5", "skewness": "0", "kurtosis": {"value": 3}}, "entropy": 0},
        "2025-01-31",
        [-1.5, 0, 3, 0, 3, 0],
    ),
]


def generate_one(random: Random, number: int, as_of: int) -> Specimen:
    """A scan of an intaglio print, or of a copy, whose transform varies less."""
    is_fraud = random.chance(0.45)
    # The sharper the scan, the stronger all of it: skewness and kurtosis go against one another.
    sharpness = random.normal()
    variance = random.normal(-1.9, 1.9) if is_fraud else random.normal(2.3, 2.0)
    skewness = (-1.0 if is_fraud else 4.3) + 5 * sharpness
    kurtosis = (2.1 if is_fraud else 0.8) - (4.6 if is_fraud else 2.6) * sharpness
    entropy = random.normal(-1.2, 1.5) - 0.8 * sharpness
    side = random.pick([400, 400, 400, 600])
    document = {
        "document_type": "banknote_scan",
        "scan": {"width": side, "height": side, "dpi": 660},
        "wavelet": {
            "variance": round(variance, 4),
            "skewness": round(skewness + random.normal(0, 1.5), 4),
            "kurtosis": round(kurtosis + random.normal(0, 1.5), 4),
        },
        "entropy": round(entropy, 5),
    }
    received = as_of - random.whole(0, 30)
    score = random.between(75, 98) if is_fraud else random.between(2, 25)
    return Specimen(document, received, is_fraud, score, "copied" if is_fraud else "plain")


def extract_one(document: Document, received: int) -> list[float]:
    """The features of a scan, in the order of FEATURES."""
    variance = document.amount("wavelet.variance", "variance")
    skewness = document.amount("wavelet.skewness", "skewness")
    kurtosis = document.amount("wavelet.kurtosis", "kurtosis", "wavelet.curtosis")
    entropy = document.amount("entropy", "wavelet.entropy")
    sides = [document.amount(f"scan.{side}", otherwise=0) for side in ("width", "height")]
    return [variance, skewness, kurtosis, entropy, skewness + kurtosis, min(sides)]
