//! Every key of the terminal UI, in one table. The help, the footer, the palette and the README's
//! table are made from it.

use std::fmt;
use std::fmt::Write as _;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// What is held with it. Shift is not told apart from the character it makes.
    pub modifiers: KeyModifiers,
}

const fn key(character: char) -> Key {
    plain(KeyCode::Char(character))
}

const fn plain(code: KeyCode) -> Key {
    Key {
        code,
        modifiers: KeyModifiers::NONE,
    }
}

const fn ctrl(character: char) -> Key {
    Key {
        code: KeyCode::Char(character),
        modifiers: KeyModifiers::CONTROL,
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let kept = KeyModifiers::CONTROL | KeyModifiers::ALT;
        Self {
            code: event.code,
            modifiers: event.modifiers & kept,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            f.write_str("Ctrl-")?;
        }
        if self.modifiers.contains(KeyModifiers::ALT) {
            f.write_str("Alt-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(character) => f.write_char(character),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::F(number) => write!(f, "F{number}"),
            code => write!(f, "{code:?}"),
        }
    }
}

/// Where a key works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// In the list.
    List,
    /// In the detail.
    Detail,
    /// In the list and in the detail.
    Panes,
    /// While the filter is being typed.
    Filter,
    /// In the palette of commands.
    Palette,
    /// In the export dialog.
    Export,
    /// At the question whether to overwrite a file.
    Overwrite,
    /// While a header is edited.
    Suppose,
    /// In the menu of what can be copied.
    Copy,
    /// In the menu of what the list is grouped by.
    Grouping,
    /// In the view of the whole.
    Overview,
    /// In a text laid over the screen: the keys, the notes.
    Text,
    /// Always.
    Everywhere,
}

impl Context {
    /// All contexts, in the order in which the keys are listed.
    pub const ALL: [Self; 13] = [
        Self::List,
        Self::Detail,
        Self::Panes,
        Self::Overview,
        Self::Filter,
        Self::Export,
        Self::Overwrite,
        Self::Palette,
        Self::Suppose,
        Self::Copy,
        Self::Grouping,
        Self::Text,
        Self::Everywhere,
    ];

    /// The heading of its keys.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::List => "In the list",
            Self::Detail => "In the detail",
            Self::Panes => "In both",
            Self::Filter => "While typing the filter",
            Self::Palette => "In the command palette",
            Self::Export => "In the export dialog",
            Self::Overwrite => "When a file exists already",
            Self::Suppose => "While editing a header",
            Self::Copy => "In the copy menu",
            Self::Grouping => "After g",
            Self::Overview => "In the overview",
            Self::Text => "In texts laid over the screen",
            Self::Everywhere => "Everywhere",
        }
    }

    /// Whether a key may work in both at once.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let within = |a, b| match a {
            Self::Everywhere => true,
            Self::Panes => matches!(b, Self::List | Self::Detail),
            _ => a == b,
        };
        within(self, other) || within(other, self)
    }
}

