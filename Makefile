# What people and CI call. Everything else is cargo.

.PHONY: run test plugins lint bench
.SILENT:

# From nothing to a model: builds Refit and its plugins, retrains bank_statement on the embedded
# default (a SQLite file and a folder), and says where the version lies and how to score with it.
run: plugins
	cargo build --release --locked
	target/release/refit retrain bank_statement || [ $$? -eq 3 ]
	echo
	target/release/refit versions bank_statement
	echo
	echo "The version lies in models/bank_statement/. Score a document with it:"
	echo
	echo "  target/release/refit score bank_statement docs/examples/bank_statement.json"
	echo
	target/release/refit score bank_statement docs/examples/bank_statement.json

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

# Side by side with scikit-learn and XGBoost; see bench/README.md.
bench: plugins
	bench/run.sh
