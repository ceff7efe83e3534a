//! What was measured, as a table that can be pasted into a page of documentation.

use std::fmt::Write as _;

/// One figure beside another of the same run.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) ours: Vec<f64>,
    /// Whose figure stands beside it, and the figures.
    pub(crate) peer: Option<(&'static str, Vec<f64>)>,
    pub(crate) unit: &'static str,
    pub(crate) goal: &'static str,
}

/// The middle of an odd number of figures, or the upper middle.
pub(crate) fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Prints the rows, medians only; the number of rounds says how much they bear.
pub(crate) fn print(rows: &[Row]) {
    let mut text = String::from(
        "| what | Sealpost | beside | ratio | goal | rounds |\n|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let ours = median(&row.ours);
        let (beside, ratio) = match &row.peer {
            Some((name, figures)) => {
                let peer = median(figures);
                (
                    format!("{name} {} {}", number(peer), row.unit),
                    format!("{:.2}", ours / peer),
                )
            }
            None => (String::new(), String::new()),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} {} | {beside} | {ratio} | {} | {} |",
            row.what,
            number(ours),
            row.unit,
            row.goal,
            row.ours.len()
        );
    }
    print!("{text}");
}

fn number(figure: f64) -> String {
    match figure.abs() {
        size if size >= 100.0 => format!("{figure:.0}"),
        size if size >= 1.0 => format!("{figure:.2}"),
        _ => format!("{figure:.4}"),
    }
}
