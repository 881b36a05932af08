//! Fix: what mends the cause, for the server that was recognised or for one that is chosen.

use ratatui::style::Style;
use ratatui::text::Span;

use super::{Page, why};
use crate::fixes::stack::STACKS;
use crate::report::{Cause, Fix};
use crate::tui::text;

/// From this width all servers are named.
const ROOMY: usize = 44;

/// From this height they are named before the fix.
const TALL: usize = 24;

/// The change in the terms of the server that was chosen; the best one where none was.
pub fn chosen(cause: &Cause, stack: Option<usize>) -> Option<Fix> {
    stack
        .and_then(|number| STACKS.get(number))
        .and_then(|stack| cause.fix_for(stack))
        .or_else(|| cause.fixes.first().cloned())
}

/// Writes the fix for a pane of that many rows.
pub(super) fn write(cause: Option<&Cause>, stack: Option<usize>, rows: usize, page: &mut Page) {
    let Some(cause) = cause else {
        page.text("Nothing to mend is known here.", Style::new());
        return;
    };
    let theme = page.theme;
    page.text(&text::value(&cause.title), theme.strong());
    if cause.policy.is_some() && rows >= TALL {
        servers(stack, page);
    }
    let server = stack.and_then(|number| STACKS.get(number));
    if let Some(server) = server
        && let Some(why) = cause.cannot(server)
    {
        page.gap();
        page.text(
            &format!("{} cannot do this: {why}.", server.name),
            theme.strong(),
        );
    }
    match server.and_then(|server| cause.fix_for(server)) {
        // Another server's terms stand in place of those of the servers that were recognised.
        Some(fix) => {
            why::write_fix(&fix, page);
            for fix in cause.fixes.iter().filter(|fix| fix.stack == "client") {
                why::write_fix(fix, page);
            }
        }
        None => {
            for fix in &cause.fixes {
                why::write_fix(fix, page);
            }
        }
    }
    if cause.fixes.is_empty() && cause.policy.is_none() {
        page.gap();
        page.text("No change of headers mends this.", Style::new());
    }
    if cause.policy.is_some() && rows < TALL {
        servers(stack, page);
    }
}

/// All servers, the chosen one in brackets.
fn servers(chosen: Option<usize>, page: &mut Page) {
    let theme = page.theme;
    page.gap();
    let mut spans = vec![Span::styled("s  ", theme.accent())];
    let recognised = ("as recognised", None);
    let stacks = STACKS.iter().enumerate();
    let all = stacks.map(|(number, stack)| (stack.name, Some(number)));
    // Where there is no room for all, the chosen one is named.
    let roomy = page.width >= ROOMY;
    for (name, number) in std::iter::once(recognised)
        .chain(all)
        .filter(|(_, number)| roomy || *number == chosen)
    {
        if number == chosen {
            spans.push(Span::styled(format!("[{name}]"), theme.strong()));
        } else {
            spans.push(Span::styled(name, theme.faint()));
        }
        spans.push(Span::styled(" · ", theme.faint()));
    }
    spans.pop();
    page.spans(&spans, 3);
}
