//! The app's entry point in the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    qilou::root::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The app runs in a browser; `make serve` builds and shows it.");
}
