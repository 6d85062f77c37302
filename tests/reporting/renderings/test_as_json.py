import json

from reporting.renderings.as_json import as_json
from reporting.reports import REPORTS
from tests.reporting.past import AS_OF, facility


def test_a_table_is_keys_and_exact_numbers_with_the_words_beside_them() -> None:
    told = json.loads(json.dumps(as_json(REPORTS["table5"](facility()), as_of=AS_OF, language="fr")))

    assert told["title"] == "Jours d’expertise fournis, par action et origine"
    assert told["as_of"] == "2016-12-31T12:00:00+00:00"
    assert told["columns"][-1] == {"key": "total", "unit": "days", "head": "Total"}
    assert told["total"]["cells"] == [1500.5, 231.0, 1731.5]
    asia = next(line for line in told["lines"] if line["key"] == "Asia")
    assert (asia["label"], asia["parts"][0]["label"]) == ("Asie", "Cambodge")


def test_shares_are_parts_of_one_and_nothing_is_null() -> None:
    told = as_json(REPORTS["table6"](facility()), as_of=AS_OF, language="en")
    caribbean = next(part for line in told["lines"] for part in line["parts"] if part["key"] == "Caribbean")

    assert caribbean["cells"][:4] == [2, 1.0, None, 0.0]
