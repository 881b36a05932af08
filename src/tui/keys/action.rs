//! What keys do.

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
    /// Back to where one was before the last jump.
    GoBack = "go-back",
    /// Forward again.
    GoForward = "go-forward",
    /// Marks the place with a letter.
    Mark = "mark",
    /// Goes to the place that a letter marks.
    GoToMark = "go-to-mark",
    /// Searches in the text of the detail.
    Search = "search",
    /// Fills the screen with the pane in use, or shows both again.
    Zoom = "zoom",
    /// Gives the list less room.
    NarrowList = "narrow-list",
    /// Gives the list more room.
    WidenList = "widen-list",
    /// Reads the files again.
    Reload = "reload",
    /// Reads files again when they change, or no more.
    Watch = "watch",
    /// Ends the tour of the screen.
    EndTour = "end-tour",
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
    /// Shows what changed between two captures, or the list again.
    Compare = "comparison",
    /// One step to the left.
    Left = "left",
    /// One step to the right.
    Right = "right",
    /// Goes to the other pane.
    OtherPane = "other-pane",
    /// Compares with a request that works.
    Beside = "compare-with-working",
    /// Opens the menu of what comes first.
    SortMenu = "sort-by",
    /// Failures come first.
    FailuresFirst = "sort-by-failure",
    /// What was recorded first comes first.
    AsRecorded = "sort-as-recorded",
    /// Sorts by URL.
    ByUrl = "sort-by-url",
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
