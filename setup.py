"""Lists the packages, because two of them lie outside the folder ``mockxero``."""

from setuptools import find_packages, setup

OUTSIDE = find_packages(include=["fixtures", "contracts", "contracts.*"])

setup(
    packages=[
        *find_packages(include=["mockxero", "mockxero.*"]),
        *(f"mockxero.{package}" for package in OUTSIDE),
    ],
    package_dir={"mockxero.fixtures": "fixtures", "mockxero.contracts": "contracts"},
)
