//! The awkward cases, one by one.
