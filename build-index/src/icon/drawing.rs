//! An SVG file of the site becomes one outline: nothing else of the file reaches a browser.
//!
//! Shapes are kept, on a grid of 24 whatever the file's own is; colours give way to those of the
//! widget. What cannot be kept is a fault, so that no icon looks other than its writer saw it.

use kurbo::{Affine, BezPath, Circle, Ellipse, Line, PathEl, Point, Rect, RoundedRect, Shape as _};
use roxmltree::{Document, Node};

use super::Outline;

/// Width and height of the widget's icons.
const GRID: f64 = 24.0;

/// How far a curve may be from the circle that it stands for.
const TOLERANCE: f64 = 0.01;

/// Elements that draw nothing themselves.
const SILENT: [&str; 5] = ["svg", "g", "title", "desc", "metadata"];

/// Reads a file.
///
/// # Errors
///
/// What is in it that an icon cannot have.
pub(super) fn outline(svg: &str) -> Result<Outline, String> {
    let document = Document::parse(svg).map_err(|error| format!("no SVG: {error}"))?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(format!("no SVG, but `<{}>`", root.tag_name().name()));
    }
    let grid = grid(root)?;
    let (mut path, mut filled, mut lined) = (BezPath::new(), false, false);
    for node in root.descendants().filter(Node::is_element) {
        if node.has_attribute("transform") {
            return Err(format!("`<{}>` has a `transform`", node.tag_name().name()));
        }
        if SILENT.contains(&node.tag_name().name()) {
            continue;
        }
        let shape = shape(node)?;
        match (is_painted(node, "fill", true), is_painted(node, "stroke", false)) {
            // A frame that keeps the size, as some sets have it.
            (false, false) => continue,
            (fill, stroke) => {
                filled |= fill && !stroke;
                lined |= stroke;
            }
        }
        path.extend(grid * shape);
    }
    if path.is_empty() {
        return Err("nothing that can be seen".to_owned());
    }
    let path = written(&path);
    Ok(if filled && !lined { Outline::Face(path) } else { Outline::Line(path) })
}

/// From the file's own grid to ours, in the middle.
fn grid(root: Node<'_, '_>) -> Result<Affine, String> {
    let sides: Vec<f64> = match root.attribute("viewBox") {
        Some(view) => view.split([' ', ',']).filter_map(|side| side.parse().ok()).collect(),
        None => vec![0.0, 0.0, number(root, "width"), number(root, "height")],
    };
    match sides[..] {
        [x, y, width, height] if width > 0.0 && height > 0.0 => {
            let scale = GRID / width.max(height);
            let middle = (GRID - width * scale, GRID - height * scale);
            Ok(Affine::translate((middle.0 / 2.0, middle.1 / 2.0))
                * Affine::scale(scale)
                * Affine::translate((-x, -y)))
        }
        _ => Err("no `viewBox` with a size".to_owned()),
    }
}

fn shape(node: Node<'_, '_>) -> Result<BezPath, String> {
    let at = |name| number(node, name);
    Ok(match node.tag_name().name() {
        "path" => BezPath::from_svg(node.attribute("d").unwrap_or_default())
            .map_err(|error| format!("a path that cannot be read: {error}"))?,
        "circle" => Circle::new((at("cx"), at("cy")), at("r")).to_path(TOLERANCE),
        "ellipse" => {
            Ellipse::new((at("cx"), at("cy")), (at("rx"), at("ry")), 0.0).to_path(TOLERANCE)
        }
        "rect" => {
            let rect = Rect::new(at("x"), at("y"), at("x") + at("width"), at("y") + at("height"));
            match at("rx").max(at("ry")) {
                radius if radius > 0.0 => RoundedRect::from_rect(rect, radius).to_path(TOLERANCE),
                _ => rect.to_path(TOLERANCE),
            }
        }
        "line" => Line::new((at("x1"), at("y1")), (at("x2"), at("y2"))).to_path(TOLERANCE),
        name @ ("polyline" | "polygon") => {
            let end = if name == "polygon" { "Z" } else { "" };
            let points = node.attribute("points").unwrap_or_default();
            BezPath::from_svg(&format!("M{points}{end}"))
                .map_err(|error| format!("points that cannot be read: {error}"))?
        }
        name => return Err(format!("`<{name}>`")),
    })
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    let text = node.attribute(name).unwrap_or_default();
    text.trim_end_matches("px").parse().unwrap_or_default()
}

