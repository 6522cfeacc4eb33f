//! Retraining and scoring over a real database and real files, with a plugin of a few lines.

mod artifacts;
mod desk;
mod plugin;
mod real;
mod scoring;
mod synthetic;
mod verdicts;
