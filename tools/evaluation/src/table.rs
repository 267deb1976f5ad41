//! Columns of figures.

/// Rows of cells that are printed one under another: the first column from the left, the others from the right.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Returns a table that has nothing but its head.
    pub(crate) fn with_head<const N: usize>(cells: [&str; N]) -> Self {
        Self {
            rows: vec![cells.into_iter().map(str::to_owned).collect()],
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Returns the table as lines.
    pub(crate) fn show(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let line = |row: &Vec<String>| {
            let pad = |(column, cell): (usize, &String)| match (column, widths[column]) {
                (0, width) => format!("{cell:<width$}"),
                (_, width) => format!("{cell:>width$}"),
            };
            let cells: Vec<String> = row.iter().enumerate().map(pad).collect();
            cells.join("  ").trim_end().to_owned() + "\n"
        };
        self.rows.iter().map(line).collect()
    }
}

/// Returns a share in percent with one digit after the point; nothing of nothing is `-`.
pub(crate) fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        "-".to_owned()
    } else {
        format!("{:.1}", 100.0 * part as f64 / whole as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_under_each_other() {
        let mut table = Table::with_head(["set", "F1"]);
        table.row(["novels".to_owned(), percent(1, 2)]);
        table.row(["web".to_owned(), percent(0, 0)]);
        assert_eq!(table.show(), "set       F1\nnovels  50.0\nweb        -\n");
    }
}
