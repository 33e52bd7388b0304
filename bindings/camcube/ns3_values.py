# SPDX-License-Identifier: GPL-2.0-only
"""Values of attributes in the style of C++; wherever one is wanted, what is in it does as well."""

from __future__ import annotations

from ._camcube import (
    AttributeValue,
    DataRate,
    InetSocketAddress,
    Ipv4Address,
    Time,
)


def _check(maker: str, value: object, kinds: tuple[type, ...], remedy: str) -> None:
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise TypeError(f"{maker}({value!r:.60}): give {remedy}")


class StringValue(AttributeValue):
    """A text, which any attribute takes that can be read from one: StringValue("1Gbps")."""

    def __init__(self, value: str) -> None:
        _check("StringValue", value, (str,), "a text")
        super().__init__(value)


class UintegerValue(AttributeValue):
    """A whole number from 0 on."""

    def __init__(self, value: int) -> None:
        _check("UintegerValue", value, (int,), "a whole number")
        if not 0 <= value < 2**64:
            raise ValueError(f"UintegerValue({value}); give a number from 0 to 2**64 - 1")
        super().__init__(value)


class IntegerValue(AttributeValue):
    """A whole number."""

    def __init__(self, value: int) -> None:
        _check("IntegerValue", value, (int,), "a whole number")
        if not -(2**63) <= value < 2**63:
            raise ValueError(f"IntegerValue({value}); give a number of 64 bits")
        super().__init__(value)


class DoubleValue(AttributeValue):
    """A number."""

    def __init__(self, value: float) -> None:
        _check("DoubleValue", value, (int, float), "a number")
        super().__init__(value)


class BooleanValue(AttributeValue):
    """True or False."""

    def __init__(self, value: bool) -> None:
        _check("BooleanValue", value, (bool,), "True or False")
        super().__init__(value)


class TimeValue(AttributeValue):
    """A time: TimeValue(Seconds(1))."""

    def __init__(self, value: Time | str) -> None:
        super().__init__(Time(value))


class DataRateValue(AttributeValue):
    """A rate: DataRateValue(DataRate("1Gbps"))."""

    def __init__(self, value: DataRate | str) -> None:
        super().__init__(DataRate(value))


class AddressValue(AttributeValue):
    """An address: AddressValue(InetSocketAddress("10.0.0.1", 9))."""

    def __init__(self, value: InetSocketAddress | Ipv4Address) -> None:
        _check(
            "AddressValue",
            value,
            (InetSocketAddress, Ipv4Address),
            "an InetSocketAddress(address, port), or an Ipv4Address",
        )
        super().__init__(value)
