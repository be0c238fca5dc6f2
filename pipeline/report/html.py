"""Digests as one HTML file that stands alone: no script, no request, fit for a phone, a printer and a screen reader."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.model import FlagKind
from pipeline.report import marks, plain, wording
from pipeline.report.charts import step_chart
from pipeline.report.digest import Digest
from pipeline.report.inputs import Period
from pipeline.report.quantities import quantity, quantity_words
from pipeline.report.sides import abreast


@cache
def environment() -> Environment:
    """The templates, every value escaped, an unknown name an error."""
    loaded = Environment(
        loader=PackageLoader("pipeline.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    loaded.filters |= {
        "label": plain.label,
        "link": plain.link,
        "day": plain.day_words,
        "minute": plain.minute_words,
        "period": plain.period_words,
        "listed": plain.listed,
        "amount": quantity_words,
        "quantity": quantity,
    }
    loaded.globals |= {"counted": plain.counted, "words": wording, "Kind": FlagKind, "chart": step_chart}
    loaded.globals |= {"abreast": abreast}
    loaded.globals |= {"marks": marks, "quotation": plain.quotation}
    return loaded


def render_html(digests: Sequence[Digest]) -> str:
    """One page for all `digests`, in the order given; a period in which nothing is followed is said plainly."""
    page = environment().get_template("digest.html.j2")
    return page.render(digests=digests, period=digests[0].period if digests else Period())
