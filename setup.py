"""What pyproject.toml cannot say of the build: a wheel holds the examples that ``knooppunt demo`` shows."""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

#: Folder and pattern, from the root of the project; in a wheel the same lies in the package ``knooppunt``.
_EXAMPLES = (("examples/voorbeeldregio", "*.csv"), ("examples/movisie-2018", "vergelijking.yaml"))


class BuildWithExamples(build_py):
    """Builds the packages and copies the examples into ``knooppunt``; an editable install reads them where they are."""

    def run(self) -> None:
        """Build."""
        super().run()
        if self.editable_mode:
            return
        for folder, pattern in _EXAMPLES:
            target = Path(self.build_lib, "knooppunt", folder)
            self.mkpath(str(target))
            for file in sorted(Path(folder).glob(pattern)):
                self.copy_file(str(file), str(target / file.name))


setup(cmdclass={"build_py": BuildWithExamples})
