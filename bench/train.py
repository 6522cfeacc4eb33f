"""Our Python peer: the same training with scikit-learn and XGBoost, on the rows that
`host/learn/examples/bench_train.rs` wrote. Prints one line of JSON.

    bench_train 50000 1 rows.f64
    python train.py rows.f64 --runs 1
"""

import argparse
import json
import statistics
import time

import numpy as np
from sklearn.ensemble import RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler
from xgboost import XGBRegressor

FEATURES = 35


def fit(x, y, jobs, max_bin):
    """Scaler, medians, forest and boosted trees: what `Ensemble::train` does."""
    scaler = StandardScaler().fit(x)
    imputer = SimpleImputer(strategy="median").fit(x)
    forest = RandomForestRegressor(
        n_estimators=100,
        max_depth=10,
        min_samples_split=5,
        min_samples_leaf=2,
        random_state=42,
        n_jobs=jobs,
    ).fit(scaler.transform(imputer.transform(x)), y)
    boosted = XGBRegressor(
        n_estimators=100,
        max_depth=6,
        learning_rate=0.1,
        max_bin=max_bin,
        random_state=42,
        n_jobs=jobs,
    ).fit(scaler.transform(x), y)
    return scaler, imputer, forest, boosted


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", help="f64, little-endian, 35 features and the target a row")
    parser.add_argument("--runs", type=int, default=5, help="trainings; the median counts")
    parser.add_argument("--jobs", type=int, default=-1, help="threads, -1 for all cores")
    parser.add_argument("--max-bin", type=int, default=256, help="XGBoost's bins a feature")
    arguments = parser.parse_args()

    rows = np.fromfile(arguments.file, dtype="<f8").reshape(-1, FEATURES + 1)
    x, y = rows[:, :FEATURES], rows[:, FEATURES]
    cut = len(rows) * 4 // 5

    # Loads what is loaded on first use and starts the threads.
    fit(x[:500], y[:500], arguments.jobs, arguments.max_bin)
    seconds = []
    for _ in range(max(arguments.runs, 1)):
        start = time.perf_counter()
        scaler, imputer, forest, boosted = fit(
            x[:cut], y[:cut], arguments.jobs, arguments.max_bin
        )
        seconds.append(time.perf_counter() - start)

    start = time.perf_counter()
    forest_scores = forest.predict(scaler.transform(imputer.transform(x[cut:])))
    boosted_scores = boosted.predict(scaler.transform(x[cut:]))
    scores = np.clip(0.4 * forest_scores + 0.6 * boosted_scores, 0, 100)
    scoring = time.perf_counter() - start
    print(
        json.dumps(
            {
                "rows": len(rows),
                "features": FEATURES,
                "runs": arguments.runs,
                "fit_seconds": round(statistics.median(seconds), 4),
                "score_seconds": round(scoring, 5),
                "r2": round(r2_score(y[cut:], scores), 5),
                "random_forest_r2": round(r2_score(y[cut:], forest_scores), 5),
                "xgboost_r2": round(r2_score(y[cut:], boosted_scores), 5),
            }
        )
    )


if __name__ == "__main__":
    main()
