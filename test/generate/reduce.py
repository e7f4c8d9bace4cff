# test/generate/reduce.py
#
# Makes a failing program small: takes away functions, statements and parts of expressions while it fails the same way.
import ast
import copy
from collections.abc import Callable, Iterator


def only(tree: ast.Module, name: str) -> ast.Module:
    """The program with `name`, what it calls, and its cases."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    needed: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in needed or current not in functions:
            continue
        needed.add(current)
        waiting += [node.id for node in ast.walk(functions[current]) if isinstance(node, ast.Name)]
    result = copy.deepcopy(tree)
    result.body = [node for node in result.body if not isinstance(node, ast.FunctionDef) or node.name in needed]
    cases = result.body[-1].value
    kept = [pair for pair in zip(cases.keys, cases.values, strict=True) if pair[0].value == name]
    cases.keys, cases.values = [key for key, _ in kept], [value for _, value in kept]
    return result


def smaller(tree: ast.Module) -> Iterator[ast.Module]:
    """Programs that are one step smaller, the largest steps first."""
    cases_nodes = set(map(id, ast.walk(tree.body[-1])))
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in cases_nodes:
            continue
        for field, value in ast.iter_fields(node):
            if (
                isinstance(value, list)
                and value
                and isinstance(value[0], ast.stmt)
                and not isinstance(node, ast.Module)
            ):
                for index in range(len(value)):
                    yield _without(tree, number, field, index)
                    yield _unwrapped(tree, number, field, index)
            elif isinstance(value, ast.expr) and field in (
                "value",
                "test",
                "left",
                "right",
                "operand",
                "body",
                "orelse",
            ):
                for child in ast.iter_child_nodes(value):
                    if isinstance(child, ast.expr):
                        yield _replaced(tree, number, field, child)
    cases = tree.body[-1].value
    for index, calls in enumerate(cases.values):
        for call in range(len(calls.elts) if len(calls.elts) > 1 else 0):
            result = copy.deepcopy(tree)
            del result.body[-1].value.values[index].elts[call]
            yield result


def _nth(tree: ast.Module, number: int) -> ast.AST:
    return next(node for position, node in enumerate(ast.walk(tree)) if position == number)


def _without(tree: ast.Module, number: int, field: str, index: int) -> ast.Module:
    result = copy.deepcopy(tree)
    block = getattr(_nth(result, number), field)
    del block[index]
    if not block and field == "body":
        block.append(ast.Pass())
    return result


def _unwrapped(tree: ast.Module, number: int, field: str, index: int) -> ast.Module:
    result = copy.deepcopy(tree)
    block = getattr(_nth(result, number), field)
    block[index : index + 1] = getattr(block[index], "body", [block[index]])
    return result


def _replaced(tree: ast.Module, number: int, field: str, child: ast.expr) -> ast.Module:
    result = copy.deepcopy(tree)
    setattr(_nth(result, number), field, copy.deepcopy(child))
    return result


def reduce(text: str, name: str, fails: Callable[[str], bool], attempts: int = 150) -> str:
    """The smallest program that was found in so many attempts; `fails` says whether one still fails the same way."""
    best = only(ast.parse(text), name)
    if not fails(ast.unparse(best)):
        return text
    progress = True
    while progress and attempts > 0:
        progress = False
        for candidate in smaller(best):
            shorter = ast.unparse(ast.fix_missing_locations(candidate))
            if len(shorter) >= len(ast.unparse(best)):
                continue
            attempts -= 1
            if fails(shorter):
                best = ast.parse(shorter)
                progress = True
                break
            if attempts <= 0:
                break
    return ast.unparse(best)
