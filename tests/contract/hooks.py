"""A component is sent as it is: the same as any other bytes."""

import schemathesis

schemathesis.serializer.alias("application/wasm", "application/octet-stream")
