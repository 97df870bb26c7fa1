"""A new resource is two small files; everything else follows from them."""

import subprocess
import sys
from pathlib import Path

import pytest

TREE = Path(__file__).parents[1]

FIELDS = """
from datetime import date, datetime
from decimal import Decimal

from mockxero.primitives.catalogue import About, Resource
from mockxero.primitives.fields import By, day, guid, moment, money, text
from mockxero.resources.scopes import SETTINGS


class Bicycle(Resource):
    about = About(
        plural="Bicycles",
        singular="Bicycle",
        key="bicycle_id",
        scopes=SETTINGS,
        item=("GET", "POST", "DELETE"),
        found_by=("name",),
        indexes={"name": lambda bicycle: bicycle.name and bicycle.name.casefold()},
        order="Price",
        history=True,
    )

    bicycle_id: str = guid("BicycleID")
    name: str | None = text("Name", limit=20)
    price: Decimal | None = money("Price")
    bought: date | None = day("Bought", twin="BoughtString")
    updated: datetime | None = moment("UpdatedDateUTC", by=By.XERO)
"""

RULES = """
from mockxero.accounting import lengths
from mockxero.accounting.rulebook import Line, Rulebook
from mockxero.primitives.complaints import Complaint
from mockxero.resources.bicycles import Bicycle


def bought_today(proposal, books):
    return {"bought": proposal.now.bought or books.today}


def has_name(proposal, books):
    if not proposal.now.name:
        yield Complaint("A bicycle has a name")


BICYCLES = Rulebook(
    resource=Bicycle,
    complete=(bought_today,),
    check=(has_name, lengths.within_length),
    history=lambda proposal, books: Line("Created", proposal.now.name),
)
"""

RIDE = """
import sys
import mockxero.accounting.rulebooks
import mockxero.resources

mockxero.resources.__path__.append(sys.argv[1])
mockxero.accounting.rulebooks.__path__.append(sys.argv[2])

from datetime import datetime
from werkzeug.test import Client
from mockxero.primitives.clock import FrozenClock
from mockxero.server import Mock, Settings

mock = Mock(Settings(fixtures=["empty"]), FrozenClock(datetime(2026, 3, 4, 12)))
(app,) = [app for app in mock.world.apps.values() if app.tenant_id]
client = Client(mock.wsgi)


def ask(method, path, body=None, speak="application/json"):
    headers = {"Authorization": f"Bearer {mock.mint(app, None)}", "Accept": speak}
    return client.open(f"/api.xro/2.0/{path}", method=method, data=body, headers=headers)


"""


@pytest.fixture
def ride(tmp_path):
    """Run a script against a mock that has the resource as well, in a process of its own.

    What is declared stays declared, and no other test should find it in the catalogue.
    """
    for folder, text in (("resources", FIELDS), ("rulebooks", RULES)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bicycles.py").write_text(text)

    def run(script):
        command = [sys.executable, "-c", RIDE + script]
        folders = [str(tmp_path / "resources"), str(tmp_path / "rulebooks")]
        told = subprocess.run(
            [*command, *folders], check=False, cwd=TREE, text=True, capture_output=True
        )
        assert told.returncode == 0, told.stderr

    return run


def test_routes_tongues_queries_and_history_follow_from_two_files(ride):
    ride("""
two = b'{"Bicycles": [{"Name": "Dawes", "Price": 450}, {"Name": "Bob", "Price": 99.5}]}'
made = ask("PUT", "Bicycles", two).json["Bicycles"]
assert [(one["Name"], one["Price"]) for one in made] == [("Dawes", 450.0), ("Bob", 99.5)]
assert made[0]["BoughtString"] == "2026-03-05T00:00:00", made[0]

bob = ask("GET", "bicycles/BOB", speak="text/xml").text
assert "<Price>99.50</Price>" in bob
assert "<Bought>2026-03-05T00:00:00</Bought>" in bob
changed = "<Bicycle><BicycleID>" + made[1]["BicycleID"] + "</BicycleID><Price>80</Price></Bicycle>"
assert "<Price>80.00</Price>" in ask("POST", "Bicycles", changed, speak="text/xml").text

def names(query):
    return [one["Name"] for one in ask("GET", "Bicycles?" + query).json["Bicycles"]]

assert names("") == ["Bob", "Dawes"]
assert names("order=Name DESC") == ["Dawes", "Bob"]
assert names('where=Price>100 AND Name.StartsWith("D")') == ["Dawes"]

refused = ask("PUT", "Bicycles", b'{"Price": 5, "Name": ""}')
assert refused.status_code == 400
assert refused.json["Elements"][0]["ValidationErrors"] == [{"Message": "A bicycle has a name"}]
refused = ask("PUT", "Bicycles", b'{"Name": "A name of many letters"}')
assert "The length of Name must not exceed 20 characters" in refused.text

(line,) = ask("GET", "Bicycles/Dawes/History").json["HistoryRecords"]
assert (line["Changes"], line["Details"]) == ("Created", "Dawes")

assert ask("DELETE", "Bicycles/Dawes").status_code == 204
assert names("") == ["Bob"]
assert ask("GET", "Bicycles/Dawes").status_code == 404
assert ask("DELETE", "Bicycles").status_code == 501
""")
