//! A file of comma-separated values whose columns have names, and errors that say where.

use std::{
    collections::HashMap,
    fs::File,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, anyhow, bail};
use jiff::{Timestamp, civil, tz::TimeZone};

/// A file that is being read.
pub(super) struct Table {
    path: PathBuf,
    columns: HashMap<String, usize>,
    reader: csv::Reader<File>,
}

/// A line of a table.
pub(super) struct Row {
    path: PathBuf,
    columns: HashMap<String, usize>,
    record: csv::StringRecord,
}

impl Table {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let mut reader = csv::Reader::from_reader(file);
        let names = reader.headers().map_err(|error| said(path, &error))?;
        let columns = names.iter().enumerate().map(|(at, name)| (name.trim().to_owned(), at));
        let columns = columns.collect();
        Ok(Self { path: path.to_owned(), columns, reader })
    }

    /// Whether it has all of these columns.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.columns.contains_key(*name))
    }

    /// Reads line by line, in the order of the file.
    pub(super) fn each(mut self, mut take: impl FnMut(&Row) -> Result<()>) -> Result<()> {
        let mut record = csv::StringRecord::new();
        while self.reader.read_record(&mut record).map_err(|error| said(&self.path, &error))? {
            let (path, columns) = (self.path.clone(), self.columns.clone());
            take(&Row { path, columns, record: record.clone() })?;
        }
        Ok(())
    }
}

impl Row {
    /// What stands in a column; nothing where there is no such column.
    pub(super) fn get(&self, column: &str) -> &str {
        let value = self.columns.get(column).and_then(|at| self.record.get(*at));
        value.unwrap_or_default().trim()
    }

    /// What must stand in a column.
    pub(super) fn need(&self, column: &str) -> Result<&str> {
        let value = self.get(column);
        if value.is_empty() {
            bail!(self.fault(column, "is empty"));
        }
        Ok(value)
    }

    /// A count.
    pub(super) fn count(&self, column: &str) -> Result<u64> {
        let value = self.need(column)?;
        value.parse().map_err(|_| self.fault(column, &format!("has `{value}`, which is no count")))
    }

    /// A moment, in milliseconds since 1970-01-01 UTC. What names no zone is UTC.
    pub(super) fn moment(&self, column: &str) -> Result<i64> {
        let value = self.need(column)?;
        let day = |text: &str| text.parse::<civil::Date>().map(|day| day.at(0, 0, 0, 0));
        let local = || value.parse::<civil::DateTime>().or_else(|_| day(value)).ok();
        let moment = value
            .parse::<Timestamp>()
            .ok()
            .or_else(|| local().and_then(|local| TimeZone::UTC.to_timestamp(local).ok()));
        let advice = format!("has `{value}`, which is no time such as 2026-03-31 12:00:00");
        moment.map(Timestamp::as_millisecond).ok_or_else(|| self.fault(column, &advice))
    }

    /// An error that says where it is.
    pub(super) fn fault(&self, column: &str, what: &str) -> anyhow::Error {
        let line = self.record.position().map_or(0, csv::Position::line);
        anyhow!("{}, line {line}: the column `{column}` {what}", self.path.display())
    }
}

fn said(path: &Path, error: &csv::Error) -> anyhow::Error {
    let line = error.position().map(|at| format!(", line {}", at.line())).unwrap_or_default();
    anyhow!("{}{line}: not comma-separated values: {error}", path.display())
}
