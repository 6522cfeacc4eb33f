"""Our Python peer of a score over HTTP: Flask with the same models. Trains them once, and serves
what it dumped, as one does in production.

    bench_extract plugins/bank_statement.wasm 2000 0 rows.f64
    python flask_app.py rows.f64 --max-bin 100 --out models.joblib
    gunicorn --workers 2 'flask_app:create_app("models.joblib")'

It is given less to do than Refit: the JSON is parsed, but no features are extracted. Every document
has the features of the first row of the file.
"""

import argparse
from datetime import datetime, timezone

import joblib
import numpy as np
import xgboost
from flask import Flask, jsonify, request

FEATURES = 35
TOP_FEATURES = 5


class Scorer:
    """Models and a row, loaded."""

    def __init__(self, file, contributions, jobs):
        dumped = joblib.load(file)
        self.scaler, self.imputer, self.forest, self.boosted = dumped["models"]
        self.version, self.row = dumped["version"], dumped["row"].reshape(1, -1)
        self.contributions = contributions
        self.forest.set_params(n_jobs=jobs)
        self.boosted.set_params(n_jobs=jobs)
        self.booster = self.boosted.get_booster()

    def score(self):
        """A score of the row, with the members that Refit's has."""
        scaled = self.scaler.transform(self.row)
        forest = float(
            self.forest.predict(self.scaler.transform(self.imputer.transform(self.row)))[0]
        )
        boosted = float(self.boosted.predict(scaled)[0])
        score = min(max(0.4 * forest + 0.6 * boosted, 0.0), 100.0)
        return {
            "risk_score": score,
            "risk_level": level(score),
            "recommendation": recommendation(score),
            "model_scores": {"random_forest": forest, "xgboost": boosted},
            "version_id": self.version,
            "generation": 1,
            "top_features": self.top_features(scaled) if self.contributions else [],
        }

    def top_features(self, scaled):
        """What moved the boosted trees' score most; names are as long as real ones are."""
        matrix = xgboost.DMatrix(scaled, nthread=self.boosted.n_jobs)
        contributions = self.booster.predict(matrix, pred_contribs=True)[0, :-1]
        strongest = np.argsort(-np.abs(contributions))[:TOP_FEATURES]
        return [
            {
                "name": f"feature_of_statement_{place}",
                "title": f"Feature {place} of the statement",
                "value": None if np.isnan(self.row[0, place]) else float(self.row[0, place]),
                "contribution": float(contributions[place]),
            }
            for place in strongest
        ]


def level(score):
    """The score in words, with Refit's limits."""
    if score > 85:
        return "CRITICAL"
    if score > 60:
        return "HIGH"
    return "MEDIUM" if score > 30 else "LOW"


def recommendation(score):
    """What to do with the document, with Refit's limits."""
    if score <= 30:
        return "APPROVE"
    return "REJECT" if score >= 70 else "ESCALATE"


def create_app(models, contributions=True, jobs=1):
    """The application that gunicorn serves."""
    app = Flask(__name__)
    scorer = Scorer(models, contributions, jobs)
    # Loads what is loaded on first use, before the first request.
    scorer.score()

    @app.post("/score")
    def score():
        if not isinstance(request.get_json(), dict):
            return jsonify(error="a document is an object"), 422
        return jsonify(scorer.score())

    @app.get("/health/ready")
    def ready():
        return jsonify(success=True)

    return app


def main():
    # Who serves has no use for what trains.
    from train import fit

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", help="f64, little-endian, 35 features and the score a row")
    parser.add_argument("--max-bin", type=int, default=256, help="XGBoost's bins a feature")
    parser.add_argument("--jobs", type=int, default=-1, help="threads, -1 for all cores")
    parser.add_argument("--out", required=True, help="the file of models")
    arguments = parser.parse_args()

    rows = np.fromfile(arguments.file, dtype="<f8").reshape(-1, FEATURES + 1)
    training = rows[: len(rows) * 4 // 5]
    models = fit(training[:, :FEATURES], training[:, FEATURES], arguments.jobs, arguments.max_bin)
    version = datetime.now(timezone.utc).strftime("%Y%m%d_%H%M%S")
    dumped = {"models": models, "version": version, "row": rows[0, :FEATURES]}
    joblib.dump(dumped, arguments.out)


if __name__ == "__main__":
    main()