macro_rules! actions {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What a key does. The name is the one in the palette.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Action {
            /// All actions.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in the palette.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

actions! {
    /// One line up.
    Up = "up",
    /// One line down.
    Down = "down",
    /// Half a screen up.
    HalfPageUp = "half-page-up",
    /// Half a screen down.
    HalfPageDown = "half-page-down",
    /// A screen up.
    PageUp = "page-up",
    /// A screen down.
    PageDown = "page-down",
    /// To the first line.
    Top = "top",
    /// To the last line.
    Bottom = "bottom",
    /// Opens what is selected.
    Open = "open",
    /// One step back.
    Back = "back",
    /// To the next failure.
    NextFailure = "next-failure",
    /// To the failure before.
    PreviousFailure = "previous-failure",
    /// To the next exchange.
    NextExchange = "next-exchange",
    /// To the exchange before.
    PreviousExchange = "previous-exchange",
    /// Folds the group.
    Fold = "fold",
    /// Unfolds the group.
    Unfold = "unfold",
    /// Folds or unfolds every group.
    FoldAll = "fold-all",
    /// Opens the menu of what the list is grouped by.
    GroupMenu = "group-by",
    /// Shows the view of the whole, or the list again.
    Overview = "overview",
    /// One step to the left.
    Left = "left",
    /// One step to the right.
    Right = "right",
    /// Goes to the other pane.
    OtherPane = "other-pane",
    /// Compares with a request that works.
    Beside = "compare-with-working",
    /// Sorts in the next way.
    NextOrder = "sort-by-next",
    /// Edits the filter.
    EditFilter = "filter",
    /// Switches the filter off or on.
    ToggleFilter = "filter-off-on",
    /// Filters by the selected request's origin, or no more.
    FilterByOrigin = "filter-by-origin",
    /// Filters by the selected request's target host, or no more.
    FilterByHost = "filter-by-host",
    /// Shows failures only, or everything again.
    FilterFailures = "failures-only",
    /// Groups by cause.
    ByCause = "group-by-cause",
    /// Groups by rule.
    ByRule = "group-by-rule",
    /// Groups by the page's origin.
    ByOrigin = "group-by-origin",
    /// Groups by target host.
    ByHost = "group-by-host",
    /// Groups by endpoint.
    ByEndpoint = "group-by-endpoint",
    /// Groups by page.
    ByPage = "group-by-page",
    /// Groups by whether the browsers agree.
    ByAgreement = "group-by-agreement",
    /// Groups by file.
    ByFile = "group-by-file",
    /// Groups by nothing.
    ByNothing = "group-by-nothing",
    /// The next tab.
    NextTab = "next-tab",
    /// The tab before.
    PreviousTab = "previous-tab",
    /// The first tab.
    WhyTab = "why",
    /// The second tab.
    HeadersTab = "headers",
    /// The third tab.
    StepsTab = "steps",
    /// The fourth tab.
    FixTab = "fix",
    /// Finds a server by a part of its name, to show fixes for it.
    Servers = "server",
    /// Shows fixes for the next server.
    NextStack = "next-server",
    /// The fifth tab.
    RawTab = "raw",
    /// The sixth tab.
    WhatIfTab = "what-if",
    /// Tries the fix on the capture.
    Try = "try-fix",
    /// Tries the best fix of every cause.
    TryAll = "try-all-fixes",
    /// Takes a change back.
    TakeBack = "take-back",
    /// Takes all changes back.
    TakeAllBack = "take-all-back",
    /// Edits a response header.
    Suppose = "edit-header",
    /// Supposes another credentials mode.
    SupposeCredentials = "other-credentials",
    /// Shows the evidence in the recording.
    Follow = "evidence",
    /// Shows the bodies, or hides them.
    Bodies = "bodies",
    /// Opens the export dialog.
    Export = "export",
    /// Opens the menu of what can be copied.
    Copy = "copy",
    /// Copies the URL.
    CopyUrl = "copy-url",
    /// Shows problems in the files and limits of the recorders.
    Notes = "notes",
    /// Shows what the rule means that was broken.
    Rule = "explain",
    /// Opens the palette.
    Palette = "commands",
    /// Shows the keys.
    Help = "help",
    /// Draws the screen anew.
    Redraw = "redraw",
    /// Stops the program until the shell continues it.
    Suspend = "suspend",
    /// Ends the program.
    Quit = "quit",
    /// Takes what was typed or chosen.
    Accept = "accept",
    /// Leaves without it.
    Cancel = "cancel",
    /// The next field, match or line.
    NextField = "next-field",
    /// The field, match or line before.
    PreviousField = "previous-field",
    /// The next value of a field.
    NextValue = "next-value",
    /// The value of a field before.
    PreviousValue = "previous-value",
    /// Completes a name or value that is begun.
    Complete = "complete",
    /// The filter typed before.
    OlderFilter = "older-filter",
    /// The filter typed after.
    NewerFilter = "newer-filter",
    /// Deletes the line up to the cursor.
    EraseLine = "erase-line",
    /// Deletes the word before the cursor.
    EraseWord = "erase-word",
}

/// What keys do in a context.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// Any of these keys.
    pub keys: &'static [Key],
    /// Where.
    pub context: Context,
    /// Does this.
    pub action: Action,
    /// In words.
    pub help: &'static str,
    /// In one or two words, for the footer; those without are not in the footer.
    pub hint: Option<&'static str>,
}

macro_rules! bindings {
    ($($context:ident: [$($key:expr),+] $action:ident $help:literal $($hint:literal)?;)+) => {
        &[$(Binding {
            keys: &[$($key),+],
            context: Context::$context,
            action: Action::$action,
            help: $help,
            hint: hint!($($hint)?),
        }),+]
    };
}

macro_rules! hint {
    () => {
        None
    };
    ($hint:literal) => {
        Some($hint)
    };
}

use KeyCode::{BackTab, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Tab, Up};

/// Every key, in the order in which footer and help list them.
pub const BINDINGS: &[Binding] = bindings! {
    List: [key('j'), plain(Down)] Down "next row";
    List: [key('k'), plain(Up)] Up "previous row";
    List: [plain(Enter)] Open "open the request, fold or unfold the group" "open";
    Detail: [plain(Esc), key('q'), key('h')] Back "back to the list" "back";
    Panes: [key('a')] Try "try the fix on the capture: everything is judged again" "try fix";
    Panes: [key('y')] Copy "copy: the fix, a header line, curl, the finding, … (secrets left out)" "copy";
    Panes: [key('n'), key(']')] NextFailure "next failure" "next failure";
    Panes: [key('N'), key('[')] PreviousFailure "previous failure";
    Detail: [plain(Enter)] Follow "show the evidence in the recording; again: the next" "evidence";
    Detail: [plain(Right), key('l')] NextTab "next tab" "next tab";
    Detail: [plain(Left)] PreviousTab "previous tab";
    Detail: [key('s')] Servers "fixes for another server: type a part of its name" "server";
    Detail: [key('S')] NextStack "fixes for the next server: nginx, Apache, Express, …";
    Panes: [key('/')] EditFilter "edit the filter" "filter";
    Panes: [key('o')] FilterByOrigin "only this request's origin; again: all" "origin";
    Panes: [key('H')] FilterByHost "only this request's target host; again: all";
    Panes: [key('x')] FilterFailures "only failures; again: all";
    Panes: [key('f')] ToggleFilter "filter off, and on again";
    List: [key('g')] GroupMenu "group by cause, rule, origin, host, …: the next key says what" "group by";
    List: [key('s')] NextOrder "change the order: failures first, as recorded, by URL";
    List: [plain(Left), key('h'), key('-')] Fold "fold the group";
    List: [plain(Right), key('l'), key('+')] Unfold "unfold the group, open the request";
    List: [key('z')] FoldAll "fold all groups, and unfold them again";
    Detail: [key('j'), plain(Down)] Down "scroll down";
    Detail: [key('k'), plain(Up)] Up "scroll up";
    List: [plain(Esc)] Back "clear the filter";
    Panes: [key('J')] NextExchange "next request";
    Panes: [key('K')] PreviousExchange "previous request";
    Panes: [key('0')] Overview "overview: who requests from whom, causes, preflights, timeline" "overview";
    Panes: [key('1')] WhyTab "why";
    Panes: [key('2')] HeadersTab "headers: asked, granted, needed";
    Panes: [key('3')] StepsTab "steps of the standard";
    Panes: [key('4')] FixTab "fix: what to paste into the server's configuration";
    Panes: [key('5')] RawTab "raw: the messages as recorded";
    Panes: [key('6')] WhatIfTab "what if: the response as it is tried, and every browser's verdict";
    Panes: [key('A')] TryAll "try the best fix of every cause";
    Panes: [key('p')] Beside "compare with a request to the same host that works; again: not" "compare";
    Panes: [plain(Tab), plain(BackTab)] OtherPane "to the other pane";
    Panes: [key('w')] Suppose "edit, add or remove a response header; begins with the one that failed" "edit";
    Panes: [key('c')] SupposeCredentials "try with credentials; again: without; again: as recorded";
    Panes: [key('u')] TakeBack "take back the last change that concerns this request";
    Panes: [key('U')] TakeAllBack "take back all changes";
    Panes: [key('b')] Bodies "raw, with the bodies; again: without";
    Panes: [plain(Home)] Top "to the top";
    Detail: [key('g')] Top "to the top";
    Panes: [key('G'), plain(End)] Bottom "to the end";
    Panes: [plain(PageDown), key(' ')] PageDown "a screen down";
    Panes: [plain(PageUp)] PageUp "a screen up";
    Panes: [ctrl('d')] HalfPageDown "half a screen down";
    Panes: [ctrl('u')] HalfPageUp "half a screen up";
    Panes: [key('e')] Export "export what is shown" "export";
    Panes: [key('Y')] CopyUrl "copy the URL (secrets left out)";
    Panes: [key('i')] Rule "explain the rule that was broken" "explain";
    Panes: [key('!')] Notes "problems in the files and limits of the recorders";
    Panes: [key(':')] Palette "find any command";
    Panes: [key('?'), plain(F(1))] Help "these keys" "all keys";
    List: [key('q')] Quit "quit" "quit";
    Overview: [key('j'), plain(Down)] Down "down";
    Overview: [key('k'), plain(Up)] Up "up";
    Overview: [key('h'), plain(Left)] Left "left";
    Overview: [key('l'), plain(Right)] Right "right";
    Overview: [plain(PageDown), key(' ')] PageDown "a screen down";
    Overview: [plain(PageUp)] PageUp "a screen up";
    Overview: [plain(Enter)] Open "show these requests in the list" "show requests";
    Overview: [key('0'), plain(Esc)] Overview "to the list" "list";
    Overview: [key('A')] TryAll "try the best fix of every cause" "try all fixes";
    Overview: [key('U')] TakeAllBack "take back all changes";
    Overview: [key('e')] Export "export what is shown" "export";
    Overview: [key('!')] Notes "problems in the files and limits of the recorders" "limits";
    Overview: [key('/')] EditFilter "edit the filter" "filter";
    Overview: [key('?'), plain(F(1))] Help "these keys" "all keys";
    Overview: [key('q')] Quit "quit" "quit";
    Filter: [plain(Enter)] Accept "keep the filter" "keep";
    Filter: [plain(Tab)] Complete "complete the field's name or its value" "complete";
    Filter: [plain(Esc)] Cancel "clear the filter and go back" "clear";
    Filter: [plain(Up)] OlderFilter "previous filter" "history";
    Filter: [plain(Down)] NewerFilter "next filter";
    Filter: [ctrl('u')] EraseLine "delete to the start";
    Filter: [ctrl('w')] EraseWord "delete a word";
    Export: [plain(Enter)] Accept "write the file" "write";
    Export: [plain(Esc)] Cancel "go back without writing" "cancel";
    Export: [plain(Tab), plain(Down)] NextField "next field" "next field";
    Export: [plain(BackTab), plain(Up)] PreviousField "previous field";
    Export: [plain(Right)] NextValue "next value" "change";
    Export: [plain(Left)] PreviousValue "previous value";
    Export: [ctrl('u')] EraseLine "delete to the start";
    Export: [ctrl('w')] EraseWord "delete a word";
    Overwrite: [key('y'), key('o')] Accept "overwrite it" "overwrite";
    Overwrite: [key('n'), plain(Esc), key('q')] Cancel "choose another name" "another name";
    Palette: [plain(Enter)] Accept "run the command" "run";
    Palette: [plain(Esc)] Cancel "go back" "back";
    Palette: [plain(Down), plain(Tab), ctrl('n')] NextField "next match" "next";
    Palette: [plain(Up), plain(BackTab), ctrl('p')] PreviousField "previous match";
    Palette: [ctrl('u')] EraseLine "delete to the start";
    Palette: [ctrl('w')] EraseWord "delete a word";
    Suppose: [plain(Enter)] Accept "apply it" "apply";
    Suppose: [plain(Esc)] Cancel "go back" "back";
    Suppose: [plain(Tab)] NextField "next message" "message";
    Suppose: [plain(BackTab)] PreviousField "previous message";
    Suppose: [plain(Down)] NextValue "next header" "header";
    Suppose: [plain(Up)] PreviousValue "previous header";
    Suppose: [ctrl('u')] EraseLine "delete to the start";
    Suppose: [ctrl('w')] EraseWord "delete a word";
    Copy: [plain(Enter)] Accept "copy it" "copy";
    Copy: [plain(Esc), key('q')] Cancel "go back" "back";
    Copy: [plain(Down), key('j'), plain(Tab)] NextField "next" "next";
    Copy: [plain(Up), key('k'), plain(BackTab)] PreviousField "previous";
    Grouping: [key('c')] ByCause "group by cause" "cause";
    Grouping: [key('r')] ByRule "group by rule" "rule";
    Grouping: [key('o')] ByOrigin "group by the page's origin" "origin";
    Grouping: [key('h')] ByHost "group by target host" "host";
    Grouping: [key('e')] ByEndpoint "group by method, host and path" "endpoint";
    Grouping: [key('p')] ByPage "group by page" "page";
    Grouping: [key('a')] ByAgreement "group by whether the browsers agree" "agreement";
    Grouping: [key('f')] ByFile "group by file" "file";
    Grouping: [key('n')] ByNothing "do not group" "none";
    Grouping: [key('g')] Top "to the top" "top";
    Grouping: [plain(Esc), key('q')] Cancel "go back" "back";
    Text: [key('j'), plain(Down)] Down "scroll down" "scroll";
    Text: [key('k'), plain(Up)] Up "scroll up";
    Text: [plain(PageDown), key(' ')] PageDown "a screen down";
    Text: [plain(PageUp)] PageUp "a screen up";
    Text: [key('g'), plain(Home)] Top "to the top";
    Text: [key('G'), plain(End)] Bottom "to the end";
    Text: [plain(Esc), key('q'), key('?'), key('!'), key('i'), plain(Enter)] Cancel "go back" "back";
    Everywhere: [ctrl('c')] Quit "quit";
    Everywhere: [ctrl('z')] Suspend "suspend; `fg` in the shell comes back";
    Everywhere: [ctrl('l')] Redraw "draw the screen anew";
};

/// What a key does where one of these contexts holds.
#[must_use]
pub fn find(key: Key, context: Context) -> Option<Action> {
    BINDINGS
        .iter()
        .find(|binding| binding.context.overlaps(context) && binding.keys.contains(&key))
        .map(|binding| binding.action)
}

/// The keys of an action in the panes or everywhere, as the palette shows them.
#[must_use]
pub fn of_action(action: Action) -> Option<&'static Binding> {
    BINDINGS.iter().find(|binding| {
        binding.action == action
            && matches!(
                binding.context,
                Context::List
                    | Context::Detail
                    | Context::Panes
                    | Context::Grouping
                    | Context::Everywhere
            )
    })
}

