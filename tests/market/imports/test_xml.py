from datetime import date
from pathlib import Path

import pytest

from market.imports.columns import map_columns
from market.imports.files import read_file
from market.imports.rows import read_patents
from market.imports.sheets import FileUnreadable, Format

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT.parent / "shared" / "data" / "patents" / "xml_samples"

DOCUMENT_ID = (
    "<document-id><country>US</country><doc-number>{number}</doc-number>"
    "<kind>{kind}</kind><date>{day}</date></document-id>"
)
GRANT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45.dtd" [ ]>\n'
    "<us-patent-grant><us-bibliographic-data-grant><publication-reference>"
    + DOCUMENT_ID.format(number="{number}", kind="B2", day="20150106")
    + '</publication-reference><application-reference appl-type="utility">'
    + DOCUMENT_ID.format(number="{application}", kind="A", day="20121009")
    + "</application-reference>{classes}"
    "<invention-title>Wire <b>2</b></invention-title>"
    "<number-of-claims>8</number-of-claims>"
    "</us-bibliographic-data-grant></us-patent-grant>\n"
)
CPC = (
    "<classifications-cpc><main-cpc><classification-cpc><section>H</section>"
    "<class>04</class><subclass>L</subclass><main-group>65</main-group>"
    "<subgroup>1006</subgroup></classification-cpc></main-cpc></classifications-cpc>"
)


def reading_of(content):
    content = content.encode() if isinstance(content, str) else content
    sheet = read_file(content, "patents.xml")
    return sheet, read_patents(sheet, map_columns(sheet.header))


def sample(name):
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"{path} is not here: the file is not part of the project")
    return path.read_bytes()


def grant(number="08930553", application="13648029", classes=""):
    return GRANT.format(number=number, application=application, classes=classes)


def test_a_weekly_file_of_grants_is_many_patents():
    broken = "<?xml version='1.0'?><us-patent-grant>"
    sheet, reading = reading_of(grant() + grant("08930554", "13648030") + broken)

    assert sheet.format is Format.USPTO_GRANT
    numbers = [row.values["number"] for row in reading.rows]
    assert numbers == ["US8930553", "US8930554"]
    assert reading.rows[0].values["title"] == "Wire 2"
    assert [fault.row for fault in reading.faults] == [3]
    assert "Document 3 cannot be read" in reading.faults[0].fault.reason.en


def test_classes_of_the_cpc_stand_in_where_there_is_no_ipc_and_are_marked():
    _sheet, reading = reading_of(grant(classes=CPC))

    assert reading.rows[0].values["ipc"] == "H04L 65/1006 (CPC)"
    (notice,) = reading.faults
    assert not notice.refuses
    assert "marked (CPC)" in notice.fault.reason.en


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<html><body/></html>", "its root is html"),
        ("<class-scheme/>", "classification scheme"),
        ("<us-patent-grant>", "malformed"),
        ("<exchange-documents/>", "no patent"),
        (
            '<!DOCTYPE a [<!ENTITY x "y">]><us-patent-grant>&x;</us-patent-grant>',
            "entities",
        ),
        (
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            "entities",
        ),
        ('<?xml version="1.0" encoding="nonsense"?><a/>', "malformed"),
    ],
)
def test_other_xml_is_refused_whole_in_both_languages(content, said):
    with pytest.raises(FileUnreadable) as refused:
        read_file(content.encode(), "a.xml")

    assert said in refused.value.en
    assert "。" in refused.value.zh


def test_a_grant_without_its_head_is_a_refused_row():
    _sheet, reading = reading_of("<us-patent-grant/>")

    assert reading.rows == []
    assert reading.faults[0].refuses


def test_the_sample_of_a_grant_is_read_whole():
    sheet, reading = reading_of(sample("US08930553.xml"))

    assert sheet.format is Format.USPTO_GRANT
    values = reading.rows[0].values
    assert values["number"] == "US8930553"
    assert values["application_number"] == "US13/648029"
    assert (values["filed_on"], values["granted_on"]) == (
        date(2012, 10, 9),
        date(2015, 1, 6),
    )
    assert values["ipc"] == "G06F 15/16"
    assert values["patentee"] == "International Business Machines Corporation"
    assert values["inventors"] == "Nitzan Nissim; Brian Pulito; Asaf Zinger"
    assert values["claims_count"] == 8
    assert len(values["cites"]) == 16
    assert values["cites"][3] == "US2007/0140112A1"
    assert values["abstract"].startswith("Processing mid-dialog SIP")


def test_the_sample_of_an_application_is_read_whole():
    sheet, reading = reading_of(sample("US20050004437A1.xml"))

    assert sheet.format is Format.USPTO_APPLICATION
    values = reading.rows[0].values
    assert values["number"] == values["publication_number"] == "US20050004437A1"
    assert values["status"] == "application"
    assert values["ipc"] == "A61B 5/00"
    assert values["inventors"] == "Heiner Kaufmann; Thomas Vering"
    assert values["claims_count"] == 10


def test_the_sample_of_bibliographic_data_is_read_whole():
    sheet, reading = reading_of(sample("epo_ops_biblio_example_3.xml"))

    assert sheet.format is Format.EPO_OPS
    values = reading.rows[0].values
    assert values["number"] == "AU2013290010A1"
    assert values["title"] == "Novel fuel composition"
    assert values["ipc"] == "C10L 1/00"
    assert values["filed_on"] == date(2013, 7, 12)
    assert [owner.name for owner in values["owners"]] == [
        "PRIMUS GREEN ENERGY INC",
        "BLUESCAPE CLEAN FUELS, LLC",
    ]
    assert values["inventors"] == "FANG, HOWARD L; QIN, MEIFANG; BEN-REUVEN, MOSHE"


def test_the_sample_of_a_search_is_refused_hit_by_hit():
    _sheet, reading = reading_of(sample("epo_ops_search_example.xml"))

    assert reading.rows == []
    faults = [fault for fault in reading.faults if fault.column == "title"]
    assert [fault.row for fault in faults] == list(range(1, 16))
    assert all("search hits" in fault.fault.mend.en for fault in faults)


def test_the_sample_of_a_scheme_is_refused():
    with pytest.raises(FileUnreadable, match="holds no patents"):
        read_file(sample("cpc-scheme-A01L.xml"), "cpc-scheme-A01L.xml")
