# What people and CI call. Everything else is cargo.

.PHONY: run serve test plugins lint bench contract
.SILENT:

# From nothing to four models: builds Refit and its plugins, trains every document type on the embedded
# default (a SQLite file and a folder), and says what is live, how to score with it and how to serve it.
run: plugins
	cargo build --release --locked
	target/release/refit retrain --all || [ $$? -eq 3 ]
	echo
	target/release/refit status
	echo
	echo "The versions lie in models/. Score a document:"
	echo
	echo "  target/release/refit score bank_statement docs/examples/bank_statement.json"
	echo
	target/release/refit score bank_statement docs/examples/bank_statement.json
	echo
	echo "Serve all of it, with a dashboard, at http://127.0.0.1:5001:"
	echo
	echo "  target/release/refit serve"

# The server, at http://127.0.0.1:5001; it trains what has no version yet.
serve: plugins
	cargo build --release --locked
	target/release/refit serve

# All tests: the rules, the parts, and the product through its binary with real components.
test:
	REFIT_PLUGIN_OUT=target/test-plugins plugins/build.sh \
		bank-statement check money-order paystub \
		tests/plugins/misbehaving tests/plugins/parcel tests/plugins/parcel-more
	REFIT_TEST_PLUGINS=target/test-plugins cargo test --workspace --locked --quiet --lib --bins --tests
	cargo test --workspace --locked --quiet --doc

# Every plugin in plugins/*/ becomes plugins/<type>.wasm.
plugins:
	plugins/build.sh

# Format, lints, and documentation whose links lead somewhere.
lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet

# Side by side with scikit-learn, XGBoost and Flask; see bench/README.md.
bench: plugins
	bench/run.sh

# Asks a server everything that its OpenAPI document allows, and what it does not, with schemathesis.
contract:
	tests/contract/run.sh
