# test/generate/generator.py
#
# Random well-typed programs: functions over ints, floats, bools, texts and tuples, with loops, branches, exceptions and
# calls of each other. The same seed gives the same program.
import random

INT, FLOAT, BOOL, TEXT = "int", "float", "bool", "str"
PAIR = "tuple[int, float]"
NAMED = "tuple[str, int, bool]"
SCALARS = (INT, FLOAT, BOOL, TEXT)
TYPES = (*SCALARS, PAIR, NAMED)
ELEMENTS = {PAIR: (INT, FLOAT), NAMED: (TEXT, INT, BOOL)}

INTS = (0, 1, -1, 2, 3, 7, -8, 10, 63, 255, 1000, -4096, 2**31, -(2**63), 2**63 - 1)
FLOATS = (0.0, -0.0, 1.0, -1.5, 0.1, 2.5, 1e16, 1e-5, 123456.789, 1e300, 5e-324)
TEXTS = ("", "a", "abc", "Hello, World", "it's", "äöü", "€uro", "x\U0001f600y", "  pad\t", "a,b,,c", "\\n\n")
FORMATS = {
    INT: ("", "5", "<6", "08", "+", ",", "x", "#b", "^9d", ".2f"),
    FLOAT: ("", ".2f", "10.3e", "+.1f", "g", "08.2f", ",.2f", "%", ".0f"),
    BOOL: ("", "d", "5"),
    TEXT: ("", "10", ">8", "^9", "*<6", ".2"),
}
EXCEPTIONS = ("ValueError", "IndexError", "KeyError", "RuntimeError")


