"""`python -m mockxero.contracts --target URL` tells the stories of an installed copy."""

import sys

import pytest

PACKAGE = __package__ or "contracts"

sys.exit(pytest.main(["-p", f"{PACKAGE}.plugin", "--pyargs", PACKAGE, *sys.argv[1:]]))
