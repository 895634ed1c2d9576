import pytest

from pricing.errors import PricingError
from pricing.licensee import Licensee


@pytest.mark.parametrize(
    "classes",
    [
        ("tiny",),
        ("small", "gold"),
        ("small", "srdi", "99"),
        ("small", "srdi", "510000"),
        ("small", "srdi", "51", "exempt"),
    ],
)
def test_an_unknown_class_is_refused_in_both_languages(classes):
    with pytest.raises(PricingError) as refused:
        Licensee(*classes)

    assert refused.value.message_zh != refused.value.message_en
    assert refused.value.mend_zh
    assert refused.value.mend_en
