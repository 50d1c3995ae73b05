//! Answers that are broken.