/// The keys of a binding, in words.
#[must_use]
pub fn names(binding: &Binding) -> String {
    let names: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
    names.join(" ")
}

/// The keys as Markdown tables, for the README; those of boxes that name their keys themselves are
/// left out.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    let explained = [
        Context::Palette,
        Context::Overwrite,
        Context::Suppose,
        Context::Copy,
        Context::Text,
    ];
    for context in Context::ALL {
        if explained.contains(&context) {
            continue;
        }
        let _ = writeln!(text, "| {} | |\n|---|---|", context.heading());
        for binding in BINDINGS.iter().filter(|b| b.context == context) {
            let keys: Vec<String> = binding.keys.iter().map(|k| format!("`{k}`")).collect();
            let _ = writeln!(text, "| {} | {} |", keys.join(" "), binding.help);
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_binding_has_help() {
        for binding in BINDINGS {
            assert!(!binding.help.is_empty(), "{:?}", binding.action);
            assert!(!binding.keys.is_empty(), "{:?}", binding.action);
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_context() {
        for (at, one) in BINDINGS.iter().enumerate() {
            for other in &BINDINGS[at + 1..] {
                if one.context.overlaps(other.context) {
                    for key in one.keys {
                        assert!(
                            !other.keys.contains(key),
                            "{key} is both {:?} and {:?}",
                            one.action,
                            other.action
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn every_action_has_a_binding() {
        for action in Action::ALL {
            assert!(
                BINDINGS.iter().any(|binding| binding.action == *action),
                "{action:?}"
            );
        }
    }

    #[test]
    fn names_of_actions_are_unique() {
        for (at, one) in Action::ALL.iter().enumerate() {
            for other in &Action::ALL[at + 1..] {
                assert_ne!(one.name(), other.name());
            }
        }
    }

    #[test]
    fn the_table_for_the_readme_has_every_key_of_the_panes() {
        let table = markdown();
        for binding in BINDINGS {
            if matches!(
                binding.context,
                Context::List | Context::Detail | Context::Panes
            ) {
                assert!(table.contains(&format!("| {} |\n", binding.help)));
            }
        }
    }

    #[test]
    fn keys_are_named_as_people_name_them() {
        for (key, name) in [
            (key('j'), "j"),
            (key(' '), "Space"),
            (ctrl('d'), "Ctrl-d"),
            (plain(F(1)), "F1"),
            (plain(PageDown), "PgDn"),
            (plain(BackTab), "Shift-Tab"),
            (plain(Enter), "Enter"),
        ] {
            assert_eq!(key.to_string(), name);
        }
    }
}
