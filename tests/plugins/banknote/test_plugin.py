"""From the top of the repository:

PYTHONPATH=host/templates/python python3 -m unittest discover -s tests/plugins/banknote
"""

import unittest

import plugin
from refit_plugin import Document, Rejection
from refit_plugin.testing import check


class Laws(unittest.TestCase):
    def test_the_document_type_keeps_the_laws(self) -> None:
        self.assertEqual(check(plugin), [])


class Features(unittest.TestCase):
    def test_a_scan_without_its_entropy_is_rejected_by_the_name_of_the_field(self) -> None:
        wavelet = {"variance": 1, "skewness": 1, "kurtosis": 1}
        with self.assertRaises(Rejection) as rejected:
            plugin.extract_one(Document({"wavelet": wavelet}), 0)
        self.assertEqual(rejected.exception.detail, "entropy")


if __name__ == "__main__":
    unittest.main()
