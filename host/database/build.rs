//! Compiles the migrations in again when one is added.

fn main() {
    // Cargo reads this line; it is no output of Refit.
    let mut out = std::io::stdout();
    let _ = std::io::Write::write_all(&mut out, b"cargo:rerun-if-changed=migrations\n");
}
