"""So much for each: 户均, 月均, 每万人, at a rate of money, at a tariff."""
