"""The Python SDK reads what the Rust SDK reads: the cases are those of its tests."""

import math
import unittest
from types import SimpleNamespace

from refit_plugin import Document, Feature, Random, Rejection, days, json_text, money
from refit_plugin import Golden, Specimen, document_type
from refit_plugin.document_type import Refusal, Submission
from refit_plugin.rejection import missing_field, not_a_document, not_json, unreadable_field
from refit_plugin.testing import check


class Sums(unittest.TestCase):
    def test_the_spellings_that_papers_have_are_read(self):
        for text, total in [
            ("1234.56", 1234.56), ("-1234.56", -1234.56), ("$1,234.56", 1234.56),
            ("USD 1,234.56", 1234.56), ("1,234.56 USD", 1234.56), ("US$ 12", 12.0),
            ("(123.45)", -123.45), ("($1,123.45)", -1123.45), ("123.45-", -123.45),
            ("-$123.45", -123.45), ("$-123.45", -123.45), ("−123.45", -123.45), ("+5", 5.0),
            ("123.45 CR", 123.45), ("123.45CR", 123.45), ("123.45 DR", -123.45),
            ("1.234,56 €", 1234.56), ("1 234,56 Kč", 1234.56), ("1'234.50", 1234.5),
            ("1,234", 1234.0), ("1,234,567", 1_234_567.0), ("12,34,567.50", 1_234_567.5),
            ("1.234.567", 1_234_567.0), ("12,5", 12.5), (".50", 0.5), ("5.", 5.0), ("0", 0.0),
            (" $ 7 ", 7.0),
        ]:  # fmt: skip
            self.assertEqual(money.parse(text), total, text)

    def test_what_is_no_sum_is_none(self):
        for text in [
            "", " ", "-", "$", "USD", "CR", "()", "n/a", "12 apples", "1O4.50", "12O",
            "1.2.3,4,5x", "1.2.3,4,5", "1.5.2025", "12 34", "1,234.5,6", ".", "NaN", "inf",
            "1e999", "999999999999999999999", "12-34", "--5", "١٢", "9" * 400, "$" + "9" * 90,
        ]:  # fmt: skip
            self.assertIsNone(money.parse(text), text)


class Dates(unittest.TestCase):
    def test_the_spellings_that_papers_have_are_read(self):
        for text in [
            "2025-03-05", "2025-03-05T10:00:00Z", "2025-03-05 10:00", "2025/03/05", "03/05/2025",
            "3/5/2025", "03-05-2025", "03/05/25", "03-05-25", "5.3.2025", "05.03.25",
            "March 5, 2025", "march 05, 2025", "Mar 5, 2025", "Mar. 5, 2025", "5 March 2025",
            "5 Mar 2025", "05-Mar-2025", "March 5th, 2025", " 2025-03-05 ",
        ]:  # fmt: skip
            self.assertEqual(days.parse(text), 20_152, text)

    def test_the_day_comes_first_only_where_the_month_would_be_above_12(self):
        for text, iso in [
            ("13/05/2025", "2025-05-13"), ("31-12-2025", "2025-12-31"),
            ("12/05/2025", "2025-12-05"), ("01/02/69", "2069-01-02"), ("01/02/93", "1993-01-02"),
        ]:  # fmt: skip
            self.assertEqual(days.iso(days.parse(text)), iso, text)

    def test_what_is_no_date_is_none(self):
        for text in [
            "", " ", "soon", "2025", "2025-13-01", "2025-02-30", "32/13/2025", "0000-00-00",
            "1/2/3", "Smarch 5, 2025", "2025-3-", "//", "99999999999/1/2025", "05 05 05 05",
            "2O25-03-05", "－1/2/2025", "mär 5, 2025", "2025-03-05x",
        ]:  # fmt: skip
            self.assertIsNone(days.parse(text), text)


