//! The colours of the themes, each as a colour of its own and as one of the 240 that have the same
//! value on every terminal. (The first sixteen are what each terminal makes of them, so that no
//! contrast could be promised.)

use ratatui::style::Color;

/// A colour, exact and as one of the 256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    rgb: u32,
    index: u8,
}

const fn ink(rgb: u32, index: u8) -> Ink {
    Ink { rgb, index }
}

impl Ink {
    /// As the terminal can show it.
    pub const fn color(self, exact: bool) -> Color {
        if exact {
            Color::from_u32(self.rgb)
        } else {
            Color::Indexed(self.index)
        }
    }
}

/// The colours of a theme, one a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Text, where the theme paints the background.
    pub text: Ink,
    /// The background, where the theme paints it.
    pub ground: Ink,
    /// Blocked, and trouble of our own.
    pub bad: Ink,
    /// Without a response, and warnings.
    pub warning: Ink,
    /// Allowed.
    pub good: Ink,
    /// Undetermined.
    pub open: Ink,
    /// Names, keys, headings, marks of what has the focus.
    pub accent: Ink,
    /// Text that matters less.
    pub dim: Ink,
    /// Configuration to paste.
    pub code: Ink,
    /// What is tried or differs.
    pub changed: Ink,
    /// The title bar: text and background. The verdicts' colours stand on it too.
    pub bar: (Ink, Ink),
    /// The selected row: text and background.
    pub selected: (Ink, Ink),
}

/// For a dark background.
pub const DARK: Palette = Palette {
    text: ink(0x00e4_e4e4, 254),
    ground: ink(0x001c_1c1c, 234),
    bad: ink(0x00ff_8b85, 210),
    warning: ink(0x00f2_cc60, 221),
    good: ink(0x0087_bfff, 111),
    open: ink(0x00d8_b4ff, 183),
    accent: ink(0x0062_d6df, 80),
    dim: ink(0x00a0_a6b0, 248),
    code: ink(0x00d9_bd8b, 180),
    changed: ink(0x00ff_b86c, 215),
    bar: (ink(0x00e4_e4e4, 254), ink(0x002b_3038, 236)),
    selected: (ink(0x00ff_ffff, 231), ink(0x0022_5c8c, 24)),
};

/// For a light background.
pub const LIGHT: Palette = Palette {
    text: ink(0x001c_1c1c, 234),
    ground: ink(0x00ff_ffff, 231),
    bad: ink(0x00b0_1c12, 124),
    warning: ink(0x0076_5000, 94),
    good: ink(0x0005_50ae, 25),
    open: ink(0x0079_2ca8, 91),
    accent: ink(0x0009_5f6d, 23),
    dim: ink(0x005a_616a, 241),
    code: ink(0x0066_4a18, 58),
    changed: ink(0x0086_4000, 94),
    bar: (ink(0x001c_1c1c, 234), ink(0x00e4_e8ee, 254)),
    selected: (ink(0x00ff_ffff, 231), ink(0x0005_50ae, 25)),
};

/// White and saturated colours on black, whatever the terminal's own background.
pub const HIGH_CONTRAST: Palette = Palette {
    text: ink(0x00ff_ffff, 231),
    ground: ink(0x0000_0000, 16),
    bad: ink(0x00ff_9f99, 217),
    warning: ink(0x00ff_ff5f, 227),
    good: ink(0x009f_d3ff, 153),
    open: ink(0x00ff_c4ff, 225),
    accent: ink(0x005f_ffff, 87),
    dim: ink(0x00d0_d0d0, 252),
    code: ink(0x00ff_ffd7, 230),
    changed: ink(0x00ff_c98a, 222),
    bar: (ink(0x00ff_ffff, 231), ink(0x0026_2626, 235)),
    selected: (ink(0x0000_0000, 16), ink(0x00ff_ff00, 226)),
};

/// For a dark background, in colours that people with any kind of colour blindness tell apart.
pub const DARK_SAFE: Palette = Palette {
    bad: ink(0x00ff_8a5c, 209),
    warning: ink(0x00ff_f59d, 228),
    good: ink(0x0068_b8f5, 75),
    open: ink(0x00e0_b7d4, 182),
    accent: ink(0x00ff_ffff, 231),
    code: ink(0x00d4_d4d4, 252),
    changed: ink(0x00ff_f59d, 228),
    ..DARK
};

/// The same for a light background.
pub const LIGHT_SAFE: Palette = Palette {
    bad: ink(0x006a_0800, 52),
    warning: ink(0x007a_6000, 94),
    good: ink(0x0000_4fb0, 25),
    open: ink(0x0087_2f6a, 90),
    accent: ink(0x0000_0000, 16),
    code: ink(0x0030_3030, 236),
    changed: ink(0x007a_6000, 94),
    ..LIGHT
};
