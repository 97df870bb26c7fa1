"""``/Employees``, which only older clients call."""

import pytest

from tests.api.client import NO_ID, NOWHERE, XML, as_xml

ADA = {"FirstName": "Ada", "LastName": "Lovelace"}


@pytest.fixture
def ada(xero):
    link = {"Url": "https://example.com/ada", "Description": "Go to her page"}
    return xero.put("Employees", ADA | {"ExternalLink": link}).record


def test_somebody_who_works_here(xero, ada):
    """In Xero's order of members."""
    assert list(ada) == [
        "EmployeeID",
        "Status",
        "FirstName",
        "LastName",
        "ExternalLink",
        "UpdatedDateUTC",
    ]
    assert ada["Status"] == "ACTIVE"
    assert xero.get(f"Employees/{ada['EmployeeID']}").record == ada
    assert xero.get("Employees").records == [ada]


def test_in_xml_as_in_2011(xero):
    """The members of a recorded employee, in the same order."""
    sent = "<Employee><FirstName>Odette</FirstName><LastName>Garrison</LastName></Employee>"
    reply = xero.put("Employees", sent, type=XML, headers={"Accept": XML}).xml

    assert [one.tag for one in reply.find("Employees/Employee")] == [
        "EmployeeID",
        "Status",
        "FirstName",
        "LastName",
        "UpdatedDateUTC",
    ]


def test_changes(xero, ada):
    """By id, at the collection or at its own address; what is not sent stays."""
    key = ada["EmployeeID"]
    away = xero.post("Employees", {"EmployeeID": key, "Status": "ARCHIVED"}).record
    back = xero.post(f"Employees/{key}", {"Status": "ACTIVE", "LastName": "King"}).record

    assert (away["Status"], away["LastName"]) == ("ARCHIVED", "Lovelace")
    assert (back["Status"], back["FirstName"], back["LastName"]) == ("ACTIVE", "Ada", "King")
    assert back["ExternalLink"] == ada["ExternalLink"]


def test_lists_go_by_last_name(xero):
    for last in ("Green", "Garrison", "Gray"):
        xero.put("Employees", {"FirstName": "O", "LastName": last})

    def names(**query):
        return [one["LastName"] for one in xero.get("Employees", **query).records]

    assert names() == ["Garrison", "Gray", "Green"]
    assert names(where='LastName.StartsWith("Gr")', order="LastName DESC") == ["Green", "Gray"]


REFUSALS = [
    ({"Status": "ACTIVE"}, ["FirstName must be specified", "LastName must be specified"]),
    ({"FirstName": "Ada", "LastName": " "}, ["LastName must be specified"]),
    (ADA | {"FirstName": "A" * 256}, ["The length of FirstName must not exceed 255 characters"]),
    (ADA | {"LastName": "L" * 256}, ["The length of LastName must not exceed 255 characters"]),
]


@pytest.mark.parametrize(("sent", "sentences"), REFUSALS)
def test_refusals(xero, sent, sentences):
    """400, number 10, in both tongues."""
    reply = xero.put("Employees", {"Employees": [sent]})
    in_xml = xero.put("Employees", as_xml("Employees", [sent]), type=XML, headers={"Accept": XML})

    assert (reply.refusal, reply.sentences) == ((400, 10), sentences)
    assert reply.elements[0]["EmployeeID"] == NO_ID
    assert [one.text for one in in_xml.xml.iter("Message")][1:] == sentences
    assert xero.get("Employees").records == []


def test_other_refusals(xero):
    """An unknown id, an unknown status."""
    assert xero.post("Employees", ADA | {"EmployeeID": NOWHERE}).status == 404
    assert xero.put("Employees", ADA | {"Status": "RETIRED"}).refusal == (400, 14)