class Json(unittest.TestCase):
    def test_what_is_no_json_says_at_which_byte_reading_stopped(self):
        for text, at in [("", 0), ('{"a":\n  x}', 8), ('{"ü": x}', 7)]:
            with self.assertRaises(Rejection) as rejected:
                json_text.parse(text)
            self.assertEqual(rejected.exception, not_json(at), text)

    def test_what_the_host_does_not_read_is_no_json_here_either(self):
        deep = 128
        for text in [
            "NaN", "[Infinity]", "1e999", "-1e999", "9" * 10_000, '"\\ud800"', '"\\udc00\\ud800"',
            "\ufeff{}", '"\x01"', "[" * deep + "]" * deep, "[" * 50_000, "[1,]",
        ]:  # fmt: skip
            with self.assertRaises(Rejection, msg=text[:20]) as rejected:
                json_text.parse(text)
            self.assertEqual(rejected.exception.kind, "not_json")

    def test_numbers_are_the_doubles_that_the_host_reads(self):
        for text, number in [
            ("0.1", 0.1), ("5e-324", 5e-324), ("1e308", 1e308), ("18446744073709551615", 2.0**64),
            ("-9223372036854775808", -(2**63)), ("12345678901234567", 12_345_678_901_234_567),
        ]:  # fmt: skip
            self.assertEqual(json_text.parse(text), number, text)

    def test_nesting_counts_brackets_and_not_texts(self):
        text = '["' + "[" * 500 + '\\"[", ' + ",".join(["[]"] * 200) + "]"
        self.assertEqual(len(json_text.parse(text)), 201)
        self.assertEqual(json_text.parse('"\\ud83e\\uddfe"'), "🧾")
        self.assertEqual(len(json_text.parse("[" * 127 + "]" * 127)), 1)


class Fields(unittest.TestCase):
    def test_a_number_is_the_same_in_every_dress(self):
        for dressed in [12.5, "12.5", "$12.50", {"value": 12.5}, {"value": "12.50 USD"}]:
            self.assertEqual(Document({"a": dressed}).amount("a"), 12.5, dressed)

    def test_the_first_name_that_says_something_counts(self):
        document = Document({"a": None, "b": "n/a", "c": {"d": 7}})
        self.assertEqual(document.amount("a", "b", "c.d"), 7.0)
        self.assertEqual(document.text("c.d"), "7")
        self.assertFalse(document.has("a", "b", "c.e"))

    def test_what_is_missing_and_what_cannot_be_read_are_told_apart(self):
        document = Document({"a": True, "b": "soon", "c": [1]})
        for read, expected in [
            (lambda: document.amount("x", "y"), missing_field("x")),
            (lambda: document.amount("a"), unreadable_field("a")),
            (lambda: document.day("b"), unreadable_field("b")),
            (lambda: document.list("c"), unreadable_field("c")),
            (lambda: Document.parse("[]"), not_a_document()),
        ]:
            with self.assertRaises(Rejection) as rejected:
                read()
            self.assertEqual(rejected.exception, expected)
        self.assertTrue(math.isnan(document.day("b", otherwise=math.nan)))

    def test_yes_and_no_have_many_words(self):
        for said, truth in [(True, True), ("No", False), (1, True), (0, False)]:
            self.assertIs(Document({"a": said}).truth("a"), truth)
        for said in ["maybe", 2, 0.5, [1]]:
            self.assertIsNone(Document({"a": said}).truth("a", otherwise=None), said)


class Numbers(unittest.TestCase):
    def test_the_generators_give_their_published_numbers(self):
        random = Random(0)
        random._state = [1, 2, 3, 4]
        drawn = [random.next_u64() for _ in range(4)]
        expected = [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386]
        self.assertEqual(drawn, expected)

    def test_whole_numbers_reach_both_ends_and_nothing_else(self):
        random = Random(5)
        self.assertEqual({random.whole(-1, 2) for _ in range(400)}, {-1, 0, 1, 2})
        self.assertEqual(random.whole(3, 1), 3)

    def test_normal_numbers_have_mean_0_and_deviation_1(self):
        random = Random(3)
        drawn = [random.normal() for _ in range(20_000)]
        self.assertLess(abs(sum(drawn) / 20_000), 0.03)
        self.assertLess(abs(sum(x * x for x in drawn) / 20_000 - 1), 0.05)


def fee(**changes):
    """A document type that keeps the laws, but for the changes."""

    def generate_one(random, number, as_of):
        is_fraud = random.chance(0.5)
        document = {"fee": random.between(1, 9)}
        return Specimen(document, as_of, is_fraud, 90 if is_fraud else 10, "plain")

    parts = {
        "NAME": "fee",
        "PLURAL": "fees",
        "TITLE": "Fee",
        "VERSION": "1.0.0",
        "FEATURES": [Feature("fee", "the fee", "amount", 0, 10)],
        "DOCUMENT_SCHEMA": {},
        "GOLDENS": [Golden({"fee": 1}, "2025-01-31", [1])],
        "generate_one": generate_one,
        "extract_one": lambda document, received: [document.amount("fee")],
    }
    return SimpleNamespace(**{**parts, **changes})


