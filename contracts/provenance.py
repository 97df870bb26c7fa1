"""Where a contract comes from, worn by every story as a marker.

`@recorded("file")` names what the Demo Company answered, `@documented("page or issue")` what Xero
or its users wrote down, `@inferred("why")` what follows from the rest and is not recorded yet,
`@guessed("what is not known")` what nobody knows: the mock chose, and the Demo Company may differ.
"""

import pytest

recorded = pytest.mark.recorded
documented = pytest.mark.documented
inferred = pytest.mark.inferred
guessed = pytest.mark.guessed
