"""One whole synthetic retrain in Python, start of the process to its end: the peer of
`refit retrain TYPE`. Rows are drawn with numpy, vectorised; no documents are made or read, which
is less work than Refit does. Writes three artifacts and performance_history.json.

    time python retrain.py --out /tmp/models
"""

import time

START = time.perf_counter()

import argparse
import json
from datetime import datetime, timezone
from pathlib import Path

import joblib
import numpy as np
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    mean_squared_error,
    r2_score,
    roc_auc_score,
    roc_curve,
)
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from xgboost import XGBRegressor

FEATURES = 35


def synthetic(rows, seed):
    """Feature rows, 30 % of them of forged documents, with their scores."""
    random = np.random.default_rng(seed)
    x = random.random((rows, FEATURES))
    x[:, 0::5] = np.floor(x[:, 0::5] * 12)
    x[:, 1::5] = x[:, 1::5] < 0.3
    x[:, 2::5] = np.exp(x[:, 2::5] * 4)
    forged = random.random(rows) < 0.3
    forgery = random.integers(0, 4, rows)
    for mechanism in range(4):
        hit = forged & (forgery == mechanism)
        x[hit, 3 + 5 * mechanism] += 0.9
        x[hit, 1 + 5 * mechanism] = 1.0
    y = np.where(forged, 80.0, 18.0) + 8 * random.standard_normal(rows)
    y += 6 * np.sin(6 * x[:, 3] * x[:, 8])
    return x, np.clip(y, 0, 100)


def metrics(scores, y):
    """The metrics that Refit reports."""
    judged = (y <= 30) | (y >= 70)
    fraud = (y[judged] >= 70).astype(int)
    scores_judged = scores[judged]
    fpr, tpr, _ = roc_curve(fraud, scores_judged, drop_intermediate=False)
    return {
        "r2_score": r2_score(y, scores),
        "mse": mean_squared_error(y, scores),
        "roc_auc": roc_auc_score(fraud, scores_judged),
        "pr_auc": average_precision_score(fraud, scores_judged),
        "ks": float(np.max(np.abs(tpr - fpr))),
        "recall_at_1_percent_fpr": float(tpr[fpr <= 0.01].max()),
        "recall_at_5_percent_fpr": float(tpr[fpr <= 0.05].max()),
        "brier": brier_score_loss(fraud, scores_judged / 100),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--jobs", type=int, default=-1, help="threads, -1 for all cores")
    parser.add_argument("--type", default="paystub", help="names the files")
    parser.add_argument("--out", type=Path, required=True, help="a folder, made if need be")
    arguments = parser.parse_args()

    imported = time.perf_counter()
    x, y = synthetic(arguments.rows, arguments.seed)
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=0.2, random_state=arguments.seed
    )

    fit_start = time.perf_counter()
    scaler = StandardScaler().fit(x_train)
    scaled = scaler.transform(x_train)
    forest = RandomForestRegressor(
        n_estimators=100,
        max_depth=10,
        min_samples_split=5,
        min_samples_leaf=2,
        random_state=arguments.seed,
        n_jobs=arguments.jobs,
    ).fit(scaled, y_train)
    boosted = XGBRegressor(
        n_estimators=100,
        max_depth=6,
        learning_rate=0.1,
        random_state=arguments.seed,
        n_jobs=arguments.jobs,
    ).fit(scaled, y_train)
    fit_seconds = time.perf_counter() - fit_start

    held_out = scaler.transform(x_test)
    forest_scores = forest.predict(held_out)
    boosted_scores = boosted.predict(held_out)
    scores = np.clip(0.4 * forest_scores + 0.6 * boosted_scores, 0, 100)
    result = metrics(scores, y_test)
    result["rf_r2"] = r2_score(y_test, forest_scores)
    result["xgb_r2"] = r2_score(y_test, boosted_scores)

    version = datetime.now(timezone.utc).strftime("%Y%m%d_%H%M%S")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, model in [
        ("random_forest", forest),
        ("xgboost", boosted),
        ("feature_scaler", scaler),
    ]:
        joblib.dump(model, arguments.out / f"{arguments.type}_{name}_{version}.pkl")
    history_file = arguments.out / "performance_history.json"
    history = json.loads(history_file.read_text()) if history_file.exists() else []
    for entry in history:
        entry["is_active"] = False
    history.append(
        {
            "version_id": version,
            "data_source": "synthetic",
            "training_samples": len(y_train),
            "training_time_seconds": fit_seconds,
            "is_active": True,
            **result,
        }
    )
    history_file.write_text(json.dumps(history, indent=2))

    print(
        json.dumps(
            {
                "rows": arguments.rows,
                "features": FEATURES,
                "import_seconds": round(imported - START, 4),
                "fit_seconds": round(fit_seconds, 4),
                "total_seconds": round(time.perf_counter() - START, 4),
                **{name: round(float(value), 5) for name, value in result.items()},
            }
        )
    )


if __name__ == "__main__":
    main()
