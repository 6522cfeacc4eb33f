;; A document plugin without an SDK: the canonical ABI by hand. Two features: the document's
;; length in bytes, and the day it was received.
(module
  (memory (export "memory") 4)
  (global $heap (mut i32) (i32.const 65536))
  (global $told (mut i32) (i32.const 0))

  (func $alloc (param $size i32) (param $align i32) (result i32)
    (local $at i32)
    (local.set $at
      (i32.and
        (i32.add (global.get $heap) (i32.sub (local.get $align) (i32.const 1)))
        (i32.sub (i32.const 0) (local.get $align))))
    (global.set $heap (i32.add (local.get $at) (local.get $size)))
    (block $fits
      (loop $grow
        (br_if $fits
          (i32.le_u (global.get $heap) (i32.mul (memory.size) (i32.const 65536))))
        (drop (memory.grow (i32.const 16)))
        (br $grow)))
    (local.get $at))

  (func (export "cabi_realloc")
    (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
    (call $alloc (local.get $new) (local.get $align)))

  (func (export "{interface}#describe") (result i32)
    {describe})

  (func (export "{interface}#generate")
    (param $seed i64) (param $start i64) (param $count i32) (param $day i32) (result i32)
    {generate})

  (func (export "{interface}#extract")
    (param $list i32) (param $count i32) (result i32)
    {extract})

  {items}
)
