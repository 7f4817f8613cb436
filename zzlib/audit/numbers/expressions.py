"""Formulas written out in tables of words: `base * (1 + rate / 100) ** years`, over numbers with these names."""

import ast
from collections.abc import Callable, Sequence

from zzlib.audit.numbers.arithmetic import ClaimFormula
from zzlib.audit.numbers.fractions import Fraction

_BUMP = Fraction(101, 100)
_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: lambda one, other: one + other,
    ast.Sub: lambda one, other: one - other,
    ast.Mult: lambda one, other: one * other,
    ast.Div: lambda one, other: one / other,
    ast.Pow: lambda base, power: (
        Fraction(base**power) if power == int(power) else Fraction(float(base) ** float(power))
    ),
}
_OF_MANY = ("sum", "mean")


def formula_of(made: str, names: Sequence[str], values: Sequence[Fraction]) -> ClaimFormula | None:
    """Give the formula of an expression for operands of these names, in their order; `None` where their values make nothing.

    One name may be that of several: of `sum` and `mean`.
    """
    tree = ast.parse(made, mode="eval").body

    def compute(*given: Fraction) -> Fraction:
        return _value(tree, names, given)

    try:
        exact = compute(*values)
    except (ZeroDivisionError, OverflowError, ValueError):
        return None
    bumped = [compute(*(v * _BUMP if n == at else v for n, v in enumerate(values))) for at in range(len(values))]
    linear = not any(isinstance(node, ast.Mult | ast.Div | ast.Pow) for node in ast.walk(tree)) and "mean" not in made
    return ClaimFormula(compute, tuple(1 if b >= exact else -1 for b in bumped), linear) if exact else None


def _value(node: ast.expr, names: Sequence[str], given: Sequence[Fraction]) -> Fraction:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_value(left, names, given), _value(right, names, given))
        case ast.Name(id=name):
            return given[names.index(name)]
        case ast.Call(func=ast.Name(id=name), args=[ast.Name(id=many)]) if name in _OF_MANY:
            found = [v for own, v in zip(names, given, strict=True) if own == many]
            return sum(found, Fraction(0)) / (len(found) if name == "mean" else 1)
        case ast.Call(func=ast.Name(id=name), args=args):
            return (max if name == "max" else min)(_value(arg, names, given) for arg in args)
        case ast.Constant(value=int(value)):
            return Fraction(value)
    raise ValueError(ast.dump(node))
