"""The rules of Employees."""

from mockxero.accounting import employees, lengths
from mockxero.accounting.rulebook import Rulebook
from mockxero.resources.employees import Employee

EMPLOYEES = Rulebook(
    resource=Employee,
    complete=(employees.employee_defaults,),
    check=(employees.has_full_name, lengths.within_length),
)
