//! Lines over weeks, as SVG that follows the colours of the page around it.

use plotters::prelude::*;

/// Size in pixels; the page scales it.
const SIZE: (u32, u32) = (480, 240);

/// Stand in for the colours of the page, which SVG from a program cannot name: text, grid, lines.
const INK: RGBColor = RGBColor(1, 2, 3);
const GRID: RGBColor = RGBColor(1, 2, 4);
const LINES: [RGBColor; 4] =
    [RGBColor(1, 2, 5), RGBColor(1, 2, 6), RGBColor(1, 2, 7), RGBColor(1, 2, 8)];

/// A line: what it shows, and a value for each week.
pub(super) type Line<'a> = (&'a str, Vec<u64>);

/// A chart of up to four lines, one point for each label; nothing for fewer than two weeks.
pub(super) fn lines(labels: &[&str], lines: &[Line<'_>]) -> Option<String> {
    let last = labels.len().checked_sub(1).filter(|last| *last > 0)?;
    let highest = lines.iter().flat_map(|(_, values)| values).max().copied().unwrap_or(0).max(4);
    let mut svg = String::new();
    // Writing into a string does not fail.
    draw(&mut svg, labels, lines, last, highest).ok()?;
    for (colour, name) in [(INK, "--ink"), (GRID, "--line")]
        .into_iter()
        .chain(LINES.into_iter().zip(["--line-1", "--line-2", "--line-3", "--line-4"]))
    {
        let written = format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2);
        svg = svg.replace(&format!("\"{written}\""), &format!("\"var({name})\""));
    }
    // An attribute cannot hold a variable, a style can.
    for attribute in ["fill", "stroke"] {
        svg = svg.replace(&format!("{attribute}=\"var("), &format!("style=\"{attribute}:var("));
    }
    Some(svg.replacen("<svg ", "<svg aria-hidden=\"true\" class=\"chart\" ", 1))
}

fn draw(
    svg: &mut String,
    labels: &[&str],
    lines: &[Line<'_>],
    last: usize,
    highest: u64,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let font = ("sans-serif", 14).into_font().color(&INK);
    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let mut chart = ChartBuilder::on(&area)
        .margin(8)
        // Half of the last label.
        .margin_right(44)
        .x_label_area_size(28)
        .y_label_area_size(44)
        .build_cartesian_2d(0..last, 0..highest)
        .map_err(|error| error.to_string())?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(GRID)
        .y_labels(5)
        .x_labels(labels.len().min(4))
        .x_label_formatter(&|at| labels.get(*at).copied().unwrap_or_default().to_owned())
        .label_style(font)
        .draw()
        .map_err(|error| error.to_string())?;
    for ((_, values), colour) in lines.iter().zip(LINES) {
        let points = values.iter().copied().enumerate();
        chart
            .draw_series(LineSeries::new(points, colour.stroke_width(2)))
            .map_err(|error| error.to_string())?;
    }
    area.present().map_err(|error| error.to_string())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_follows_the_colours_of_its_page() {
        let svg = lines(&["2026-01-01", "2026-01-08"], &[("yes", vec![1, 2]), ("no", vec![0, 9])]);
        let svg = svg.unwrap();
        for name in ["--ink", "--line", "--line-1", "--line-2"] {
            assert!(svg.contains(&format!(":var({name})\"")), "{name} in {svg}");
        }
        assert!(!svg.contains("#0102") && svg.contains("2026-01-08"), "{svg}");
        roxmltree::Document::parse(&svg).unwrap();
    }

    #[test]
    fn one_week_is_no_line() {
        assert_eq!(lines(&["2026-01-01"], &[("yes", vec![1])]), None);
        assert_eq!(lines(&[], &[]), None);
    }
}
