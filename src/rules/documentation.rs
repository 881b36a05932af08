//! Documentation as data: sections of paragraphs, list items and code, read from Markdown.

/// One section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What is in it, in order.
    pub blocks: Vec<Block>,
}

/// One piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Block {
    /// A paragraph, in one line; names are between backticks.
    Paragraph(String),
    /// An item of a list, in one line.
    Item(String),
    /// Lines to show as they are: headers, code.
    Code(Vec<String>),
}

/// Reads the sections of a text in which every section has a heading of the first level, a list
/// item begins with a hyphen, and code is fenced.
#[must_use]
pub fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut code: Option<Vec<String>> = None;
    let mut open = false;
    for line in text.lines() {
        let fence = line.starts_with("```");
        if !fence && let Some(code) = &mut code {
            code.push(line.to_owned());
            continue;
        }
        if let Some(heading) = line.strip_prefix("# ") {
            sections.push(Section {
                heading: heading.to_owned(),
                blocks: Vec::new(),
            });
            open = false;
            continue;
        }
        let Some(section) = sections.last_mut() else {
            continue;
        };
        if fence {
            match code.take() {
                Some(lines) => section.blocks.push(Block::Code(lines)),
                None => code = Some(Vec::new()),
            }
            open = false;
        } else if line.trim().is_empty() {
            open = false;
        } else if let Some(item) = line.strip_prefix("- ") {
            section.blocks.push(Block::Item(item.trim().to_owned()));
            open = true;
        } else {
            match section.blocks.last_mut() {
                Some(Block::Paragraph(text) | Block::Item(text)) if open => {
                    text.push(' ');
                    text.push_str(line.trim());
                }
                _ => section
                    .blocks
                    .push(Block::Paragraph(line.trim().to_owned())),
            }
            open = true;
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_items_and_code_are_told_apart() {
        let text = "# One\nfirst\nline\n\nsecond\n- item\n  goes on\n- another\n# Two\nSend\n\
                    ```text\nA: b\n# not a heading\n```\nThen more.\n";
        let found = sections(text);
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        let item = |text: &str| Block::Item(text.to_owned());
        assert_eq!(
            found,
            [
                Section {
                    heading: "One".to_owned(),
                    blocks: vec![
                        paragraph("first line"),
                        paragraph("second"),
                        item("item goes on"),
                        item("another"),
                    ],
                },
                Section {
                    heading: "Two".to_owned(),
                    blocks: vec![
                        paragraph("Send"),
                        Block::Code(vec!["A: b".to_owned(), "# not a heading".to_owned()]),
                        paragraph("Then more."),
                    ],
                },
            ]
        );
    }
}
