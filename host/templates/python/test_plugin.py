"""`python -m unittest` runs these; they need neither Refit nor a component."""

import unittest

import plugin
from refit_plugin import Document, Rejection
from refit_plugin.testing import check


class Laws(unittest.TestCase):
    def test_the_document_type_keeps_the_laws(self) -> None:
        self.assertEqual(check(plugin), [])


class Features(unittest.TestCase):
    def test_a_bill_without_a_total_is_rejected_by_the_name_of_the_field(self) -> None:
        with self.assertRaises(Rejection) as rejected:
            plugin.extract_one(Document({"lines": []}), 0)
        self.assertEqual(rejected.exception.detail, "total")


if __name__ == "__main__":
    unittest.main()
