"""Runs the commands of the documents as written."""

import re

from stack import Failed, check, command


class Document:
    """A document's shell blocks by heading; each runs after the first one, which sets up variables and functions."""

    def __init__(self, path, begin_with):
        self.path = path
        self.blocks = {}
        heading, block = "", None
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.startswith("```"):
                    block = [] if line == "```sh\n" else None
                    if block is not None:
                        self.blocks.setdefault(heading, []).append(block)
                elif block is not None:
                    block.append(line)
                elif found := re.match("#+ (.*)", line):
                    heading = found.group(1)
        self.preamble = "".join(self.blocks[begin_with][0])
        self.tried = {(begin_with, 0)}

    def run(self, heading, number=0, expect="", ok=True, variables="", instead=()):
        """Runs one block. An example value may be replaced, but has to occur in the block."""
        script = "".join(self.blocks[heading][number])
        for example, value in instead:
            if example not in script:
                raise Failed(f"{self.path}: {heading} no longer has {example}")
            script = script.replace(example, value)
        done = command("bash", "-euo", "pipefail", "-c", self.preamble + variables + "\n" + script, ok=ok)
        self.tried.add((heading, number))
        check(expect in done.stdout, f"{self.path}, {heading}: {expect or 'done'}", done.stdout)
        return done.stdout

    def untried(self):
        return {(heading, i) for heading, blocks in self.blocks.items() for i in range(len(blocks))} - self.tried
