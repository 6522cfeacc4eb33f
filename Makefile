# What people and CI call.

.PHONY: run test plugins lint bench

# Every plugin in plugins/*/ becomes plugins/<type>.wasm.
plugins:
	@plugins/build.sh
