//! The table of all keys.

use crossterm::event::KeyCode::{
    BackTab, Down, End, Enter, Esc, F, Home, Left, PageDown, PageUp, Right, Tab, Up,
};

use super::action::Action;
use super::context::Context;
use super::key::{Key, ctrl, key, plain};

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

/// Every key, in the order in which footer and help list them.
pub const BINDINGS: &[Binding] = bindings! {
    List: [key('j'), plain(Down)] Down "next row";
    List: [key('k'), plain(Up)] Up "previous row";
    List: [plain(Enter)] Open "open the request, fold or unfold the group" "open";
    Detail: [plain(Esc), key('q'), key('h')] Back "back to the list" "back";
    Panes: [key('a')] Try "try the fix: judge the whole capture again with it" "try fix";
    Panes: [key('y')] Copy "copy the fix, a header line, a curl command, the finding, … (without \
                            secrets)" "copy";
    Panes: [key('n')] NextFailure "next failure" "next failure";
    Panes: [key('N')] PreviousFailure "previous failure";
    Detail: [plain(Enter)] Follow "show the evidence in the recording; again: the next piece piece" "evidence";
    Detail: [plain(Right), key('l')] NextTab "next tab" "next tab";
    Detail: [plain(Left)] PreviousTab "previous tab";
    Detail: [key('s')] Servers "fixes for another server: type a part of its name" "server";
    Detail: [key('S')] NextStack "fixes for the next server: nginx, Apache, Express, …";
    List: [key('/')] EditFilter "edit the filter" "filter";
    Detail: [key('/')] Search "search in the text; n and N then lead from place to place" "search";
    Panes: [key('o')] FilterByOrigin "only requests from this origin; again: all" "origin";
    Panes: [key('H')] FilterByHost "only requests to this host; again: all";
    Panes: [key('x')] FilterFailures "only failures; again: all";
    Panes: [key('f')] ToggleFilter "turn the filter off, or on again";
    List: [key('g')] GroupMenu "group by cause, rule, origin, host, … (choose with the next key)" "group by";
    List: [key('s')] SortMenu "sort by failure, time or URL: the next key says what";
    List: [plain(Left), key('h'), key('-')] Fold "fold the group";
    List: [plain(Right), key('l'), key('+')] Unfold "unfold the group, open the request";
    List: [key('Z')] FoldAll "fold or unfold all groups";
    Detail: [key('j'), plain(Down)] Down "scroll down";
    Detail: [key('k'), plain(Up)] Up "scroll up";
    List: [plain(Esc)] Back "clear the filter";
    Panes: [key('J')] NextExchange "next request";
    Panes: [key('K')] PreviousExchange "previous request";
    Panes: [key('0')] Overview "overview: who requests from whom, causes, preflights, timeline" "overview";
    Panes: [key('=')] Compare "what changed between two recordings (compare, or :compare FILE)" "changes";
    Panes: [key('1')] WhyTab "why";
    Panes: [key('2')] HeadersTab "headers: requested, allowed, needed";
    Panes: [key('3')] StepsTab "steps of the standard";
    Panes: [key('4')] FixTab "fix: what to paste into the server's configuration";
    Panes: [key('5')] RawTab "raw: the messages as recorded";
    Panes: [key('6')] WhatIfTab "what if: the response with your changes, and every browser's \
                                 verdict";
    Panes: [key('A')] TryAll "try the best fix of every cause";
    Panes: [key('p')] Beside "compare with a request to the same host that succeeded; again: stop" "compare";
    Panes: [plain(Tab), plain(BackTab)] OtherPane "switch panes";
    Panes: [key('['), ctrl('o')] GoBack "back to where you were";
    Panes: [key(']')] GoForward "forward again";
    Panes: [key('m')] Mark "mark this place with a letter";
    Panes: [key('\'')] GoToMark "go to the place that a letter marks";
    Panes: [key('z')] Zoom "fill the screen with this pane; again: both";
    Panes: [key('<')] NarrowList "less room for the list";
    Panes: [key('>')] WidenList "more room for the list";
    Panes: [key('T')] EndTour "end the tour of the demo";
    Panes: [key('R'), plain(F(5))] Reload "read the files again; filter and selection stay";
    Panes: [key('W')] Watch "read a file again whenever it changes; again: no more";
    Panes: [key('w')] Suppose "edit, add or remove a response header (starts with the one that \
                               failed)" "edit";
    Panes: [key('c')] SupposeCredentials "try with credentials; again: without; again: as recorded";
    Panes: [key('u')] TakeBack "undo the last change to this request";
    Panes: [key('U')] TakeAllBack "undo all changes";
    Panes: [key('b')] Bodies "show or hide the bodies in Raw";
    Panes: [plain(Home)] Top "to the top";
    Detail: [key('g')] Top "to the top";
    Panes: [key('G'), plain(End)] Bottom "to the end";
    Panes: [plain(PageDown), key(' ')] PageDown "a screen down";
    Panes: [plain(PageUp)] PageUp "a screen up";
    Panes: [ctrl('d')] HalfPageDown "half a screen down";
    Panes: [ctrl('u')] HalfPageUp "half a screen up";
    Panes: [key('e')] Export "export what is shown" "export";
    Panes: [key('Y')] CopyUrl "copy the URL (without secrets)";
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
    Overview: [key('['), ctrl('o')] GoBack "back to where you were";
    Overview: [key('T')] EndTour "end the tour of the demo";
    Overview: [key('R'), plain(F(5))] Reload "read the files again";
    Overview: [key('A')] TryAll "try the best fix of every cause" "try all fixes";
    Overview: [key('U')] TakeAllBack "undo all changes";
    Overview: [key('e')] Export "export what is shown" "export";
    Overview: [key('!')] Notes "problems in the files and limits of the recorders" "limits";
    Overview: [key('/')] EditFilter "edit the filter" "filter";
    Overview: [key(':')] Palette "find any command";
    Overview: [key('?'), plain(F(1))] Help "these keys" "all keys";
    Overview: [key('q')] Quit "quit" "quit";
    Compare: [key('j'), plain(Down)] Down "down";
    Compare: [key('k'), plain(Up)] Up "up";
    Compare: [plain(Enter)] Open "open the request in the later recording, fold or unfold the group" "open";
    Compare: [key('n')] NextFailure "next request that fails now" "next failure";
    Compare: [key('N')] PreviousFailure "previous request that fails now";
    Compare: [key('l'), plain(Right)] Unfold "unfold the group";
    Compare: [key('h'), plain(Left)] Fold "fold the group" "fold";
    Compare: [key('z')] FoldAll "fold or unfold all groups" "fold all";
    Compare: [plain(Tab), plain(BackTab)] OtherPane "switch panes" "other pane";
    Compare: [plain(PageDown), key(' ')] PageDown "a screen down";
    Compare: [plain(PageUp)] PageUp "a screen up";
    Compare: [plain(Home)] Top "to the top";
    Compare: [key('G'), plain(End)] Bottom "to the end";
    Compare: [plain(Esc), key('=')] Compare "to the list of the later recording" "list";
    Compare: [key('!')] Notes "problems in the files and limits of the recorders";
    Compare: [key(':')] Palette "find any command";
    Compare: [key('?'), plain(F(1))] Help "these keys" "all keys";
    Compare: [key('q')] Quit "quit" "quit";
    Filter: [plain(Enter)] Accept "keep the filter" "keep";
    Filter: [plain(Tab)] Complete "complete the field's name or its value" "complete";
    Filter: [plain(Esc)] Cancel "clear the filter and go back" "clear";
    Filter: [plain(Up)] OlderFilter "previous filter" "history";
    Filter: [plain(Down)] NewerFilter "next filter";
    Filter: [ctrl('u')] EraseLine "delete to the start";
    Filter: [ctrl('w')] EraseWord "delete a word";
    Export: [plain(Enter)] Accept "write the file" "write";
    Export: [plain(Esc)] Cancel "cancel" "cancel";
    Export: [plain(Tab), plain(Down)] NextField "next field" "next field";
    Export: [plain(BackTab), plain(Up)] PreviousField "previous field";
    Export: [plain(Right)] NextValue "next value" "change";
    Export: [plain(Left)] PreviousValue "previous value";
    Export: [ctrl('u')] EraseLine "delete to the start";
    Export: [ctrl('w')] EraseWord "delete a word";
    Overwrite: [key('y'), key('o')] Accept "overwrite the file" "overwrite";
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
    Sorting: [key('f')] FailuresFirst "failures first" "failures first";
    Sorting: [key('r')] AsRecorded "as recorded" "as recorded";
    Sorting: [key('u')] ByUrl "by URL" "by URL";
    Sorting: [key('s')] NextOrder "the next of these" "next";
    Sorting: [plain(Esc), key('q')] Cancel "go back" "back";
    Letter: [plain(Esc)] Cancel "go back" "back";
    Search: [plain(Enter)] Accept "keep the search" "keep";
    Search: [plain(Esc)] Cancel "go back to where it began" "back";
    Search: [ctrl('u')] EraseLine "delete to the start";
    Search: [ctrl('w')] EraseWord "delete a word";
    Text: [key('j'), plain(Down)] Down "scroll down" "scroll";
    Text: [key('k'), plain(Up)] Up "scroll up";
    Text: [plain(PageDown), key(' ')] PageDown "a screen down";
    Text: [plain(PageUp)] PageUp "a screen up";
    Text: [key('g'), plain(Home)] Top "to the top";
    Text: [key('G'), plain(End)] Bottom "to the end";
    Text: [plain(Esc), key('q'), key('?'), key('!'), key('i'), plain(Enter)] Cancel "go back" "back";
    Everywhere: [ctrl('c')] Quit "quit";
    Everywhere: [ctrl('z')] Suspend "suspend (`fg` in the shell resumes)";
    Everywhere: [ctrl('l')] Redraw "redraw the screen";
};
