//! The screens that the site is read on.

/// A screen, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// 390 × 844, touched.
    Phone,
    /// 320 × 640, touched: the narrowest phone there is.
    Narrow,
    /// 1280 × 800, with a mouse.
    Desk,
    /// 640 × 400: what is left of a desk at 200 %.
    Zoomed,
}

impl Screen {
    /// Width and height.
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (390, 844),
            Self::Narrow => (320, 640),
            Self::Desk => (1280, 800),
            Self::Zoomed => (640, 400),
        }
    }

    /// Whether it is touched.
    pub fn is_touched(self) -> bool {
        matches!(self, Self::Phone | Self::Narrow)
    }
}
