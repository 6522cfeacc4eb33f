"""One whole retrain in Python, start of the process to its end: the peer of `refit retrain TYPE`.
It trains on the feature rows of the very documents that Refit makes, which
`host/examples/bench_extract.rs` wrote: no documents are made or read here, which is less work than
Refit does. Writes three artifacts and performance_history.json.

    bench_extract plugins/bank_statement.wasm 2000 0 rows.f64
    time python retrain.py rows.f64 --out models
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
from sklearn.impute import SimpleImputer
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
    parser.add_argument("file", help="f64, little-endian, 35 features and the score a row")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--jobs", type=int, default=-1, help="threads, -1 for all cores")
    parser.add_argument("--max-bin", type=int, default=256, help="XGBoost's bins a feature")
    parser.add_argument("--type", default="bank_statement", help="names the files")
    parser.add_argument("--out", type=Path, required=True, help="a folder, made if need be")
    arguments = parser.parse_args()

    imported = time.perf_counter()
    rows = np.fromfile(arguments.file, dtype="<f8").reshape(-1, FEATURES + 1)
    x, y = rows[:, :FEATURES], rows[:, FEATURES]
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=0.2, random_state=arguments.seed
    )

    fit_start = time.perf_counter()
    scaler = StandardScaler().fit(x_train)
    imputer = SimpleImputer(strategy="median").fit(x_train)
    forest = RandomForestRegressor(
        n_estimators=100,
        max_depth=10,
        min_samples_split=5,
        min_samples_leaf=2,
        random_state=arguments.seed,
        n_jobs=arguments.jobs,
    ).fit(scaler.transform(imputer.transform(x_train)), y_train)
    boosted = XGBRegressor(
        n_estimators=100,
        max_depth=6,
        learning_rate=0.1,
        max_bin=arguments.max_bin,
        random_state=arguments.seed,
        n_jobs=arguments.jobs,
    ).fit(scaler.transform(x_train), y_train)
    fit_seconds = time.perf_counter() - fit_start

    forest_scores = forest.predict(scaler.transform(imputer.transform(x_test)))
    boosted_scores = boosted.predict(scaler.transform(x_test))
    scores = np.clip(0.4 * forest_scores + 0.6 * boosted_scores, 0, 100)
    result = metrics(scores, y_test)
    result["rf_r2"] = r2_score(y_test, forest_scores)
    result["xgb_r2"] = r2_score(y_test, boosted_scores)

    version = datetime.now(timezone.utc).strftime("%Y%m%d_%H%M%S")
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, model in [
        ("random_forest", forest),
        ("xgboost", boosted),
        ("feature_scaler", (scaler, imputer)),
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
                "rows": len(rows),
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
