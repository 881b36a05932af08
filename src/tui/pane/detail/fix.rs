//! Fix: what fixes the cause, for the server that was recognised or for one that is chosen.

use ratatui::style::Style;
use ratatui::text::Span;

use super::Page;
use crate::export::words::proof;
use crate::fixes::stack::STACKS;
use crate::report::{Cause, Fix, Proof};
use crate::tui::text;
use crate::tui::totals::Common;
use crate::verdict::Outcome;

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

/// The fixes as they stand on the page: the one for the chosen server, or those for the servers
/// that were recognised, and those that are not the server's.
pub fn listed(cause: &Cause, stack: Option<usize>) -> Vec<Fix> {
    let server = stack.and_then(|number| STACKS.get(number));
    match server.and_then(|server| cause.fix_for(server)) {
        Some(fix) => {
            let others = cause.fixes.iter().filter(|fix| fix.stack == "client");
            std::iter::once(fix).chain(others.cloned()).collect()
        }
        None => cause.fixes.clone(),
    }
}

/// Writes the fix for a pane of that many rows.
pub(super) fn write(
    cause: Option<&Cause>,
    stack: Option<usize>,
    common: Option<Common>,
    rows: usize,
    page: &mut Page,
) {
    let Some(cause) = cause else {
        page.text("No fix: the capture shows no failure here.", Style::new());
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
    for (number, fix) in listed(cause, stack).iter().enumerate() {
        let common = common.filter(|_| number == 0);
        write_fix(cause, fix, common, page);
    }
    if cause.fixes.is_empty() {
        page.gap();
        let words = "No header change was found that Chromium, Firefox and WebKit all accept.";
        page.text(words, Style::new());
    }
    if cause.policy.is_some() && rows < TALL {
        servers(stack, page);
    }
}

/// A change, to paste, with how it is known that it helps.
pub(super) fn write_fix(cause: &Cause, fix: &Fix, common: Option<Common>, page: &mut Page) {
    let theme = page.theme;
    page.heading(&format!("Fix: {}", text::value(&fix.title)));
    let (sign, style) = match fix.proof {
        Proof::Tested => ("✓ ", theme.outcome(Outcome::Allowed)),
        Proof::RestsOn(_) => ("? ", theme.outcome(Outcome::Undetermined)),
        Proof::Advice => ("· ", theme.faint()),
    };
    page.spans(
        &[
            Span::styled(format!("  {sign}"), style),
            Span::styled(text::sentence(&text::value(&proof(cause, fix))), style),
        ],
        4,
    );
    if let Some(common) = common {
        let words = format!(
            "The same change fixes {}, {}.",
            text::counted(common.causes, "cause", "causes"),
            text::counted(common.requests, "request", "requests"),
        );
        page.indented(4, &words, Style::new());
    }
    page.gap();
    for line in fix.text.lines() {
        page.code(line);
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