/// Whether a shape has this paint, which it may inherit.
fn is_painted(node: Node<'_, '_>, paint: &str, usually: bool) -> bool {
    let said = node.ancestors().find_map(|node| node.attribute(paint));
    said.map_or(usually, |paint| paint != "none")
}

/// With two digits after the point, which is more than a screen shows.
fn written(path: &BezPath) -> String {
    let round = |p: Point| Point::new((p.x * 100.0).round() / 100.0, (p.y * 100.0).round() / 100.0);
    let elements = path.elements().iter().map(|element| match *element {
        PathEl::MoveTo(a) => PathEl::MoveTo(round(a)),
        PathEl::LineTo(a) => PathEl::LineTo(round(a)),
        PathEl::QuadTo(a, b) => PathEl::QuadTo(round(a), round(b)),
        PathEl::CurveTo(a, b, c) => PathEl::CurveTo(round(a), round(b), round(c)),
        PathEl::ClosePath => PathEl::ClosePath,
    });
    BezPath::from_vec(elements.collect()).to_svg()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(inside: &str) -> Result<Outline, String> {
        outline(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\">{inside}</svg>"
        ))
    }

    fn face(path: &str) -> Result<Outline, String> {
        Ok(Outline::Face(path.to_owned()))
    }

    #[test]
    fn shapes_come_to_one_outline_on_our_grid() {
        let cases = [
            ("<path d=\"M4 8h8v8z\"/>", "M2,4 L6,4 L6,8 Z"),
            ("<g><polygon points=\"4,8 12,8 12,16\"/></g>", "M2,4 L6,4 L6,8 Z"),
            ("<polyline points=\"0 0 48 0\"/>", "M0,0 L24,0"),
            ("<line x1=\"0\" y1=\"0\" x2=\"24\" y2=\"48\"/>", "M0,0 L12,24"),
            ("<rect width=\"48\" height=\"24\"/>", "M0,0 L24,0 L24,12 L0,12 Z"),
        ];
        for (inside, path) in cases {
            assert_eq!(of(inside), face(path), "{inside}");
        }
        let round = of("<circle cx=\"24\" cy=\"24\" r=\"24\"/>");
        assert!(matches!(&round, Ok(Outline::Face(path)) if path.contains('C')), "{round:?}");
    }

    #[test]
    fn a_drawing_that_is_wider_than_high_stands_in_the_middle() {
        let svg = "<svg viewBox=\"0 0 40 20\"><path d=\"M0 0h40\"/></svg>";
        assert_eq!(outline(svg), face("M0,6 L24,6"));
    }

    #[test]
    fn lines_stay_lines_and_faces_stay_faces() {
        let line = "<g fill=\"none\" stroke=\"red\"><path d=\"M0 0h48\"/></g>";
        assert_eq!(of(line), Ok(Outline::Line("M0,0 L24,0".to_owned())));
        let frame = "<path fill=\"none\" d=\"M0 0h48v48z\"/><path d=\"M0 0h9v9z\"/>";
        assert_eq!(of(frame), face("M0,0 L4.5,0 L4.5,4.5 Z"));
    }

    #[test]
    fn what_an_icon_cannot_have_is_a_fault() {
        let cases = [
            ("<script>alert(1)</script>", "`<script>`"),
            ("<image href=\"https://evil.example/x.png\"/>", "`<image>`"),
            ("<g transform=\"rotate(9)\"><path d=\"M0 0h9\"/></g>", "`<g>` has a `transform`"),
            ("<text>A</text>", "`<text>`"),
            ("", "nothing that can be seen"),
        ];
        for (inside, fault) in cases {
            assert_eq!(of(inside), Err(fault.to_owned()), "{inside}");
        }
        assert!(outline("<svg").is_err() && outline("<html/>").is_err());
        assert!(outline("<svg><path d=\"M0 0h9\"/></svg>").is_err());
        assert!(of("<path d=\"M0 0 x\"/>").is_err());
    }
}
