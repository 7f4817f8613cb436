"""A city of counties: their months gathered, added up, ranked and told, from each county's own workspace, which stays as it is."""

from zzlib.city.counties import CityError, MemberCounty, read_counties
from zzlib.city.gathering import CountyPart, gather
from zzlib.city.handing import load_city
from zzlib.city.month import CityMonth, city_month

__all__ = ["CityError", "CityMonth", "CountyPart", "MemberCounty", "city_month", "gather", "load_city", "read_counties"]
