"""One person under two spellings: nobody is merged by likeness, a person says whether they are one. No name is said in an issue."""

from zzlib.checks.lines import Lines, Row
from zzlib.issues import Issue
from zzlib.ledger.people import PEOPLE, People, person_key, read_people

Group = tuple[str, str, str]
"""Within what two spellings may be one person: the field, for persons the unit, the name as it is compared."""


def people_spelled_twice(lines: Lines) -> list[Issue]:
    """Note the first cell of each spelling that differs from how the list of units, or most cells, spell the same name."""
    people, groups = read_people(lines.ledger.workspace), _groups(lines)
    return [one for group in groups.items() for one in _told(lines, people, *group)]


def _groups(lines: Lines) -> dict[Group, dict[str, list[Row]]]:
    """Give the rows of each spelling by the name that it may be; leaders lead units of the whole county."""
    groups: dict[Group, dict[str, list[Row]]] = {}
    for own in lines.by_project.values():
        project = lines.project(own[0])
        for name in PEOPLE:
            if key := person_key(project[name]):
                group = (name, "" if name == "leader" else project["unit_id"], key)
                groups.setdefault(group, {}).setdefault(project[name], []).append(own[0])
    return groups


def _told(lines: Lines, people: People, group: Group, spelled: dict[str, list[Row]]) -> list[Issue]:
    listed = (
        [row for row in lines.ledger.workspace.reference("units").rows() if row["leader"]]
        if group[0] == "leader"
        else []
    )
    known = {people.known_as(row["leader"]): row for row in reversed(listed) if person_key(row["leader"]) == group[2]}
    most = max(spelled, key=lambda name: len(spelled[name]))
    person = next((name for name in spelled if name in known), next(iter(known), most))
    if person in known:
        where = f"units.csv 的 {lines.ledger.workspace.reference('units').cell(known[person]['row'], 'leader')}"
    else:
        place = lines.place(spelled[person][0], group[0])
        where = f"{place.file} 的 {place.cell}"
    others = (name for name in spelled if name != person and not people.is_decided(name, person))
    return [
        lines.issue("person_spelling", spelled[name][0], group[0], "", spelling=name, person=person, where=where)
        for name in others
    ]


CHECKS = (people_spelled_twice,)
