//! `refit documents`.

use std::{
    fs::File,
    io::{BufRead, BufReader, stdin},
    path::Path,
};

use anyhow::Result;
use refit_core::DocumentType;
use refit_sources::{Import, ImportOptions, ImportSummary, PerClass, Stats};
use serde::Serialize;

use super::Status;
use crate::{
    app::App,
    cli::{self, Cli, Type},
    output::{Hint, Output},
};

#[derive(Debug, Serialize)]
struct Imported {
    success: bool,
    document_type: DocumentType,
    #[serde(flatten)]
    imported: refit_pipeline::Imported,
}

pub(super) async fn import(cli: &Cli, command: &cli::Import, output: &Output) -> Result<Status> {
    let app = App::new(cli)?;
    let document_type = &command.document_type;
    let plugin = app.plugin(document_type).await?;
    let options = ImportOptions {
        label_source: command.label_source,
        received: command.received,
    };
    let confidence = &app.config.data_quality.confidence_score_field;
    let import = Import::read_with(document_type, open(&command.file)?, options, confidence)?;
    let stores = app.stores().await?;
    let today = app.clock.today();
    let imported = refit_pipeline::import(
        &stores.documents,
        plugin.as_ref(),
        import,
        today,
        command.skip_rejected,
    )
    .await
    .map_err(|error| {
        let is_of_lines = matches!(
            &error,
            refit_pipeline::Error::Sources(refit_sources::Error::Lines { .. })
        );
        let error = anyhow::Error::new(error);
        match is_of_lines {
            true => error.context(Hint(
                "with --skip-rejected the other lines are imported".into(),
            )),
            false => error,
        }
    })?;
    let answer = Imported {
        success: true,
        document_type: document_type.clone(),
        imported,
    };
    output.answer(&answer, Imported::text)?;
    Ok(Status::Done)
}

fn open(file: &Path) -> Result<Box<dyn BufRead>> {
    if file == Path::new("-") {
        return Ok(Box::new(stdin().lock()));
    }
    match File::open(file) {
        Ok(opened) if opened.metadata().is_ok_and(|metadata| metadata.is_dir()) => {
            Err(anyhow::anyhow!(
                "'{}' is a folder; name a file with JSON lines",
                file.display()
            ))
        }
        Ok(opened) => Ok(Box::new(BufReader::new(opened))),
        Err(error) => Err(anyhow::Error::new(error)
            .context(format!("'{}' cannot be read", file.display()))
            .context(Hint(
                "name a file with JSON lines, or - for standard input".into(),
            ))),
    }
}

impl Imported {
    fn text(&self) -> String {
        let ImportSummary {
            lines,
            added,
            relabelled,
            updated,
            unchanged,
            outranked,
            kept_group,
            labelled,
            escalated,
            unlabelled,
            ..
        } = &self.imported.summary;
        let mut text = format!(
            "{lines} {} documents read: {labelled} with a verdict, {escalated} escalated, {unlabelled} without a label\n{added} added, {relabelled} relabelled, {updated} updated, {unchanged} unchanged, {outranked} outranked by a better label",
            self.document_type
        );
        if *kept_group > 0 {
            text.push_str(&format!(
                "\n{kept_group} keep the group they had: it has its fold, which never changes"
            ));
        }
        if self.imported.rejected > 0 {
            text.push_str(&format!(
                "\n{} left out because the plugin rejects them",
                self.imported.rejected
            ));
        }
        for (members, what) in [
            (
                &self.imported.summary.ignored_members,
                "members of lines that were not used",
            ),
            (
                &self.imported.summary.removed_members,
                "members taken out of documents because they tell the verdict",
            ),
        ] {
            if !members.is_empty() {
                let members: Vec<&str> = members.iter().map(String::as_str).collect();
                text.push_str(&format!("\n{what}: {}", members.join(", ")));
            }
        }
        text
    }
}

#[derive(Debug, Serialize)]
struct Counted {
    document_type: DocumentType,
    #[serde(flatten)]
    stats: Stats,
}

pub(super) async fn stats(cli: &Cli, command: &Type, output: &Output) -> Result<Status> {
    let app = App::new(cli)?;
    let document_type = &command.document_type;
    app.plugin(document_type).await?;
    let stats = app.stores().await?.documents.stats(document_type).await?;
    output.answer(
        &Counted {
            document_type: document_type.clone(),
            stats,
        },
        Counted::text,
    )?;
    Ok(Status::Done)
}

impl Counted {
    fn text(&self) -> String {
        let stats = &self.stats;
        let mut text = format!("{} documents of {}\n", stats.documents, self.document_type);
        let mut line =
            |what: &str, value: String| text.push_str(&format!("  {what:<14} {value}\n"));
        for (label, count) in &stats.by_label {
            line(&format!("label {label}"), count.to_string());
        }
        for (source, count) in &stats.by_label_source {
            line(&format!("by {source}"), count.to_string());
        }
        let both =
            |counts: PerClass| format!("{} APPROVE, {} REJECT", counts.approve, counts.reject);
        for band in stats
            .by_confidence
            .iter()
            .filter(|band| band.documents.total() > 0)
        {
            line(
                &format!("sure {}–{}", band.from, band.to),
                both(band.documents),
            );
        }
        if stats.without_confidence.total() > 0 {
            line("sure unknown", both(stats.without_confidence));
        }
        for (fold, counts) in stats
            .by_fold
            .iter()
            .enumerate()
            .filter(|(_, counts)| counts.total() > 0)
        {
            let held_out = if fold == 0 { " (held out)" } else { "" };
            line(
                &format!("fold {fold}"),
                format!("{}{held_out}", both(*counts)),
            );
        }
        if let (Some(oldest), Some(newest)) = (stats.oldest_received, stats.newest_received) {
            line("received", format!("{oldest} to {newest}"));
        }
        text
    }
}
