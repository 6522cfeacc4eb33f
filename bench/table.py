"""Two sides, side by side."""

import statistics


class Table:
    """Rows of measurements of two sides, with the ratio of their medians."""

    def __init__(self, title, left, right, ratio):
        self.title = title
        self.heading = (left, right, ratio)
        self.rows = []
        self.targets = []

    def row(self, name, left, right, *, top_is_left):
        """Adds a row; gives the ratio of the medians, the left one on top or below."""
        medians = statistics.median(left), statistics.median(right)
        top, bottom = medians if top_is_left else reversed(medians)
        ratio = top / bottom
        self.rows.append((name, spread(left), spread(right), f"{ratio:.2f} ×"))
        return ratio

    def target(self, text, is_met):
        """Adds a sentence about a target."""
        self.targets.append((text, is_met))

    def __str__(self):
        left, right, ratio = self.heading
        width = max(len(name) for name, *_ in self.rows)
        of_three = f"{'min':>9}{'median':>9}{'max':>9}"
        lines = [
            self.title,
            f"  {'':{width}}  {left:>27}    {right:>27}",
            f"  {'':{width}}  {of_three}    {of_three}    {ratio}",
        ]
        for name, *cells in self.rows:
            lines.append(f"  {name:{width}}  {'    '.join(cells)}".rstrip())
        for text, is_met in self.targets:
            lines.append(f"  {'met   ' if is_met else 'MISSED'}  {text}")
        return "\n".join(lines)


def number(value):
    """Three or four digits that count."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 100 else f"{value:.3f}"


def spread(values):
    """Smallest, median and largest value."""
    three = min(values), statistics.median(values), max(values)
    return "".join(f"{number(value):>9}" for value in three)
