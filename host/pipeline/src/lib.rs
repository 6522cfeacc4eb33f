//! The retraining run step by step, the decision, and scoring.