class FunctionGenerator:
    """One function. Variables keep their type; what may be unassigned is not read."""

    def __init__(self, rng: random.Random, name: str, known: list[tuple[str, tuple, str]]) -> None:
        self.rng = rng
        self.name = name
        self.known = known
        self.lines: list[str] = []
        self.scopes: list[dict[str, str]] = []
        self.counter = 0
        self.loops = 0

    def run(self) -> tuple[str, tuple, str]:
        rng = self.rng
        parameters = tuple(rng.choice(SCALARS) for _ in range(rng.randint(1, 4)))
        result = rng.choice(TYPES)
        names = [f"p{number}" for number in range(len(parameters))]
        self.scopes = [dict(zip(names, parameters, strict=True))]
        listed = ", ".join(f"{name}: {kind}" for name, kind in self.scopes[0].items())
        self.lines = ["@njit", f"def {self.name}({listed}) -> {result}:"]
        for _ in range(rng.randint(1, 5)):
            self.statement(1, 0)
        self.line(1, f"return {self.expression(result, 3)}")
        return "\n".join(self.lines), parameters, result

    def line(self, indent: int, text: str) -> None:
        self.lines.append("    " * indent + text)

    # Statements.

    def statement(self, indent: int, depth: int) -> None:
        choices = [self.assign] * 4 + [self.update] * 2
        if depth < 3:
            choices += [self.branch] * 2 + [self.count_loop, self.while_loop, self.text_loop]
            choices += [self.raising, self.checked]
        self.rng.choice(choices)(indent, depth)

    def block(self, indent: int, depth: int, **names: str) -> None:
        self.scopes.append(dict(names))
        for _ in range(self.rng.randint(1, 3)):
            self.statement(indent, depth)
        self.scopes.pop()

    def fresh(self, prefix: str) -> str:
        self.counter += 1
        return f"{prefix}{self.counter}"

    def assign(self, indent: int, depth: int) -> None:
        kind = self.rng.choice(TYPES)
        visible = [name for name, known in self.variables().items() if known == kind and name[0] == "v"]
        if visible and self.rng.random() < 0.4:
            self.line(indent, f"{self.rng.choice(visible)} = {self.expression(kind, 2)}")
            return
        if kind in ELEMENTS and self.rng.random() < 0.5:
            names = [self.fresh("v") for _ in ELEMENTS[kind]]
            self.line(indent, f"{', '.join(names)} = {self.expression(kind, 2)}")
            self.scopes[-1].update(zip(names, ELEMENTS[kind], strict=True))
            return
        name = self.fresh("v")
        self.line(indent, f"{name} = {self.expression(kind, 3)}")
        self.scopes[-1][name] = kind

    def update(self, indent: int, depth: int) -> None:
        visible = [(name, kind) for name, kind in self.variables().items() if name[0] == "v" and kind in SCALARS[:2]]
        if not visible:
            self.assign(indent, depth)
            return
        name, kind = self.rng.choice(visible)
        op = self.rng.choice(("+", "-") if self.loops else ("+", "-", "*", "//", "%"))
        self.line(indent, f"{name} {op}= {self.expression(kind, 2)}")

    def branch(self, indent: int, depth: int) -> None:
        self.line(indent, f"if {self.expression(BOOL, 2)}:")
        self.block(indent + 1, depth + 1)
        if self.rng.random() < 0.4:
            self.line(indent, f"elif {self.expression(self.rng.choice(SCALARS), 2)}:")
            self.block(indent + 1, depth + 1)
        if self.rng.random() < 0.5:
            self.line(indent, "else:")
            self.block(indent + 1, depth + 1)

    def count_loop(self, indent: int, depth: int) -> None:
        index = self.fresh("i")
        bounds = self.rng.choice((f"{self.rng.randint(0, 6)}", "1, 8, 2", "5, 0, -1", "-3, 4", "3, 3"))
        self.line(indent, f"for {index} in range({bounds}):")
        self.looped(indent, depth, **{index: INT})

    def while_loop(self, indent: int, depth: int) -> None:
        counter = self.fresh("n")
        self.line(indent, f"{counter} = {self.rng.randint(0, 5)}")
        self.scopes[-1][counter] = INT
        self.line(indent, f"while {counter} > 0 and {self.expression(BOOL, 1)}:")
        self.line(indent + 1, f"{counter} -= 1")
        self.looped(indent, depth)

    def text_loop(self, indent: int, depth: int) -> None:
        character = self.fresh("c")
        self.line(indent, f"for {character} in {self.rng.choice(TEXTS)!r}:")
        self.looped(indent, depth, **{character: TEXT})

    def looped(self, indent: int, depth: int, **names: str) -> None:
        self.loops += 1
        self.block(indent + 1, depth + 1, **names)
        if self.rng.random() < 0.3:
            self.scopes.append(names)
            self.line(indent + 1, f"if {self.expression(BOOL, 1)}:")
            self.scopes.pop()
            self.line(indent + 2, self.rng.choice(("break", "continue")))
        self.loops -= 1

    def raising(self, indent: int, depth: int) -> None:
        self.line(indent, f"if {self.expression(BOOL, 2)}:")
        self.line(indent + 1, f"raise {self.rng.choice(EXCEPTIONS[:2])}({self.expression(TEXT, 2)})")

    def checked(self, indent: int, depth: int) -> None:
        self.line(indent, f"assert {self.expression(BOOL, 2)}, {self.expression(TEXT, 1)}")

    # Expressions.

    def variables(self) -> dict[str, str]:
        return {name: kind for scope in self.scopes for name, kind in scope.items()}

    def expression(self, kind: str, depth: int) -> str:
        if depth <= 0 or self.rng.random() < 0.2:
            return self.leaf(kind)
        if self.rng.random() < 0.1:
            condition = self.expression(BOOL, depth - 1)
            return f"({self.expression(kind, depth - 1)} if {condition} else {self.expression(kind, depth - 1)})"
        callees = [(name, parameters) for name, parameters, result in self.known if result == kind]
        if callees and self.loops == 0 and self.rng.random() < 0.15:
            name, parameters = self.rng.choice(callees)
            return f"{name}({', '.join(self.expression(each, depth - 1) for each in parameters)})"
        makers = {INT: self.of_int, FLOAT: self.of_float, BOOL: self.of_bool, TEXT: self.of_text}
        return makers[kind](depth - 1) if kind in makers else self.of_tuple(kind, depth - 1)

    def leaf(self, kind: str) -> str:
        names = [name for name, known in self.variables().items() if known == kind]
        if names and self.rng.random() < 0.7:
            return self.rng.choice(names)
        elements = [
            f"{name}[{number}]"
            for name, known in self.variables().items()
            for number, element in enumerate(ELEMENTS.get(known, ()))
            if element == kind
        ]
        if elements and self.rng.random() < 0.5:
            return self.rng.choice(elements)
        if kind == INT:
            return repr(self.rng.choice(INTS[:12]))
        if kind == FLOAT:
            return repr(self.rng.choice(FLOATS))
        if kind == BOOL:
            return self.rng.choice(("True", "False"))
        if kind == TEXT:
            return repr(self.rng.choice(TEXTS))
        return f"({', '.join(self.leaf(element) for element in ELEMENTS[kind])})"

    def of_int(self, depth: int) -> str:
        def number() -> str:
            return self.expression(INT, depth)

        def text() -> str:
            return self.expression(TEXT, depth)

        return self.rng.choice(
            (
                lambda: f"({number()} {self.rng.choice('+-*')} {number()})",
                lambda: f"({number()} {self.rng.choice(('//', '%'))} {number()})",
                lambda: f"({number()} {self.rng.choice('&|^')} {number()})",
                lambda: f"({number()} {self.rng.choice(('<<', '>>'))} ({number()} & 15))",
                lambda: f"(-{number()})",
                lambda: f"(~{number()})",
                lambda: f"({number()} % 97) ** {self.rng.randint(0, 3)}",
                lambda: f"abs({number()})",
                lambda: f"{self.rng.choice(('min', 'max'))}({number()}, {number()})",
                lambda: f"len({text()})",
                lambda: f"int({self.expression(BOOL, depth)})",
                lambda: f"int({self.expression(FLOAT, depth)})",
                lambda: f"round({self.expression(FLOAT, depth)})",
                lambda: f"divmod({number()}, {number()})[{self.rng.randint(0, 1)}]",
                lambda: f"ord({text()}[{number()}])",
                lambda: f"int(str({number()}))",
            )
        )()

    def of_float(self, depth: int) -> str:
        def number() -> str:
            return self.expression(FLOAT, depth)

        return self.rng.choice(
            (
                lambda: f"({number()} {self.rng.choice('+-*')} {number()})",
                lambda: f"({number()} {self.rng.choice(('/', '//', '%'))} {number()})",
                lambda: f"({self.expression(INT, depth)} {self.rng.choice('+-*/')} {number()})",
                lambda: f"({self.expression(INT, depth)} / {self.expression(INT, depth)})",
                lambda: f"(-{number()})",
                lambda: f"abs({number()})",
                lambda: f"float({self.expression(INT, depth)})",
                lambda: f"math.sqrt(abs({number()}))",
                lambda: f"math.floor({number()}) * 0.5",
                lambda: f"{self.rng.choice(('min', 'max'))}({number()}, {number()})",
                lambda: f"float(str({number()}))",
            )
        )()

    def of_bool(self, depth: int) -> str:
        def compared() -> str:
            kind = self.rng.choice((INT, INT, FLOAT, TEXT))
            other = self.rng.choice((INT, FLOAT)) if kind in (INT, FLOAT) else TEXT
            op = self.rng.choice(("==", "!=", "<", "<=", ">", ">="))
            return f"({self.expression(kind, depth)} {op} {self.expression(other, depth)})"

        def truth() -> str:
            return self.expression(BOOL, depth)

        return self.rng.choice(
            (
                compared,
                compared,
                lambda: f"({truth()} {self.rng.choice(('and', 'or'))} {truth()})",
                lambda: f"(not {truth()})",
                lambda: f"bool({self.expression(self.rng.choice(SCALARS), depth)})",
                lambda: f"({self.expression(TEXT, depth)} {self.rng.choice(('in', 'not in'))} {self.leaf(TEXT)})",
                lambda: f"({self.expression(INT, depth)} < {self.expression(INT, depth)} <= {self.leaf(INT)})",
            )
        )()

    def of_text(self, depth: int) -> str:
        def text() -> str:
            return self.expression(TEXT, depth)

        def field() -> str:
            kind = self.rng.choice(SCALARS)
            value = self.leaf(kind)
            if any(character in value for character in "\\\"'{}\n"):
                return "-"
            form = self.rng.choice(FORMATS[kind])
            convert = self.rng.choice(("", "", "!r", "!s")) if not form else ""
            return "{" + value + convert + (":" + form if form else "") + "}"

        return self.rng.choice(
            (
                lambda: f"({text()} + {text()})",
                lambda: f"({text()} * {self.rng.randint(-1, 3)})",
                lambda: f"{text()}[{self.expression(INT, 0)}]",
                lambda: f"{text()}[{self.leaf(INT)}:{self.leaf(INT)}]",
                lambda: f"{text()}[::{self.rng.choice((-1, 2, -2, 1))}]",
                lambda: f"str({self.expression(self.rng.choice(TYPES), depth)})",
                lambda: f"repr({self.expression(self.rng.choice(TYPES), depth)})",
                lambda: 'f"' + field() + " and " + field() + '"',
                lambda: f"chr({self.expression(INT, depth)} & 1023)",
                lambda: f"hex({self.expression(INT, depth)})",
            )
        )()

    def of_tuple(self, kind: str, depth: int) -> str:
        return f"({', '.join(self.expression(element, depth) for element in ELEMENTS[kind])})"


def program(seed: int, functions: int, calls: int = 4) -> str:
    """The text of a program of the harness (test/run), with arguments for each of its functions."""
    rng = random.Random(seed)
    known: list[tuple[str, tuple, str]] = []
    texts = []
    cases = []
    for number in range(functions):
        name = f"f{number}"
        text, parameters, result = FunctionGenerator(rng, name, known[-6:]).run()
        texts.append(text)
        known.append((name, parameters, result))
        values = {INT: INTS, FLOAT: FLOATS, BOOL: (True, False), TEXT: TEXTS}
        arguments = [tuple(rng.choice(values[kind]) for kind in parameters) for _ in range(calls)]
        cases.append(f"    {name!r}: {arguments!r},")
    head = "import math\n\nfrom pyomp_cc import njit\n"
    return "\n\n\n".join((head, *texts, "CASES = {\n" + "\n".join(cases) + "\n}\n"))
