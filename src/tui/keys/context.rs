//! Where keys work.

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
    /// In the menu of what comes first.
    Sorting,
    /// Where a letter is awaited that marks a place.
    Letter,
    /// While one types what is searched for.
    Search,
    /// In the view of the whole.
    Overview,
    /// In the view of two captures.
    Compare,
    /// In a text laid over the screen: the keys, the notes.
    Text,
    /// Always.
    Everywhere,
}

impl Context {
    /// All contexts, in the order in which the keys are listed.
    pub const ALL: [Self; 17] = [
        Self::List,
        Self::Detail,
        Self::Panes,
        Self::Overview,
        Self::Compare,
        Self::Filter,
        Self::Export,
        Self::Overwrite,
        Self::Palette,
        Self::Suppose,
        Self::Copy,
        Self::Grouping,
        Self::Sorting,
        Self::Letter,
        Self::Search,
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
            Self::Overwrite => "When the file already exists",
            Self::Suppose => "While editing a header",
            Self::Copy => "In the copy menu",
            Self::Grouping => "After g",
            Self::Sorting => "After s",
            Self::Letter => "After m and '",
            Self::Search => "While typing a search",
            Self::Overview => "In the overview",
            Self::Compare => "In the comparison",
            Self::Text => "In windows over the screen",
            Self::Everywhere => "Everywhere",
        }
    }

    /// Its name in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Detail => "detail",
            Self::Panes => "panes",
            Self::Filter => "filter",
            Self::Palette => "palette",
            Self::Export => "export",
            Self::Overwrite => "overwrite",
            Self::Suppose => "edit",
            Self::Copy => "copy",
            Self::Grouping => "grouping",
            Self::Sorting => "sorting",
            Self::Letter => "letter",
            Self::Search => "search",
            Self::Overview => "overview",
            Self::Compare => "comparison",
            Self::Text => "text",
            Self::Everywhere => "everywhere",
        }
    }

    /// Whether characters are typed there, so that none can be a key.
    #[must_use]
    pub const fn is_typed_in(self) -> bool {
        matches!(
            self,
            Self::Filter
                | Self::Palette
                | Self::Export
                | Self::Suppose
                | Self::Letter
                | Self::Search
                | Self::Everywhere
        )
    }

    /// Whether a key may work in both at once.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let within = |a, b| match a {
            Self::Everywhere => true,
            Self::Panes => matches!(b, Self::Panes | Self::List | Self::Detail),
            _ => a == b,
        };
        within(self, other) || within(other, self)
    }
}
