"""Plain data as JSON and back: numbers, texts, lists, tuples, dicts, sets and bytes, and nothing with code of its own."""


def packed(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float, str)):
        return value
    if isinstance(value, complex):
        return ["complex", value.real, value.imag]
    if isinstance(value, (bytes, bytearray)):
        return ["bytes", bytes(value).hex()]
    if isinstance(value, dict):
        return ["dict", [[packed(key), packed(item)] for key, item in value.items()]]
    for name, kind in (("list", list), ("tuple", tuple), ("set", set), ("frozenset", frozenset)):
        if isinstance(value, kind):
            return [name, [packed(item) for item in value]]
    raise TypeError(f"a {type(value).__name__} is no plain data")


def unpacked(value):
    if not isinstance(value, list):
        return value
    kind, *rest = value
    if kind == "complex":
        return complex(*rest)
    if kind == "bytes":
        return bytes.fromhex(rest[0])
    if kind == "dict":
        return {unpacked(key): unpacked(item) for key, item in rest[0]}
    return {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}[kind](unpacked(item) for item in rest[0])
