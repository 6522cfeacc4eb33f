//! The SDK, the interface and the templates are part of the program: `refit plugin new` writes them
//! out. Here cargo learns what they are made of.

fn main() {
    for source in [
        "templates",
        "../plugins/sdk",
        "../wit",
        "../Cargo.toml",
        "../Cargo.lock",
    ] {
        println!("cargo::rerun-if-changed={source}");
    }
}
