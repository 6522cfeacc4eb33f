//! Builds a plugin from WAT, with any of its parts replaced.

use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// The interface as it is; tests change it as text.
pub(crate) const WIT: &str = include_str!("../../../../wit/document.wit");

const TEMPLATE: &str = include_str!("template.wat");

/// `count` specimens `{"n":1}`, received on the day, alternately honest and forged.
const GENERATE: &str = r#"
    (local $i i32) (local $ret i32) (local $items i32) (local $item i32)
    (local.set $ret (call $alloc (i32.const 16) (i32.const 4)))
    (local.set $items
      (call $alloc (i32.mul (local.get $count) (i32.const 40)) (i32.const 8)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $count)))
        (local.set $item
          (i32.add (local.get $items) (i32.mul (local.get $i) (i32.const 40))))
        (i32.store (local.get $item) (i32.const 256))
        (i32.store offset=4 (local.get $item) (i32.const 7))
        (i32.store offset=8 (local.get $item) (local.get $day))
        (i32.store8 offset=12 (local.get $item) (i32.and (local.get $i) (i32.const 1)))
        (f64.store offset=16 (local.get $item) (f64.convert_i64_u
          (i64.rem_u (i64.add (local.get $start) (i64.extend_i32_u (local.get $i)))
            (i64.const 101))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (i32.store offset=4 (local.get $ret) (local.get $items))
    (i32.store offset=8 (local.get $ret) (local.get $count))
    (local.get $ret)"#;

/// Length and day; a document that does not begin with `{` is rejected.
const EXTRACT: &str = r#"
    (local $i i32) (local $ret i32) (local $values i32) (local $rejected i32)
    (local $rows i32) (local $refused i32) (local $item i32) (local $at i32)
    (local.set $ret (call $alloc (i32.const 20) (i32.const 4)))
    (local.set $values
      (call $alloc (i32.mul (local.get $count) (i32.const 16)) (i32.const 8)))
    (local.set $rejected
      (call $alloc (i32.mul (local.get $count) (i32.const 24)) (i32.const 8)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $count)))
        (local.set $item
          (i32.add (local.get $list) (i32.mul (local.get $i) (i32.const 12))))
        (if (i32.eq (i32.load8_u (i32.load (local.get $item))) (i32.const 123))
          (then
            (local.set $at
              (i32.add (local.get $values) (i32.mul (local.get $rows) (i32.const 16))))
            (f64.store (local.get $at)
              (f64.convert_i32_u (i32.load offset=4 (local.get $item))))
            (f64.store offset=8 (local.get $at)
              (f64.convert_i32_s (i32.load offset=8 (local.get $item))))
            (local.set $rows (i32.add (local.get $rows) (i32.const 1))))
          (else
            (local.set $at
              (i32.add (local.get $rejected) (i32.mul (local.get $refused) (i32.const 24))))
            (i32.store (local.get $at) (local.get $i))
            (i32.store8 offset=8 (local.get $at) (i32.const 1))
            (local.set $refused (i32.add (local.get $refused) (i32.const 1)))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (i32.store offset=4 (local.get $ret) (local.get $values))
    (i32.store offset=8 (local.get $ret) (i32.mul (local.get $rows) (i32.const 2)))
    (i32.store offset=12 (local.get $ret) (local.get $rejected))
    (i32.store offset=16 (local.get $ret) (local.get $refused))
    (local.get $ret)"#;

/// The golden document is whole at load, so a hostile `extract` behaves until it sees another:
/// this is the good one, followed by what to do with documents that begin with `[`.
pub(crate) fn extract_then(hostile: &str) -> String {
    // The signature's locals are declared first, then the hostile part runs if the first
    // document begins with `[`.
    let at = EXTRACT.find("(local.set $ret").unwrap();
    let (locals, body) = EXTRACT.split_at(at);
    format!(
        "{locals}
    (if (local.get $count)
      (then (if (i32.eq (i32.load8_u (i32.load (local.get $list))) (i32.const 91))
        (then {hostile}))))
    {body}"
    )
}

/// A plugin to be.
pub(crate) struct Guest {
    pub(crate) wit: String,
    pub(crate) interface: String,
    pub(crate) name: String,
    pub(crate) plural: String,
    pub(crate) version: String,
    pub(crate) schema: String,
    pub(crate) features: Vec<&'static str>,
    pub(crate) golden: Vec<f64>,
    pub(crate) describe: Option<String>,
    pub(crate) generate: String,
    pub(crate) extract: String,
    pub(crate) items: String,
}

impl Default for Guest {
    fn default() -> Self {
        Self {
            wit: WIT.to_owned(),
            interface: "refit:document/plugin@0.1.0".to_owned(),
            name: "test_paper".to_owned(),
            plural: "test-papers".to_owned(),
            version: "1.0.0".to_owned(),
            schema: r#"{"type":"object"}"#.to_owned(),
            features: vec!["length", "day"],
            golden: vec![7.0, 20_000.0],
            describe: None,
            generate: GENERATE.to_owned(),
            extract: EXTRACT.to_owned(),
            items: String::new(),
        }
    }
}

impl Guest {
    /// A plugin whose `extract` does this when the first document begins with `[`.
    pub(crate) fn hostile(body: &str) -> Self {
        Self {
            extract: extract_then(body),
            ..Self::default()
        }
    }

    /// The core module, without metadata.
    pub(crate) fn core(&self) -> Vec<u8> {
        let mut image = Image::default();
        let descriptor = self.descriptor(&mut image);
        let describe = self
            .describe
            .clone()
            .unwrap_or_else(|| format!("(i32.const {descriptor})"));
        let wat = TEMPLATE
            .replace("{interface}", &self.interface)
            .replace("{describe}", &describe)
            .replace("{generate}", &self.generate)
            .replace("{extract}", &self.extract)
            .replace("{items}", &format!("{}\n{}", image.wat(), self.items));
        wat::parse_str(wat).unwrap()
    }

    /// The core module with metadata, as compilers for WebAssembly make it.
    pub(crate) fn module(&self) -> Vec<u8> {
        let mut resolve = Resolve::default();
        let package = resolve.push_str("document.wit", &self.wit).unwrap();
        let world = resolve
            .select_world(&[package], Some("document-type"))
            .unwrap();
        let mut bytes = self.core();
        embed_component_metadata(&mut bytes, &resolve, world, StringEncoding::UTF8, false).unwrap();
        bytes
    }

    /// The component.
    pub(crate) fn component(&self) -> Vec<u8> {
        ComponentEncoder::default()
            .module(&self.module())
            .unwrap()
            .encode()
            .unwrap()
    }

    fn descriptor(&self, image: &mut Image) -> u32 {
        let mut features = Vec::new();
        for feature in &self.features {
            let mut record = image.string(feature);
            record.extend(image.string("Title"));
            // kind: count
            record.extend([1_u32, 0, 0, 0].map(u32::to_le_bytes).concat());
            record.extend((-1e6_f64).to_le_bytes());
            record.extend(1e6_f64.to_le_bytes());
            // effect: either; only the day may be missing
            record.extend([2, u8::from(*feature == "day"), 0, 0]);
            record.extend([0; 12]);
            features.push(record);
        }
        let values: Vec<u8> = self.golden.iter().flat_map(|v| v.to_le_bytes()).collect();
        let mut golden = image.string(r#"{"n":1}"#);
        golden.extend(20_000_i32.to_le_bytes());
        golden.extend(image.list(&values, self.golden.len()));

        let mut record = Vec::new();
        for text in [
            &self.name,
            &self.plural,
            "Test paper",
            &self.version,
            "by hand",
        ] {
            record.extend(image.string(text));
        }
        record.extend(image.list(&features.concat(), features.len()));
        record.extend(image.string(&self.schema));
        record.extend(image.list(&golden, 1));
        record.extend([0; 8]);
        image.put(&record)
    }
}

/// Static data of the guest.
#[derive(Default)]
struct Image(Vec<u8>);

impl Image {
    const START: u32 = 256;

    fn put(&mut self, bytes: &[u8]) -> u32 {
        if self.0.is_empty() {
            // Where GENERATE finds its document.
            self.0.extend(br#"{"n":1}"#);
        }
        self.0.resize(self.0.len().next_multiple_of(8), 0);
        let at = Self::START + u32::try_from(self.0.len()).unwrap();
        self.0.extend(bytes);
        at
    }

    fn list(&mut self, bytes: &[u8], length: usize) -> Vec<u8> {
        let at = self.put(bytes);
        let length = u32::try_from(length).unwrap();
        [at.to_le_bytes(), length.to_le_bytes()].concat()
    }

    fn string(&mut self, text: &str) -> Vec<u8> {
        self.list(text.as_bytes(), text.len())
    }

    fn wat(&self) -> String {
        let hex: String = self.0.iter().map(|byte| format!("\\{byte:02x}")).collect();
        format!("(data (i32.const {}) \"{hex}\")", Self::START)
    }
}

/// Static data at a place that nothing else uses.
pub(crate) fn data(at: u32, bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
    format!("(data (i32.const {at}) \"{hex}\")")
}