class Calls(unittest.TestCase):
    def rows(self, plugin, *texts):
        return document_type.extract(plugin, [Submission(text, 0) for text in texts])

    def test_rejected_documents_leave_no_gap_in_the_rows(self):
        extraction = self.rows(fee(), '{"fee":2}', "x", "[]", '{"fee":"soon"}', '{"fee":99}', "{}")
        self.assertEqual(extraction.values, [2.0, 10.0])
        self.assertEqual(
            extraction.rejected,
            [(1, not_json(0)), (2, not_a_document()), (3, unreadable_field("fee")),
             (5, missing_field("fee"))],
        )  # fmt: skip

    def test_an_error_of_the_plugin_rejects_its_document_without_repeating_it(self):
        plugin = fee(extract_one=lambda document, _: [float(document.text("fee"))])
        [(index, rejection)] = self.rows(plugin, '{"fee":"secret"}').rejected
        self.assertEqual((index, rejection.kind), (0, "other"))
        self.assertIn("ValueError, test_sdk.py:", rejection.detail)
        self.assertNotIn("secret", rejection.detail)

    def test_a_missing_value_needs_a_feature_that_may_be_missing(self):
        nothing = {"extract_one": lambda document, received: [math.nan]}
        self.assertEqual(len(self.rows(fee(**nothing), "{}").rejected), 1)
        may = [Feature("fee", "the fee", "amount", 0, 10, may_be_missing=True)]
        self.assertTrue(math.isnan(self.rows(fee(FEATURES=may, **nothing), "{}").values[0]))

    def test_what_no_call_can_answer_is_refused(self):
        for arguments, kind in [
            ((1, 0, 20_001, 20_000), "too_much"),
            ((1, 2**64 - 1, 2, 20_000), "invalid_argument"),
            ((1, 0, 1, -700_000), "invalid_argument"),
        ]:
            with self.assertRaises(Refusal) as refused:
                document_type.generate(fee(), *arguments)
            self.assertEqual(refused.exception.kind, kind)
        self.assertEqual(len(document_type.generate(fee(), 1, 2**64 - 3, 2, 20_000)), 2)
        with self.assertRaises(Refusal):
            self.rows(fee(extract_one=lambda document, received: [1, 2]), "{}")

    def test_an_answer_that_is_no_row_of_numbers_says_what_it_is(self):
        for answer, told in [
            (None, "extract_one returned NoneType; a list of 1 numbers is wanted"),
            ("7", "extract_one returned str; a list of 1 numbers is wanted"),
            (["7"], "extract_one returned str for fee; a number is wanted"),
            ([None], "extract_one returned NoneType for fee; a number is wanted"),
        ]:
            with self.assertRaises(Refusal) as refused:
                self.rows(fee(extract_one=lambda document, received, row=answer: row), "{}")
            self.assertIn(told, refused.exception.detail)


class Laws(unittest.TestCase):
    def test_a_good_type_keeps_all_of_them(self):
        self.assertEqual(check(fee()), [])

    def test_a_broken_law_is_named(self):
        drawn = []

        def remembers(random, number, as_of):
            drawn.append(number)
            return Specimen({"fee": len(drawn) % 9}, as_of, number % 2 == 0, 50, "plain")

        def seedless(random, number, as_of):
            is_fraud = number % 2 == 0
            return Specimen({"fee": number % 9}, as_of, is_fraud, 90 if is_fraud else 10, "plain")

        def late(random, number, as_of):
            return Specimen({"fee": random.unit()}, as_of + 1, False, 10, "plain")

        def repeats(document, received):
            raise Rejection(f"no fee in {document.fields}")

        for change, laws in [
            ({"NAME": "Fee"}, {"descriptor-is-valid"}),
            ({"GOLDENS": [Golden({"fee": 1}, "2025-01-31", [2])]}, {"descriptor-is-valid"}),
            (
                {"generate_one": remembers},
                {"slices-concatenate", "scores-fit-classes"},
            ),
            ({"generate_one": seedless}, {"seeds-differ"}),
            (
                {"generate_one": late},
                {"received-by-as-of", "both-classes-present", "scores-fit-classes"},
            ),
            (
                {"extract_one": lambda document, _: [document.amount("fee", otherwise=1)],
                 "FEATURES": [Feature("fee", "the fee", "amount", 0, 0.5)],
                 "GOLDENS": [Golden({"fee": 0}, "2025-01-31", [0])]},
                {"every-feature-varies", "hostile-are-rejected"},
            ),
        ]:  # fmt: skip
            found = {fault.split(":")[0] for fault in check(fee(**change))}
            self.assertEqual(found, laws, change)
        first = fee()
        first.extract_one = lambda document, received: (
            [document.amount("fee")] if document.has("fee") else repeats(document, received)
        )
        found = {fault.split(":")[0] for fault in check(first)}
        self.assertEqual(found, {"hostile-are-rejected"})


if __name__ == "__main__":
    unittest.main()
